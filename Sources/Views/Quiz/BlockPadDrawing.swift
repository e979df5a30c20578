import Diagrams
import Networks
import Quiz
import Screens

extension BlockPad {
  private static let paletteWidth = 26

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    if let marked = grade?.marked {
      return MarkedPicture(wiring: marked).draw(on: &page, rows: rows)
    }
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
    drawBlock(on: &page, rows: (rows.lowerBound + 1)..<bottom, isBuilding: isBuilding)
    drawLine(on: &page, row: bottom)
    return rows.upperBound
  }

  /// The block with the place of the next operation; one that does not fit yet without shapes, and
  /// with the reason below.
  private func drawBlock(on page: inout Page, rows: Range<Int>, isBuilding: Bool) {
    let column = Self.paletteWidth
    let room = Size(page.width - column - 1, rows.count)
    switch Result(catching: { try Network(text, library: task.library, on: task.input) }) {
    case .success(let network):
      let options = Diagram.Options(width: room.width)
      var diagram = Diagram(network, options: options)
      if diagram.size.height > room.height {
        var plain = options
        plain.showsShapes = false
        diagram = Diagram(network, options: plain)
      }
      paste(diagram, on: &page, at: Position(column, rows.lowerBound), room, isBuilding: isBuilding)
    case .failure(let error):
      let words = Text.wrapped(Failure(error).sentence, to: room.width - 1)
      let drawn = buffer == nil ? block : BuiltBlock(text)
      let options = Diagram.Options(width: room.width, showsShapes: false)
      let sketch = drawn.flatMap { Diagram(sketch: $0.sketch(task), options: options) }
      let lines = words.prefix(sketch == nil ? room.height : max(2, room.height - 12))
      if let sketch {
        paste(
          sketch, on: &page, at: Position(column, rows.lowerBound),
          Size(room.width, room.height - lines.count), isBuilding: isBuilding)
      }
      let top = sketch == nil ? rows.lowerBound : rows.upperBound - lines.count
      for (index, line) in lines.enumerated() {
        let isCut = index == lines.count - 1 && lines.count < words.count
        page.grid.write(
          isCut ? Text.clipped(line + " …", to: room.width) : line,
          at: Position(column, top + index), Style(.notice))
      }
    }
  }

  /// As much of a picture as there is room for, around the mark.
  private func paste(
    _ diagram: Diagram, on page: inout Page, at place: Position, _ room: Size, isBuilding: Bool
  ) {
    let step: Step? = isBuilding ? .forward(block.nodeBefore) : nil
    let grid = step.map { diagram.draw($0) } ?? diagram.draw()
    let row = step.map { diagram.position(of: $0).row } ?? 0
    let top = max(0, min(row - room.height / 2, diagram.size.height - room.height))
    page.grid.paste(grid.cropped(to: room, from: Position(0, top)), at: place)
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

/// A built block with a sign before all that is wrong with it.
struct MarkedPicture {
  let wiring: MarkedWiring

  /// Draws it with a legend of its signs; returns the row after.
  func draw(on page: inout Page, rows: Range<Int>) -> Int {
    var column = page.grid.write("your block", at: Position(3, rows.lowerBound), Style(.heading))
    let marks = wiring.marks
    for mark in [MarkedWiring.Mark.missing, .extra, .changed] where marks.contains(mark) {
      column = page.grid.write(
        "\(mark.sign) \(mark.words)", at: Position(column + 3, rows.lowerBound), Style(mark.role))
    }
    let room = Size(page.width - 6, rows.count - 1)
    guard room.height > 0 else { return rows.upperBound }
    let pictures = [true, false].compactMap {
      Diagram(wiring, options: Diagram.Options(width: room.width, showsShapes: $0))
    }
    guard let diagram = pictures.first(where: { $0.size.height <= room.height }) ?? pictures.last
    else { return rows.lowerBound + 1 }
    // what is wrong stays in sight
    let first = diagram.markedRows.min() ?? 0
    let top = max(0, min(first - 2, diagram.size.height - room.height))
    page.grid.paste(
      diagram.draw().cropped(to: room, from: Position(0, top)), at: Position(3, rows.lowerBound + 1)
    )
    return rows.lowerBound + 1 + min(room.height, diagram.size.height)
  }
}
