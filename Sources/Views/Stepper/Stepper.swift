import Diagrams
import Lessons
import Networks
import Screens
import Tensors

/// The walk through a block: the diagram at the left, the tensors of the running step at the
/// right, and below them its equation, one sentence and the timeline.
struct Stepper: TypingView, ClickableView, NamedCommandView, LevelledView, JobView, OutcomeView,
  NoticeView
{
  /// The panes; on a narrow screen they are tabs.
  enum Pane: CaseIterable, Sendable {
    case block, tensors
  }

  private(set) var request: WalkRequest
  /// Where one stands.
  private(set) var cursor: WalkCursor
  /// The lesson from which one came, for the title: `1 ResNet`.
  let origin: String?
  private(set) var pane = Pane.block
  /// The channel shown large, and the first of those side by side.
  private(set) var channel = 0
  /// The image of the batch that is shown, from 0.
  private(set) var image = 0
  /// The panel at the top of the tensors' pane.
  private(set) var firstPanel = 0
  /// How the tensors of a step are shown.
  private(set) var face = TensorFace.picture
  /// A scale kept over all steps, or nothing: each step its own.
  private(set) var lockedScale: Double?
  /// What can be changed, and what it was before.
  private(set) var workbench = Workbench()
  /// Whether the steps go by themselves, and how fast.
  var player = Player()
  /// Questions before each step, where they are wanted.
  private(set) var predictor = Predictor()
  /// The number that was opened last; it stays while one is outside, until the step changes.
  private var element: Element?
  /// Whether one is inside of it.
  private var isInside = false
  /// A weight of an update, while one is inside of it.
  private(set) var weight: WeightUpdate?
  /// A tensor on the whole screen.
  var table: TensorPage?

  init(_ request: WalkRequest, _ walk: Walk, origin: String? = nil) {
    self.request = request
    self.origin = origin
    cursor = WalkCursor(walk, at: request.start)
    pane = request.sight?.pane == .tensors ? .tensors : .block
    element = Element(step, of: walk, seenAs: request.sight)
    isInside = element != nil
    table = tableSeen
  }

  var walk: Walk { cursor.walk }
  /// The number of the step, from 0.
  var current: Int { cursor.index }
  var step: Step { cursor.step }

  /// The opened number, while one is inside.
  var opened: Element? { isInside ? element : nil }

  mutating func closeLevel() -> Bool {
    if workbench.close() { return true }
    if table != nil {
      table = nil
      return true
    }
    if weight != nil {
      weight = nil
      return true
    }
    defer { isInside = false }
    return isInside
  }

  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    guard opened == nil, weight == nil, table == nil, !workbench.isOpen else { return nil }
    return predictor.press(key) ? [] : nil
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    if let effects = play(command) { return effects }
    if player.isPlaying {
      // any other key stops the player and does what it does
      player.stop()
      return [.stop] + press(command, count: count, in: screen)
    }
    if let effects = change(command) { return effects }
    if opened == nil, weight == nil, command == .nextImage || command == .previousImage {
      return show(image: image + (command == .nextImage ? 1 : -1), in: screen)
    }
    if table != nil { return pressTable(command) }
    if weight != nil { return weight?.press(command, in: screen) ?? [] }
    if isInside, command == .forwardPass || command == .backwardPass {
      return turnPass(isBackward: command == .backwardPass)
    }
    if isInside { return element?.press(command) ?? [] }
    // on a narrow screen what is about the tensors turns to their pane
    if !Self.isWide(screen), Self.concernTensors.contains(command) { pane = .tensors }
    switch command {
    case .open where step.pass == .update: weight = WeightUpdate(step, of: walk)
    case .weights: if let update = cursor.update { move(to: update) }
    case .open:
      if element?.step != step { element = Element(step, of: walk, image: image) }
      isInside = element != nil
      // the input and the loss have nothing to open but their tensor
      if !isInside { table = tableOfPanel }
    case .table: table = tableOfPanel
    case .predict:
      predictor.toggle()
      return [.say(predictor.isOn ? "→ asks before the next step is shown." : "No more questions.")]
    case .next:
      let before = current
      move(to: current + 1)
      if predictor.isOn, current != before {
        predictor.ask(Predictions(walk: walk, glyphs: screen.glyphs).question(before: current))
      }
    case .back: move(to: current - 1)
    case .first: move(to: count.map { $0 - 1 } ?? 0)
    case .last: move(to: cursor.last)
    case .forwardPass: move(to: cursor.counterpart(isBackward: false))
    case .backwardPass: move(to: cursor.counterpart(isBackward: true))
    case .nextPoint, .previousPoint:
      let point = command == .nextPoint ? cursor.nextPoint : cursor.previousPoint
      guard point != current else {
        let way = command == .nextPoint ? "after" : "before"
        return [.say("No fork, join or change of shape comes \(way) this step.")]
      }
      move(to: point)
    case .nextPane, .previousPane: pane = pane == .block ? .tensors : .block
    case .nextSibling: channel = min(channel + 1, max(channelCount - 1, 0))
    case .previousSibling: channel = max(channel - 1, 0)
    case .pageDown: channel = min(channel + 4, max(channelCount - 1, 0))
    case .pageUp: channel = max(channel - 4, 0)
    case .down, .up:
      if panels.count < 2 { return [.say("This step has a single tensor.")] }
      if shownFace(in: screen) != .tensors {
        return [.say("z shows the tensors of this step one by one.")]
      }
      firstPanel = max(0, min(firstPanel + (command == .down ? 1 : -1), panels.count - 1))
    case .restart: move(to: 0)
    case .newSeed: return [.ask(.run(requestWithNewSeed))]
    case .otherWay:
      let faces = faces(in: screen)
      guard let place = faces.firstIndex(of: shownFace(in: screen)), faces.count > 1 else {
        return [
          .say("Only forks, normalizations and gates have another picture; ⏎ goes into the step.")
        ]
      }
      face = faces[(place + 1) % faces.count]
    case .lockScale:
      lockedScale = lockedScale == nil ? Panel.largest(panels) : nil
      return [
        .say(
          lockedScale == nil
            ? "Each step has a colour scale of its own again."
            : "The colour scale of this step is kept for all steps.")
      ]
    default: break
    }
    return []
  }

  /// The keys that change what is seen of the tensors.
  private static let concernTensors: Set<Command> = [
    .nextSibling, .previousSibling, .pageDown, .pageUp, .down, .up, .otherWay, .lockScale,
  ]

  /// A click on the name of a pane opens it, one on an operation goes there, a second one into it.
  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    guard !workbench.isOpen, predictor.question == nil, weight == nil else { return [] }
    if var shown = table {
      shown.click(at: position, path: path + [walk.name(of: step)], in: screen)
      table = shown
      return []
    }
    if let opened {
      element = ElementPage(element: opened, path: path, seed: request.seed)
        .clicked(at: position, in: screen)
      return []
    }
    if let pane = pane(at: position, in: screen) {
      self.pane = pane
    } else if let step = step(at: position, in: screen) {
      if step == current { return press(.open, count: nil, in: screen) }
      move(to: step)
    }
    return []
  }

  /// Whether the step is about what leaves the block.
  var isOutput: Bool {
    step == .loss || step == .forward(walk.graph.output.index)
  }

  /// Shows another image of the batch, in the table too where one is open.
  private mutating func show(image place: Int, in screen: Screen) -> [Effect] {
    image = max(0, min(place, images - 1))
    if !Self.isWide(screen) { pane = .tensors }
    guard let shown = table else { return [] }
    table = panels.first { $0.name == shown.name }.map { tensorPage($0) }
    table?.resume(shown)
    return []
  }

  /// Goes to the step of a number, and opens it.
  mutating func open(_ element: Element) {
    if let index = walk.steps.firstIndex(of: element.step) { move(to: index) }
    self.element = element
    isInside = true
  }

  /// Goes to the step nearest to here that shows a tensor, and opens it; false if none does.
  mutating func inspect(_ tensor: String) -> Bool {
    let nearest = cursor.nearest { step in
      Panel.of(step, in: walk).contains { $0.name == tensor }
    }
    guard let index = nearest else { return false }
    move(to: index)
    isInside = false
    let panel = panels.first { $0.name == tensor }
    table = panel.map { tensorPage($0) }
    return true
  }

  /// What changes the walk itself; nothing for other commands.
  private mutating func change(_ command: Command) -> [Effect]? {
    switch command {
    case .settings:
      workbench.toggle()
      return []
    case .undo: return workbench.step(back: true, at: StepName(step, in: walk.graph))
    case .edit:
      let text = walk.network.editableText
      return [
        .go(
          .view(
            Entrance(
              Playground(
                text, on: request.input ?? walk.network.input, network: walk.network,
                revises: requestFromHere))))
      ]
    case .compare:
      guard let other = Partner.request(of: request, walk.network) else {
        return [.say("This block has no known other form and no shortcut to leave out.")]
      }
      var mine = requestFromHere
      mine.input = walk.network.input
      return [.ask(.compare(CompareRequest(mine, other)))]
    case .redo: return workbench.step(back: false, at: StepName(step, in: walk.graph))
    default:
      return workbench.isOpen ? workbench.press(command, walk, at: step, request) : nil
    }
  }

  /// A run of what was revised here stands in its place; any other is a stepper of its own.
  mutating func take(_ outcome: Outcome) -> Bool {
    guard case .walk(let request, let walk) = outcome, request.revision != nil else { return false }
    replace(with: walk, for: request)
    return true
  }

  /// The same place in a changed walk: the same step, else the one that stands where it stood.
  private mutating func replace(with walk: Walk, for request: WalkRequest) {
    workbench.accept(request.revision, insteadOf: self.request)
    predictor.clear()
    weight = nil
    self.request = request
    self.request.revision = nil
    cursor = WalkCursor(walk, at: request.start, else: request.start == nil ? 0 : current)
    firstPanel = min(firstPanel, panels.count - 1)
    channel = min(channel, max(channelCount - 1, 0))
    let before = element
    image = min(image, images - 1)
    element = isInside ? Element(step, of: walk, image: image) : nil
    isInside = element != nil
    if let before { element?.resume(before) }
    if let shown = table {
      table = panels.first { $0.name == shown.name }.map { tensorPage($0) }
      table?.resume(shown)
    }
  }

  mutating func move(to index: Int) {
    guard cursor.move(to: index) else { return }
    predictor.clear()
    firstPanel = 0
    channel = min(channel, max(channelCount - 1, 0))
  }

  var panels: [Panel] { Panel.of(step, in: walk, image: image) }
  /// How many images run together.
  var images: Int { walk.trace.outputs[0].shape[0] }
  var channelCount: Int { panels.map(\.channelCount).max() ?? 1 }
}
