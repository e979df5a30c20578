import Diagrams
import Lessons
import Networks
import Screens

/// A block built from a palette, or written in the notation: two faces of one text.
struct BlockPad: Pad {
  let task: BlockTask
  private(set) var block: BuiltBlock
  /// Which operation of the palette is chosen.
  private(set) var mark = 0
  /// The text, while it is typed.
  private(set) var buffer: TextBuffer?

  init(_ task: BlockTask) {
    self.task = task
    if let block = BuiltBlock(task.start) {
      self.block = block
    } else {
      block = BuiltBlock()
      buffer = TextBuffer(task.start)
    }
  }

  var hints: [Hint] {
    buffer == nil
      ? [
        Hint(.up, .down, word: "pick"), Hint(.open, word: "put"), Hint(.back, .next, word: "place"),
        Hint(.edit, word: "text"), Hint(.answer, word: "hand in"),
      ] : [Hint(.open, word: "hand in")]
  }
  func reply() throws -> Reply { .text(text) }
  var text: String {
    let line = buffer.map { $0.text.trimmedEnd } ?? block.line(showsMark: false)
    return line.isEmpty ? "identity" : line
  }

  mutating func press(_ key: Key) -> PadResult? {
    if buffer != nil { return pressText(key) }
    switch key {
    case _ where Self.isUp(key): mark = max(mark - 1, 0)
    case _ where Self.isDown(key): mark = min(mark + 1, task.palette.count - 1)
    case .enter: block.put(task.palette[mark])
    case .right, .character("l"): block.move(forward: true)
    case .left, .character("h"): block.move(forward: false)
    case .tab: block.nextBranch()
    case .delete, .backspace: block.takeOut()
    case .character("e"): buffer = TextBuffer(block.line(showsMark: false))
    case .character("a"): return .answers
    default: return nil
    }
    return .stays
  }

  private mutating func pressText(_ key: Key) -> PadResult? {
    switch key {
    case .enter: return .answers
    case .escape:
      // what is more than a palette can show stays text
      guard let block = BuiltBlock(text) else { return nil }
      self.block = block
      buffer = nil
      return .stays
    case .tab, .backTab: return nil
    default: return buffer?.press(key) == true ? .stays : nil
    }
  }

  private static let paletteWidth = 26

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    let bottom = rows.upperBound - 2
    let isBuilding = grade == nil && buffer == nil
    page.grid.write("palette", at: Position(1, rows.lowerBound), Style(.heading))
    page.grid.write(
      "your block", at: Position(Self.paletteWidth, rows.lowerBound), Style(.heading))
    page.grid.write(
      "on \(task.input)", at: Position(Self.paletteWidth + 13, rows.lowerBound), Style(.quiet))
    let room = bottom - rows.lowerBound - 1
    let first = max(0, mark - room + 1)
    for (index, source) in task.palette.enumerated().dropFirst(first).prefix(room) {
      let row = rows.lowerBound + 1 + index - first
      let isMarked = index == mark && isBuilding
      let style = isMarked ? Style(.focus) : isBuilding ? Style.text : Style(.quiet)
      page.grid.write(isMarked ? "▸" : " ", at: Position(1, row), style)
      page.grid.write(
        Text.clipped(source, to: Self.paletteWidth - 5), at: Position(3, row), style)
      if isMarked { page.grid.cursor = Position(1, row) }
    }
    drawBlock(on: &page, rows: (rows.lowerBound + 1)..<bottom, grade: grade)
    drawLine(on: &page, row: bottom)
    return rows.upperBound
  }

  private func drawBlock(on page: inout Page, rows: Range<Int>, grade: Grade?) {
    let place = Position(Self.paletteWidth, rows.lowerBound)
    let room = Size(page.width - Self.paletteWidth - 1, rows.count)
    switch Result(catching: { try Network(text, library: task.library, on: task.input) }) {
    case .success(let network):
      let options = Diagram.Options(width: room.width)
      var diagram = Diagram(network, options: options)
      if diagram.size.height > room.height {
        var plain = options
        plain.showsShapes = false
        diagram = Diagram(network, options: plain)
      }
      let step: Step? = grade == nil && buffer == nil ? .forward(block.nodeBefore) : nil
      let grid = step.map { diagram.draw($0) } ?? diagram.draw()
      let row = step.map { diagram.position(of: $0).row } ?? 0
      let top = max(0, min(row - room.height / 2, diagram.size.height - room.height))
      page.grid.paste(grid.cropped(to: room, from: Position(0, top)), at: place)
    case .failure(let error):
      let words = Text.wrapped(Failure.sentence(of: error), to: room.width - 1)
      for (index, line) in words.prefix(room.height).enumerated() {
        page.grid.write(line, at: place.moved(0, index), Style(.notice))
      }
    }
  }

  /// The block as text, with the place of the next operation or the cursor in sight.
  private func drawLine(on page: inout Page, row: Int) {
    let width = page.width - 2
    guard let buffer else {
      let line = block.line(showsMark: true)
      let scalars = Array(line.unicodeScalars)
      let place = scalars.firstIndex(of: "‹") ?? 0
      let first = max(0, min(place - width / 2, scalars.count - width))
      page.grid.write(
        String(String.UnicodeScalarView(scalars.dropFirst(first).prefix(width))),
        at: Position(1, row), Style(.term))
      return
    }
    let line = buffer.lines[buffer.row]
    let first = max(0, buffer.column - width + 2)
    page.grid.write(String(line.dropFirst(first).prefix(width)), at: Position(1, row))
    page.grid.cursor = Position(1 + buffer.column - first, row)
  }
}
