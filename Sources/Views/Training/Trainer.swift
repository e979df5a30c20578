import Lessons
import Networks
import Screens
import Training

/// A network that learns: curves, layers, kernels and mistakes while it goes, and every step of it
/// again.
struct Trainer: ClickableView, NamedCommandView, JobView {
  enum Pane: String, CaseIterable, Sendable {
    case curves, layers, kernels, mistakes, knobs
  }
  /// What is done beside the keys.
  enum Activity: Hashable, Sendable {
    case resting, running
    case traveling(to: Int)
    /// Another pair of runs is made ready.
    case preparing
  }

  /// The runs as they were last heard of.
  private(set) var pair: RunPair
  private(set) var activity = Activity.resting
  /// Why it goes no further.
  private(set) var trouble: String?
  private var looked: (subject: RunLook.Subject, look: RunLook)?
  private(set) var pane = Pane.curves
  private(set) var pace = Pace.full
  private(set) var chart = Chart.loss
  private(set) var isLogarithmic = false
  private(set) var isSmoothed = true
  /// Whether the panes of one run show the second.
  private(set) var isSecond = false
  private(set) var byBlock = true
  /// The first row, or the chosen tensor or knob, of each pane.
  private var places: [Pane: Int] = [:]

  /// The runs as they were made ready.
  let start: TrainingStart

  init(_ start: TrainingStart) {
    self.start = start
    pair = start.pair
  }

  /// The run that the panes of one run show.
  var run: any ObservedRun { pair.run(isSecond) }
  /// Definitions of one's own before those of the library, for networks that are named here.
  var library: Library { start.library }
  var place: Int { places[pane] ?? 0 }
  var subject: RunLook.Subject { RunLook.Subject(pane: pane, isSecond: isSecond, byBlock: byBlock) }
  /// What was looked at last, where it is what this pane shows.
  var look: RunLook? { looked.flatMap { $0.subject == subject ? $0.look : nil } }
  private var jobs: TrainingJobs { TrainingJobs(subject: subject, keeper: start.keeper) }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    switch command {
    case .play: return play()
    case .next: return travel(to: target + (count ?? 1))
    case .back: return travel(to: target - (count ?? 1))
    case .first: return travel(to: count ?? pair.main.first)
    case .restart: return travel(to: pair.main.first)
    case .last: return travel(to: pair.furthest)
    case .newSeed: return begin(with: pair.main.base.seed &+ 1)
    case .slower, .faster:
      pace.turn(by: command == .faster ? 1 : -1)
      return activity == .running ? resume() : []
    case .nextPane: return turnPane(by: 1)
    case .previousPane: return turnPane(by: -1)
    case .settings: return open(pane == .knobs ? .curves : .knobs)
    case .previousSibling, .nextSibling:
      isSecond = command == .nextSibling && pair.other != nil
      return resume()
    case .unfold:
      byBlock.toggle()
      places[.layers] = 0
      return resume()
    case .down: return move(by: 1, in: screen)
    case .up: return move(by: -1, in: screen)
    case .pageDown: return move(by: 10, in: screen)
    case .pageUp: return move(by: -10, in: screen)
    case .less, .more: return turnKnob(by: command == .more ? 1 : -1)
    case .lockScale: isLogarithmic.toggle()
    case .otherWay: isSmoothed.toggle()
    case .compare: return compare()
    case .open: return [.ask(.run(walkRequest))]
    case .export: return [.ask(.write(file: Self.exportName, bytes: pair.main.file))]
    default: break
    }
    return []
  }

  static let exportName = "blockwalk-run.safetensors"

  mutating func receive(_ news: News) {
    switch news {
    case .progress(.training(let finding)): take(finding)
    case .done(.training(let finding)):
      take(finding)
      activity = .resting
      trouble = finding.trouble
    case .failed(let failure):
      activity = .resting
      trouble = failure.sentence
    case .stopped: activity = .resting
    case .progress, .done: break
    }
  }

  private mutating func take(_ finding: TrainingFinding) {
    pair = finding.pair
    if let look = finding.look { looked = look }
    if pair.other == nil { isSecond = false }
  }
}

extension Trainer {
  private mutating func play() -> [Effect] {
    if activity == .running {
      activity = .resting
      return [.stop]
    }
    guard !pair.isFinished else {
      return [.say("The run is at its end: r goes back to its start, R begins one anew.")]
    }
    trouble = nil
    activity = .running
    return [.start(jobs.run(pair, pause: pace.pause))]
  }

  /// The step that the last key went to, or is on the way to.
  var target: Int {
    if case .traveling(let step) = activity { step } else { pair.step }
  }

