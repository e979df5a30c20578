import Lessons
import Networks
import Screens

/// What can be changed of a walk, which of it is in hand, and what it was before.
struct Workbench: Sendable {
  /// Whether the settings are shown and have the keys.
  private(set) var isOpen = false
  /// The setting in hand; it stays in hand when a change makes others come and go.
  private var hand: Setting.ID?
  /// A setting that was turned to where the block does not fit, and how far.
  private var tried: (name: String, steps: Int)?
  private var past: [WalkRequest] = []
  private var future: [WalkRequest] = []

  private static let moves = [
    Hint(.back, .next, .up, .down, word: "setting"), Hint(.less, .more, word: "less, more"),
  ]
  /// What can be done while the settings are open.
  var hints: [Hint] {
    Self.moves + [
      Hint(.undo, word: "undo", unless: undoRefusal),
      Hint(.redo, word: "redo", unless: redoRefusal),
      Hint(.settings, word: "done"), Hint(.help, word: "keys"), Hint(.out, word: "close"),
    ]
  }
  /// Why nothing can be undone or redone.
  var undoRefusal: String? { past.isEmpty ? "There is nothing to undo." : nil }
  var redoRefusal: String? { future.isEmpty ? "There is nothing to redo." : nil }

  mutating func toggle() { isOpen.toggle() }
  mutating func close() -> Bool {
    defer { isOpen = false }
    return isOpen
  }

  /// What a key does while the settings are open; nothing for keys that are not theirs.
  mutating func press(
    _ command: Command, _ walk: Walk, at step: Step, _ request: WalkRequest
  ) -> [Effect]? {
    let groups = Setting.all(of: walk, at: step)
    let (group, member) = chosen(in: groups)
    switch command {
    case .next, .back:
      let all = groups.flatMap { $0 }
      let place = all.firstIndex(of: groups[group][member]) ?? 0
      hand = all[max(0, min(place + (command == .next ? 1 : -1), all.count - 1))].id
    case .down, .up:
      let other = group + (command == .down ? 1 : -1)
      guard groups.indices.contains(other) else { return [] }
      hand = groups[other][min(member, groups[other].count - 1)].id
    case .less: return turn(by: -1, groups, walk, step, request)
    case .more: return turn(by: 1, groups, walk, step, request)
    default: return nil
    }
    tried = nil
    return []
  }

  private mutating func turn(
    by step: Int, _ groups: [[Setting]], _ walk: Walk, _ at: Step, _ request: WalkRequest
  ) -> [Effect] {
    let (group, member) = chosen(in: groups)
    let setting = groups[group][member]
    // where the last turn did not fit, the next one goes a step farther
    let before = tried?.name == setting.name ? tried?.steps ?? 0 : 0
    let steps = before * step > 0 ? before + step : step
    guard
      var other = setting.turned(by: steps, request, walk, at: walk.node(of: at))
    else { return [] }
    tried = (setting.name, steps)
    other.revision = .change
    other.start = StepName(at, in: walk.graph)
    other.sight = nil
    return [.ask(.run(other))]
  }

  /// A revision has been run.
  mutating func accept(_ revision: WalkRequest.Revision?, insteadOf old: WalkRequest) {
    tried = nil
    switch revision {
    case .undo:
      if !past.isEmpty { past.removeLast() }
      future.append(old)
    case .redo:
      if !future.isEmpty { future.removeLast() }
      past.append(old)
    case .change:
      past.append(old)
      future = []
    case nil: break
    }
  }

  /// The walk as it was before the last change, or after it again.
  ///
  /// One stays at the step at which one is.
  func step(back isBack: Bool, at place: StepName) -> [Effect] {
    guard var request = isBack ? past.last : future.last else { return [] }
    request.start = place
    request.revision = isBack ? .undo : .redo
    return [.ask(.run(request))]
  }

  private func chosen(in groups: [[Setting]]) -> (group: Int, member: Int) {
    for (group, settings) in groups.enumerated() {
      if let member = settings.firstIndex(where: { $0.id == hand }) { return (group, member) }
    }
    return (0, 0)
  }

  /// A line for each group: the call's numbers, the operation's, the run's.
  func draw(
    _ walk: Walk, at step: Step, _ request: WalkRequest, width: Int, _ glyphs: GlyphTier
  ) -> Grid {
    let groups = Setting.all(of: walk, at: step)
    let (group, member) = chosen(in: groups)
    var grid = Grid(Size(width, groups.count))
    for (row, settings) in groups.enumerated() {
      let title = title(of: settings, walk, step)
      var column = grid.write(Text.clipped(title, to: 14), at: Position(0, row), Style(.term))
      column = max(column + 2, 16)
      let texts = settings.map { "\($0.name) \($0.value(in: request, walk))" }
      // the one in hand is always in sight
      let room = width - column
      var first = 0
      if row == group {
        while first < member,
          texts[first...member].reduce(0, { $0 + $1.unicodeScalars.count + 3 }) > room
        { first += 1 }
      }
      if first > 0 { grid.write("‹", at: Position(column - 1, row), Style(.quiet)) }
      for (index, text) in texts.enumerated().dropFirst(first) {
        guard column + text.unicodeScalars.count + 1 <= width else {
          grid.write("›", endingAt: width, row: row, Style(.quiet))
          break
        }
        if row == group, index == member {
          grid.cursor = Position(column, row)
          column = grid.write("[\(text)]", at: Position(column, row), Style(.focus))
          column += 1
        } else {
          column = grid.write(" \(text)", at: Position(column, row)) + 2
        }
      }
    }
    return grid
  }

  private func title(of settings: [Setting], _ walk: Walk, _ step: Step) -> String {
    switch settings.first {
    case .call: walk.network.invocation?.name ?? "block"
    case .operation: walk.node(of: step)?.id ?? "operation"
    default: "run"
    }
  }
}
