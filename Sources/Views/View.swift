import Experiments
import Screens

/// One screen of the explorer: a value that keys change and that says what it looks like.
///
/// `press` returns what must happen outside of it; `draw` is a function of the state alone.
protocol View: Sendable {
  /// What can be done here, the most useful first, the way out last: the footer shows what fits.
  var hints: [Hint] { get }
  /// What a command does on a screen; `count` holds digits that were typed before it.
  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect]
  /// What a key does where letters are text or digits choose; nothing where it is a command.
  mutating func type(_ key: Key, in screen: Screen) -> [Effect]?
  /// What a click on a cell does: chooses what stands there, and opens what was chosen before.
  mutating func click(at position: Position, in screen: Screen) -> [Effect]
  /// The commands by name that it understands besides its keys.
  var orders: [NamedCommand] { get }
  /// Carries one of them out, or says in a sentence why not; nothing where it is not its own.
  mutating func carryOut(
    _ order: String, _ argument: String, in screen: Screen
  ) throws(Failure) -> [Effect]?
  /// What `/` searches.
  var places: [CommandPalette.Entry] { get }
  /// Closes its innermost level; false where none is open and the view itself is to close.
  mutating func closeLevel() -> Bool
  /// What it needs as soon as it is open.
  var openings: [Effect] { get }
  /// What is to be kept of it when it is closed.
  var farewell: [Effect] { get }
  /// What its job has come to.
  mutating func receive(_ news: News)
  /// Takes what came of a request of the quiz, the exam or the progress page.
  mutating func receive(_ outcome: StudyOutcome)
  /// The row above which a notice may cover the view.
  func noticeEnd(in screen: Screen) -> Int
  /// What the state looks like on a screen of at least `Page.leastSize`.
  func draw(in screen: Screen) -> Grid
}

/// Most views take commands only and have a single level.
extension View {
  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? { nil }
  mutating func click(at position: Position, in screen: Screen) -> [Effect] { [] }
  var orders: [NamedCommand] { [] }
  mutating func carryOut(
    _ order: String, _ argument: String, in screen: Screen
  ) throws(Failure) -> [Effect]? { nil }
  var places: [CommandPalette.Entry] { [] }
  mutating func closeLevel() -> Bool { false }
  var openings: [Effect] { [] }
  var farewell: [Effect] { [] }
  mutating func receive(_ news: News) {}
  mutating func receive(_ outcome: StudyOutcome) {}
  func noticeEnd(in screen: Screen) -> Int { screen.size.height - 1 }
}

/// A view that shows a clock, which the program has to set.
protocol ClockView: View {
  var showsClock: Bool { get }
  /// Takes the time, in seconds since 1970.
  mutating func tick(_ now: Int)
}

/// A view that another one opens without a word to the outside.
public struct Entrance: Sendable {
  let view: any View

  init(_ view: any View) { self.view = view }

  /// The view of an experiment.
  public static func experiment(_ experiment: any Experiment) -> Entrance {
    Entrance(Laboratory(experiment, chapter: nil))
  }
}

/// Some commands and the word for what they do here: `←→ step`.
struct Hint: Sendable {
  let commands: [Command]
  let word: String
  /// The word where the footer is short of room.
  let short: String
  /// Whether only the help names it, never the footer.
  let isHidden: Bool

  init(_ commands: Command..., word: String, short: String? = nil, isHidden: Bool = false) {
    self.commands = commands
    self.word = word
    self.short = short ?? word
    self.isHidden = isHidden
  }
}
