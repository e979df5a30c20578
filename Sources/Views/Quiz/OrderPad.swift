import Quiz
import Screens

/// Cards that are moved until they stand in order.
struct OrderPad: Pad {
  let task: OrderTask
  private(set) var order: [Int]
  private(set) var mark = 0
  /// Whether the marked card is being carried.
  private(set) var isHolding = false
  /// The orders before each move, and those that were undone.
  private var past: [[Int]] = []
  private var future: [[Int]] = []

  init(_ task: OrderTask) {
    self.task = task
    order = Array(task.cards.indices)
  }

  var takesLetters: Bool { false }
  var hints: [Hint] {
    [
      Hint(.up, .down, word: isHolding ? "carry" : "move"),
      Hint(.play, word: isHolding ? "put down" : "take"), Hint(.open, word: "answer"),
      Hint(.undo, word: "undo", unless: past.isEmpty ? "There is nothing to undo." : nil),
      Hint(
        .redo, word: "redo", isHidden: true,
        unless: future.isEmpty ? "There is nothing to redo." : nil),
    ]
  }
  func reply() throws -> Reply { .order(order) }
  var text: String { order.map { task.cards[$0] }.joined(separator: ", ") }

  mutating func press(_ key: Key) -> PadResult? {
    let step = Self.isUp(key) ? -1 : Self.isDown(key) ? 1 : 0
    switch key {
    case _ where step != 0:
      let next = mark + step
      guard order.indices.contains(next) else { break }
      if isHolding {
        past.append(order)
        future = []
        order.swapAt(mark, next)
      }
      mark = next
    case .character(" "): isHolding.toggle()
    case .character("u"): turn(from: \.past, to: \.future)
    case .character("U"): turn(from: \.future, to: \.past)
    case .enter: return .answers
    default: return nil
    }
    return .stays
  }

  private mutating func turn(
    from source: WritableKeyPath<OrderPad, [[Int]]>, to target: WritableKeyPath<OrderPad, [[Int]]>
  ) {
    guard let other = self[keyPath: source].popLast() else { return }
    self[keyPath: target].append(order)
    order = other
  }

  /// Graded, each wrong card has the right one beside it, or below where the page is too narrow;
  /// where it is also too low, the right order stands alone.
  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    let middle = page.width / 2
    let isBeside = (task.cards + task.right).allSatisfy {
      $0.unicodeScalars.count <= middle - 10
    }
    var row = rows.lowerBound
    let wrong = zip(order, task.right).count { task.cards[$0] != $1 }
    if grade != nil, !isBeside, order.count + wrong > rows.count {
      return drawRight(on: &page, rows: rows)
    }
    for (place, card) in order.enumerated() where row < rows.upperBound {
      let isMarked = place == mark && grade == nil
      let style = isMarked ? Style(.focus) : Style.text
      page.grid.write(isMarked ? (isHolding ? "≡" : "▸") : " ", at: Position(3, row), style)
      page.grid.write("\(place + 1)", endingAt: 7, row: row, style)
      page.grid.write(
        Text.clipped(task.cards[card], to: page.width - 10), at: Position(9, row), style)
      if isMarked { page.grid.cursor = Position(9, row) }
      row += 1
      guard grade != nil, task.right.indices.contains(place) else { continue }
      let isRight = task.right[place] == task.cards[card]
      page.grid.write(
        isRight ? "✓" : "✗", at: Position(3, row - 1), Style(isRight ? .right : .wrong))
      if isRight { continue }
      if isBeside {
        page.grid.write(task.right[place], at: Position(middle, row - 1))
      } else if row < rows.upperBound {
        page.grid.write("✓", at: Position(6, row), Style(.right))
        page.grid.write(
          Text.clipped(task.right[place], to: page.width - 10), at: Position(9, row))
        row += 1
      }
    }
    return row
  }

  /// The right order, each card with whether it was put there.
  private func drawRight(on page: inout Page, rows: Range<Int>) -> Int {
    page.grid.write("the right order", at: Position(9, rows.lowerBound), Style(.quiet))
    var row = rows.lowerBound + 1
    for (place, text) in task.right.enumerated() where row < rows.upperBound {
      let isRight = task.cards[order[place]] == text
      page.grid.write(isRight ? "✓" : "✗", at: Position(3, row), Style(isRight ? .right : .wrong))
      page.grid.write("\(place + 1)", endingAt: 7, row: row)
      page.grid.write(Text.clipped(text, to: page.width - 10), at: Position(9, row))
      row += 1
    }
    return row
  }
}
