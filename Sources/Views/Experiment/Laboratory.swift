import Experiments
import Lessons
import Screens

/// The view of an experiment: its picture or table, what can be turned, and what was expected.
struct Laboratory: OpeningView, JobView {
  enum Phase: Hashable, Sendable {
    /// Not run with these settings yet.
    case waiting
    case running(done: Int, of: Int)
    case done
    case stopped(done: Int, of: Int)
    case failed(String)
  }

  let experiment: any Experiment
  /// The head of its question: `2 Pre-activation`.
  let chapter: String?
  private(set) var setup: Setup
  /// The knob that `←→` turn.
  private(set) var hand = 0
  /// The curve or measure that is read out.
  private(set) var chosen = 0
  /// The first row of what is shown.
  private(set) var top = 0
  private(set) var phase = Phase.waiting
  private(set) var findings: Findings?
  private(set) var showsTable = false

  /// The settings are those at first unless given.
  init(_ experiment: any Experiment, _ setup: Setup? = nil, chapter: String?) {
    self.experiment = experiment
    self.chapter = chapter
    self.setup = setup ?? Setup(experiment.knobs)
  }

  var hints: [Hint] {
    let rows = hasCurves ? "curve" : "result"
    return [
      Hint(.up, .down, word: rows), Hint(.back, .next, word: "turn"),
      Hint(.nextPane, word: "next setting", short: "setting", unless: oneKnob),
      Hint(
        .open, word: "run",
        unless: experiment.isQuick
          ? "It has run; it runs again by itself whenever a setting changes." : nil),
      Hint(.table, word: showsTable ? "picture" : "table"),
      Hint(.previousPane, word: "setting before", isHidden: true, unless: oneKnob),
      Hint(.less, .more, word: "turn", isHidden: true),
      Hint(.pageUp, .pageDown, word: "scroll", isHidden: true),
      Hint(
        .restart, word: "as at first", isHidden: true,
        unless: setup == Setup(experiment.knobs) ? "All settings are as at first." : nil),
      Hint(.out, word: "stop, out", isHidden: true),
      Hint(.help, word: "keys"), Hint(.leave, word: "back"),
    ]
  }

  private var oneKnob: String? {
    setup.knobs.count > 1 ? nil : "There is one setting here; ← and → turn it."
  }

  /// What takes no time is there at once.
  var openings: [Effect] { experiment.isQuick ? [.start(job)] : [] }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    switch command {
    case .open: return run()
    case .next, .more: return turn(by: count ?? 1)
    case .back, .less: return turn(by: -(count ?? 1))
    case .nextPane: hand = (hand + 1) % max(setup.knobs.count, 1)
    case .previousPane: hand = (hand + setup.knobs.count - 1) % max(setup.knobs.count, 1)
    case .restart:
      setup = Setup(experiment.knobs)
      return hasTurned()
    case .down: choose(chosen + 1)
    case .up: choose(chosen - 1)
    case .first: (chosen, top) = (0, 0)
    case .last: choose(.max)
    case .pageDown: return scroll(by: room(in: screen).height - 2, in: screen)
    case .pageUp: return scroll(by: 2 - room(in: screen).height, in: screen)
    case .table:
      showsTable.toggle()
      top = 0
    default: break
    }
    return []
  }

  private mutating func turn(by steps: Int) -> [Effect] {
    guard setup.knobs.indices.contains(hand), setup.turn(hand, by: steps) else { return [] }
    return hasTurned()
  }

  private mutating func hasTurned() -> [Effect] {
    if experiment.isQuick { return run() }
    phase = .waiting
    return []
  }

  private mutating func run() -> [Effect] {
    if !experiment.isQuick { phase = .running(done: 0, of: 0) }
    return [.start(job)]
  }

  private var job: Job {
    let (experiment, setup) = (experiment, setup)
    return Job { context in
      let progress = ExperimentProgress(
        report: { context.report(.experiment($0, done: $1, of: $2)) },
        isCancelled: context.isCancelled, digits: { try Folder.digits() })
      return .experiment(try experiment.run(setup, progress), done: 1, of: 1)
    }
  }

  mutating func receive(_ news: News) {
    switch news {
    case .progress(.experiment(let part, let done, let total)):
      if let part { take(part) }
      if !experiment.isQuick { phase = .running(done: done, of: total) }
    case .done(.experiment(let whole, _, _)):
      if let whole { take(whole) }
      phase = .done
    case .failed(let failure): phase = .failed(failure.sentence)
    case .stopped:
      if case .running(let done, let total) = phase {
        phase = .stopped(done: done, of: total)
      }
    // what other views find is not for this one
    case .progress, .done: break
    }
  }

  private mutating func take(_ findings: Findings) {
    self.findings = findings
    choose(chosen)
  }

  /// Chooses a curve, or a measure where there are none.
  private mutating func choose(_ index: Int) {
    let count = hasCurves ? curves.count : findings?.measures.count ?? 0
    chosen = min(max(index, 0), max(count - 1, 0))
  }

  private mutating func scroll(by rows: Int, in screen: Screen) -> [Effect] {
    let hidden = body(in: screen).size.height - room(in: screen).height
    guard hidden > 0 else { return [.say("Everything is in sight.")] }
    top = min(max(top + rows, 0), hidden)
    return []
  }
}

extension Laboratory {
  var curves: [Findings.Curve] {
    for case .curves(let curves, _, _) in findings?.pictures ?? [] { return curves }
    return []
  }
  var hasCurves: Bool { !curves.isEmpty && !showsTable }

  /// The measure that is read out below the picture.
  var measure: Findings.Measure? {
    guard let measures = findings?.measures else { return nil }
    guard hasCurves else { return measures.indices.contains(chosen) ? measures[chosen] : nil }
    let name = curves.indices.contains(chosen) ? curves[chosen].name : ""
    return measures.last { $0.name.hasPrefix(name) }
  }

  /// What is to be read: the failure, the chosen curve's words, those of the whole.
  var reading: String {
    if case .failed(let sentence) = phase { return sentence }
    guard let findings else { return experiment.question }
    if hasCurves, curves.indices.contains(chosen), !curves[chosen].reading.isEmpty {
      return curves[chosen].reading
    }
    return findings.reading
  }

  var state: String {
    switch phase {
    case .waiting: "⏎ runs it"
    case .running(let done, let total): total > 0 ? "running, \(done) of \(total)" : "running"
    case .done: findings.map(Self.judgement) ?? "done"
    case .stopped(let done, let total): "stopped at \(done) of \(total)"
    case .failed: "it could not be run"
    }
  }

  private static func judgement(_ findings: Findings) -> String {
    guard !findings.measures.isEmpty else { return "done" }
    let good = findings.measures.count - findings.surprises.count
    return "\(good) of \(findings.measures.count) as expected"
  }
}
