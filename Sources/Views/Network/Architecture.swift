import Diagrams
import Lessons
import Networks
import Screens
import Tensors

/// The view of a whole network: its parts as an outline, what each costs and how long it takes,
/// and what leaves it as heatmaps.
struct Architecture: ClickableView, NamedCommandView, SearchableView, LevelledView, OpeningView,
  JobView
{
  /// What its job is doing.
  enum Activity: Hashable, Sendable {
    case waiting
    case running(isBackward: Bool)
    case stopped
    case failed(String)
  }

  private(set) var opened: OpenedNetwork
  var outline: NetworkOutline
  private(set) var run: NetworkRun
  private(set) var activity = Activity.running(isBackward: false)
  /// Whether gradients are shown, and the times of the backward pass.
  private(set) var isBackward = false
  /// The first channel that the picture at the right shows.
  private(set) var channel = 0
  /// The last portrait that was drawn: to make one measures up to a million numbers.
  private let portraits = Memo<PortraitKey, Portrait>()
  /// The memory that the tensors of a run take, which is the same for every part.
  let peaks = Memo<PeakKey, Int>()
  /// The likeliest classes, once they are known and where they are asked for.
  private(set) var ranking: Ranking?
  /// Whether they stand in the place of the strips.
  private(set) var showsRanking: Bool
  /// A tensor on the whole screen.
  var table: TensorPage?

  init(_ opened: OpenedNetwork) {
    self.opened = opened
    let isPicture = opened.words != nil
    outline = NetworkOutline(
      opened.network,
      input: isPicture ? "the picture" : opened.request.files.input == nil ? nil : "from the file")
    outline.show(opened.request.sight)
    showsRanking = isPicture || opened.labels != nil
    run = NetworkRun(of: opened.network.graph)
  }

  var graph: Graph { opened.network.graph }
  var isRunning: Bool { if case .running = activity { true } else { false } }

  var hints: [Hint] {
    if let table {
      // what has been computed cannot be set by hand
      return table.hints.filter { !$0.commands.contains(.more) && !$0.commands.contains(.only) }
    }
    return [
      Hint(.up, .down, word: "part"), Hint(.back, .next, word: "close, open"),
      Hint(.open, word: opensStepper ? "step this block" : "into", short: "into"),
      Hint(.forwardPass, .backwardPass, word: "pass"),
      Hint(.table, word: "one tensor", short: "tensor"),
      Hint(
        .previousSibling, .nextSibling, word: "channel",
        unless: channels > 1 ? nil : "This part has a single channel."),
      Hint(
        .otherWay, word: "likeliest classes, times", isHidden: true,
        unless: ranking == nil
          ? "Classes are ranked where the network gets a picture or labels, once it has run." : nil),
      Hint(.stepBlock, word: "step the block", isHidden: true),
      Hint(.nextPoint, .previousPoint, word: "next stage, the one before", isHidden: true),
      Hint(.unfold, word: "open or close all", isHidden: true),
      Hint(.restart, word: "run again", isHidden: true),
      Hint(.newSeed, word: "run with a new seed", isHidden: true),
      Hint(.pageUp, .pageDown, word: "page", isHidden: true),
      Hint(.first, .last, word: "first, last", isHidden: true),
      Hint(.out, word: isRunning ? "stop the run" : "out", isHidden: true),
      Hint(.help, word: "keys"), Hint(.leave, word: "back"),
    ]
  }

  /// Whether Enter leads into the stepper.
  private var opensStepper: Bool { outline.chosenPart?.kind == .block }

  var openings: [Effect] { [.start(NetworkRun.forward(opened))] }

  mutating func closeLevel() -> Bool {
    defer { table = nil }
    return table != nil
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    if table != nil {
      table?.press(command)
      return []
    }
    defer { keepChannel() }
    let page = max(Self.listHeight(in: screen) - 1, 1)
    switch command {
    case .down: outline.choose(row: outline.chosenRow + 1)
    case .up: outline.choose(row: outline.chosenRow - 1)
    case .pageDown: outline.choose(row: outline.chosenRow + page)
    case .pageUp: outline.choose(row: outline.chosenRow - page)
    case .first: outline.reveal([(count ?? 1) - 1])
    case .last: outline.choose(row: .max)
    case .next: outline.openChosen()
    case .back: outline.closeChosen()
    case .unfold: outline.toggleAll()
    case .nextPoint: outline.reveal([(outline.chosen.first ?? 0) + 1])
    case .previousPoint:
      let stage = outline.chosen.first ?? 0
      outline.reveal([outline.chosen.count > 1 ? stage : max(stage - 1, 0)])
    // on a narrow screen channels are seen in the table alone
    case .nextSibling where !Self.isWide(screen), .previousSibling where !Self.isWide(screen):
      openTable()
    case .nextSibling: channel = min(channel + 1, channels - 1)
    case .previousSibling: channel = max(channel - 1, 0)
    case .open: return open()
    case .stepBlock: return step()
    case .table: openTable()
    case .otherWay: if ranking != nil { showsRanking.toggle() }
    case .forwardPass: isBackward = false
    case .backwardPass: return showBackward()
    case .restart: return begin()
    case .newSeed:
      opened.request.seed &+= 1
      return begin()
    default: break
    }
    return []
  }

  /// Keeps the channel among those that the chosen row has.
  mutating func keepChannel() { channel = min(channel, channels - 1) }

  /// Into the chosen row: a stage opens, a block is stepped, an operation shows its tensor.
  private mutating func open() -> [Effect] {
    switch outline.chosenPart?.kind {
    case .stage?: outline.toggleChosen()
    case .block?: return step()
    case .operation?, .input?: openTable()
    case nil: break
    }
    return []
  }

  /// Runs the forward pass anew.
  mutating func begin() -> [Effect] {
    run = NetworkRun(of: graph)
    ranking = nil
    activity = .running(isBackward: false)
    isBackward = false
    return openings
  }

  private mutating func showBackward() -> [Effect] {
    isBackward = true
    guard run.forward != nil else {
      return [.say("The backward pass needs the whole forward pass; press b once that is done.")]
    }
    guard !run.isComplete, !isRunning else { return [] }
    activity = .running(isBackward: true)
    return [.start(run.backward(opened))]
  }

  private mutating func openTable() {
    guard let part = outline.chosenPart,
      let tensor = run.tensor(part.last, isBackward: isBackward)
    else { return }
    let panel = Panel(
      part: isBackward ? "G" : "out", name: name(of: part.last),
      content: .image(tensor.firstImage.converted()), isOnCommonScale: true)
    table = TensorPage(panel, common: Panel.largest([panel]))
  }

  mutating func receive(_ news: News) {
    switch news {
    case .progress(.network(let run)): self.run = run
    case .done(.network(let run)):
      self.run = run
      activity = .waiting
      let names = opened.labels
      if let output = run.forward?.output, output.shape.rank == 2,
        names != nil || opened.words != nil
      {
        ranking = Ranking(output, labels: names)
      }
    case .failed(let failure): activity = .failed(failure.sentence)
    case .stopped: if isRunning { activity = .stopped }
    // what other views find is not for this one
    case .progress, .done: break
    }
    channel = min(channel, channels - 1)
  }

  /// What leaves a node, or its gradient, as pictures name it.
  func name(of node: Int) -> String {
    isBackward ? "∂L/∂\(graph.nodes[node].id)" : graph.nodes[node].id
  }

  /// On what a portrait depends.
  private struct PortraitKey: Equatable, Sendable {
    let node: Int
    let isGradient: Bool
    let seed: UInt64
    let mode: Mode
  }
  /// On what the memory of a run depends.
  struct PeakKey: Equatable, Sendable {
    let mode: Mode
    let isBackward: Bool
    let images: Int
  }

  /// What leaves the chosen part, ready to be drawn; nothing while it is to come.
  var portrait: Portrait? {
    guard let node = outline.chosenPart?.last,
      let tensor = run.tensor(node, isBackward: isBackward)
    else { return nil }
    let (seed, mode) = (opened.request.seed, opened.request.mode)
    let key = PortraitKey(node: node, isGradient: isBackward, seed: seed, mode: mode)
    return portraits.value(for: key) {
      Portrait(tensor, named: name(of: node), isGradient: isBackward)
    }
  }

  /// How many channels leave the chosen part.
  private var channels: Int {
    guard let node = outline.chosenPart?.last else { return 1 }
    let shape = graph.nodes[node].shape
    return shape.rank == 3 ? max(shape[2], 1) : 1
  }
}

