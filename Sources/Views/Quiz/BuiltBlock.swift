import Diagrams
import Networks
import Quiz

/// A block that is put together piece by piece, and the place where the next piece goes.
struct BuiltBlock: Hashable, Sendable {
  indirect enum Part: Hashable, Sendable {
    case operation(String)
    case join(String, [[Part]])
  }
  /// A branch of a join within a row.
  struct Turn: Hashable, Sendable {
    let part: Int
    let branch: Int
  }

  private(set) var parts: [Part] = []
  /// Into which branches the mark has gone, and before which part of that row it stands.
  private(set) var path: [Turn] = []
  private(set) var index = 0

  var isEmpty: Bool { parts.isEmpty }
  /// Whether the mark stands within a join.
  var isInBranch: Bool { !path.isEmpty }

  init() {}

  /// Reads bare steps; nothing where they are more than operations and joins.
  init?(_ text: String) {
    guard let syntax = try? Syntax(text), syntax.definitions.isEmpty,
      let parts = Self.parts(of: syntax.steps)
    else { return nil }
    self.parts = parts
    index = parts.count
  }

  private static func parts(of rows: Syntax.Rows) -> [Part]? {
    var parts: [Part] = []
    for step in rows.steps {
      switch step {
      case .call: parts.append(.operation(step.line))
      case .identity: continue
      case .join(let name, let branches):
        var rows: [[Part]] = []
        for branch in branches {
          guard case .steps(let steps) = branch, let row = Self.parts(of: steps) else { return nil }
          rows.append(row)
        }
        parts.append(.join(name.text, rows))
      case .loop, .choice, .input: return nil
      }
    }
    return parts
  }

  /// The row that the mark is in.
  private var row: [Part] { Self.row(of: parts, path[...]) }

  private static func row(of parts: [Part], _ path: ArraySlice<Turn>) -> [Part] {
    guard let turn = path.first, case .join(_, let branches) = parts[turn.part] else {
      return parts
    }
    return row(of: branches[turn.branch], path.dropFirst())
  }

  private mutating func edit(_ change: (inout [Part]) -> Void) {
    Self.edit(&parts, path[...], change)
  }
  private static func edit(
    _ parts: inout [Part], _ path: ArraySlice<Turn>, _ change: (inout [Part]) -> Void
  ) {
    guard let turn = path.first, case .join(let name, var branches) = parts[turn.part] else {
      return change(&parts)
    }
    edit(&branches[turn.branch], path.dropFirst(), change)
    parts[turn.part] = .join(name, branches)
  }

  /// Puts an operation before the mark; after a join the mark stands in its first branch.
  mutating func put(_ source: String) {
    let place = index
    guard ["sum", "concat", "scale"].contains(source) else {
      edit { $0.insert(.operation(source), at: place) }
      index += 1
      return
    }
    edit { $0.insert(.join(source, [[], []]), at: place) }
    path.append(Turn(part: place, branch: 0))
    index = 0
  }

  /// Takes out the piece before the mark, wherever it stands: behind a join the last one within.
  ///
  /// A join goes once it is empty; at the start of a branch that is not the first the mark goes to
  /// the end of the branch before.
  mutating func takeOut() {
    guard index == 0 else { return takeOutLast() }
    guard let turn = path.popLast(), case .join(_, let branches) = row[turn.part] else { return }
    if branches.allSatisfy(\.isEmpty) {
      edit { $0.remove(at: turn.part) }
      index = turn.part
    } else if turn.branch > 0 {
      dropEmptyBranch(at: turn)
      path.append(Turn(part: turn.part, branch: turn.branch - 1))
      index = branches[turn.branch - 1].count
    } else {
      index = turn.part
    }
  }

  private mutating func takeOutLast() {
    let place = index - 1
    if case .join(_, let branches) = row[place],
      let last = branches.lastIndex(where: { !$0.isEmpty })
    {
      path.append(Turn(part: place, branch: last))
      index = branches[last].count
      return takeOutLast()
    }
    edit { $0.remove(at: place) }
    index = place
  }

  /// Moves the mark along the wires, into branches and out of them.
  mutating func move(forward: Bool) {
    let row = row
    if forward, index < row.count {
      guard case .join = row[index] else { return index += 1 }
      path.append(Turn(part: index, branch: 0))
      index = 0
    } else if !forward, index > 0 {
      guard case .join(_, let branches) = row[index - 1] else { return index -= 1 }
      path.append(Turn(part: index - 1, branch: 0))
      index = branches[0].count
    } else if let turn = path.popLast() {
      dropEmptyBranch(at: turn)
      index = forward ? turn.part + 1 : turn.part
    }
  }

  /// Takes out a further branch that was begun and left empty.
  private mutating func dropEmptyBranch(at turn: Turn) {
    guard case .join(let name, var branches) = row[turn.part], branches.count > 2,
      turn.branch == branches.count - 1, branches[turn.branch].isEmpty
    else { return }
    branches.removeLast()
    let changed = branches
    edit { $0[turn.part] = .join(name, changed) }
  }

  /// To the next branch of the join around the mark; after the last one a new branch begins where
  /// the last is not empty, and is gone again where it stays empty.
  mutating func nextBranch() {
    guard let turn = path.popLast(), case .join(let name, var branches) = row[turn.part] else {
      return
    }
    var next = turn.branch + 1
    if next == branches.count {
      if branches[turn.branch].isEmpty {
        if branches.count > 2 { branches.removeLast() }
        next = 0
      } else {
        branches.append([])
      }
      let changed = branches
      edit { $0[turn.part] = .join(name, changed) }
    }
    path.append(Turn(part: turn.part, branch: next))
    index = branches[next].count
  }

  /// In one line of the notation, with the mark where it stands.
  func line(showsMark: Bool) -> String {
    Self.line(of: parts, showsMark ? (path[...], index) : nil, isTop: true)
  }
  private static func line(
    of parts: [Part], _ mark: (path: ArraySlice<Turn>, index: Int)?, isTop: Bool
  ) -> String {
    var words: [String] = []
    for (place, part) in parts.enumerated() {
      if let mark, mark.path.isEmpty, mark.index == place { words.append("‹here›") }
      switch part {
      case .operation(let source): words.append(source)
      case .join(let name, let branches):
        let rows = branches.enumerated().map { number, branch in
          let inner = mark.flatMap { mark -> (ArraySlice<Turn>, Int)? in
            mark.path.first == Turn(part: place, branch: number)
              ? (mark.path.dropFirst(), mark.index) : nil
          }
          return line(of: branch, inner, isTop: false)
        }
        words.append("\(name) { \(rows.joined(separator: " | ")) }")
      }
    }
    if let mark, mark.path.isEmpty, mark.index == parts.count { words.append("‹here›") }
    if words.isEmpty { return isTop ? "" : "identity" }
    return words.joined(separator: ", ")
  }
}
