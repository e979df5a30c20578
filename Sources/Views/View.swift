import Experiments
import Screens

/// One screen of the explorer: a value that keys change and that says what it looks like.
///
/// `press` returns what must happen outside of it; `draw` is a function of the state alone. What
/// only some views can do is a protocol of its own, in `Capabilities.swift`.
protocol View: Sendable {
  /// What can be done here, the most useful first, the way out last: the footer shows what fits.
  var hints: [Hint] { get }
  /// What of it can be done on a screen of this size.
  func footer(in screen: Screen) -> [Hint]
  /// The signs that it draws, for the help to explain.
  var signs: [Sign] { get }
  /// What a command does on a screen; `count` holds digits that were typed before it.
  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect]
  /// What the state looks like on a screen of at least `Page.leastSize`.
  func draw(in screen: Screen) -> Grid
}

extension View {
  func footer(in screen: Screen) -> [Hint] { hints }
  var signs: [Sign] { [] }
}

/// A view that another one opens without a word to the outside.
public struct Entrance: Sendable {
  let view: any View

  init(_ view: any View) { self.view = view }

  /// The view of runs that learn.
  public static func training(_ start: TrainingStart) -> Entrance {
    Entrance(Trainer(start))
  }

  /// The view of an experiment.
  public static func experiment(
    _ experiment: any Experiment, _ setup: Setup? = nil, chapter: String? = nil
  ) -> Entrance {
    Entrance(Laboratory(experiment, setup, chapter: chapter))
  }
}