extension Architecture {
  /// Parts by their names.
  var places: [CommandPalette.Entry] {
    outline.all.map {
      CommandPalette.Entry(
        name: $0.name, words: $0.part.caption, deed: .order("go", argument: $0.name))
    }
  }

  var orders: [NamedCommand] {
    [
      NamedCommand("go", taking: "PART", "to a part by its name", choices: outline.all.map(\.name)),
      NamedCommand("inference", "run with running statistics in every norm"),
      NamedCommand("training", "run with the statistics of the batch"),
      NamedCommand("seed", taking: "N", "draw all numbers from another seed"),
    ]
  }

  mutating func carryOut(
    _ order: String, _ argument: String, in screen: Screen
  ) throws(Failure) -> [Effect]? {
    switch order {
    case "go":
      guard let place = outline.all.first(where: { $0.name == argument }) else {
        let near = nearest(to: argument, among: outline.all.map(\.name))
        throw Failure(
          "There is no part ‘\(argument)’" + (near.map { "; did you mean ‘\($0)’?" } ?? "."))
      }
      outline.reveal(place.path)
      channel = min(channel, channels - 1)
      return []
    case "inference": opened.request.mode = .inference
    case "training": opened.request.mode = .training
    case "seed":
      guard let seed = UInt64(argument) else {
        throw Failure("‘\(argument)’ is not a seed; use a whole number, 0 or more.")
      }
      opened.request.seed = seed
    default: return nil
    }
    return begin()
  }

  /// Into the stepper, on the tensors that the chosen block had in the run.
  private func step() -> [Effect] {
    let lineage = outline.lineage
    guard
      let part = lineage.last(where: { $0.notation != nil && $0.kind != .operation })
        ?? lineage.last(where: { $0.notation != nil }), let notation = part.notation
    else {
      let name = lineage.last?.name ?? ""
      if lineage.last?.kind == .input {
        return [.say("x is what enters; there is nothing to step.")]
      }
      return [
        .say(
          lineage.last?.parts.isEmpty == false
            ? "\(name) is several blocks; open it with → and step one of them."
            : "\(name) stands here without a name; call it as a block of its own to step it.")
      ]
    }
    guard run.forward != nil else {
      return [.say("The block's tensors are not there yet; step it once the forward pass is done.")]
    }
    let place = lineage.prefix { $0.nodes != part.nodes } + [part]
    let origin =
      "\(opened.network.invocation?.name ?? "network") › "
      + place.map(\.name).joined(separator: " ")
    var request = WalkRequest(notation, on: graph.nodes[part.nodes.lowerBound - 1].shape)
    request.seed = opened.request.seed
    request.mode = opened.request.mode
    request.lesson = opened.request.lesson
    request.excerpt = Excerpt(
      of: part.nodes, in: run, for: request, origin: origin,
      definitions: opened.network.syntax.definitions.isEmpty ? nil : opened.network.source)
    return [.ask(.run(request))]
  }
}