  private mutating func travel(to step: Int) -> [Effect] {
    let step = min(max(step, pair.main.first), pair.length)
    guard step != target || activity == .running else { return [] }
    trouble = nil
    activity = .traveling(to: step)
    return [.start(jobs.travel(pair, to: step))]
  }

  /// Goes on with what is done, with what is looked at now.
  private mutating func resume() -> [Effect] {
    switch activity {
    case .running: [.start(jobs.run(pair, pause: pace.pause))]
    case .traveling(let step): [.start(jobs.travel(pair, to: step))]
    case .preparing: []
    case .resting: look == nil && needsLook ? [.start(jobs.look(at: pair))] : []
    }
  }

  private var needsLook: Bool { pane != .curves && pane != .knobs }

  private mutating func open(_ pane: Pane) -> [Effect] {
    self.pane = pane
    // what was looked at before may be of another step
    looked = nil
    return resume()
  }

  private mutating func turnPane(by step: Int) -> [Effect] {
    let all = Pane.allCases
    let index = all.firstIndex(of: pane) ?? 0
    return open(all[(index + step + all.count) % all.count])
  }

  private mutating func move(by step: Int, in screen: Screen) -> [Effect] {
    let last =
      switch pane {
      case .curves: Chart.allCases.count - 1
      case .knobs: max(knobs.count - 1, 0)
      case .kernels: max(run.weights.count - 1, 0)
      case .layers, .mistakes: max(scrollable(in: screen), 0)
      }
    places[pane] = min(max(place + step, 0), last)
    if pane == .curves { chart = Chart(rawValue: place) ?? chart }
    return last == 0 ? [.say("There is nothing more to show in this pane.")] : []
  }

  /// Begins both runs anew; what was kept of them goes on to be kept.
  private mutating func begin(with seed: UInt64) -> [Effect] {
    trouble = nil
    activity = .preparing
    let pair = pair
    return [.start(jobs.change { try pair.reseeded(seed) })]
  }

  /// Trains the same layers without shortcuts beside the run, or leaves them.
  private mutating func compare() -> [Effect] {
    guard pair.other == nil else {
      pair = pair.alone
      isSecond = false
      return resume()
    }
    guard let text = pair.main.network.withoutShortcuts else {
      return [.say("This net has no shortcut to leave out; : beside takes any other net.")]
    }
    return beside { [library, input = pair.main.network.input] in
      try Network(text, library: library, on: input)
    }
  }

  private mutating func beside(_ network: @escaping @Sendable () throws -> Network) -> [Effect] {
    trouble = nil
    activity = .preparing
    let pair = pair
    return [.start(jobs.change { try pair.compared(with: network()) })]
  }

  /// The knobs that the optimizer has.
  var knobs: [KnobScale] {
    RecipeKnob.allCases.compactMap { knob in
      pair.main.recipe.value(of: knob).map { KnobScale(knob: knob, value: $0) }
    }
  }

  private mutating func turnKnob(by step: Int) -> [Effect] {
    guard pane == .knobs, knobs.indices.contains(place) else { return [] }
    let knob = knobs[place]
    do {
      try pair.turn(knob.knob, to: knob.turned(by: step))
    } catch {
      return [.say("\(error).")]
    }
    return resume()
  }

  /// The stepper at the next update of the run that is shown; at the last one at its end.
  private var walkRequest: WalkRequest {
    var request = WalkRequest(run.network.source, on: run.network.input)
    request.seed = run.base.seed
    request.batch = run.base.batch
    request.moment = TrainingMoment(run)
    return request
  }

  var orders: [NamedCommand] {
    [
      NamedCommand("beside", taking: "NOTATION", "train another net on the same batches"),
      NamedCommand("go", taking: "STEP", "to a step of the run"),
    ]
  }

  mutating func carryOut(
    _ order: String, _ argument: String, in screen: Screen
  ) throws(Failure) -> [Effect]? {
    switch order {
    case "beside":
      let (library, input) = (library, pair.main.network.input)
      let network = try Failure.passing {
        try Network(argument, library: library, on: input)
      }
      return beside { network }
    case "go":
      guard let step = Int(argument), pair.main.first...pair.length ~= step else {
        throw Failure(
          "‘\(argument)’ is no step of this run; it has \(pair.main.first) to \(pair.length).")
      }
      return travel(to: step)
    default: return nil
    }
  }

  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    guard position.row == 1,
      let index = Tabs.index(
        at: position.column, of: Self.tabs, open: Pane.allCases.firstIndex(of: pane) ?? 0)
    else { return [] }
    return open(Pane.allCases[index])
  }

  static let tabs: [Tab] = Pane.allCases.map { ($0.rawValue, $0 == .curves ? 2 : 0) }
}
