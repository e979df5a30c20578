import Diagrams
import Networks
import Quiz
import Screens
import Tensors

extension BlockPad {
  /// The columns of the palette: enough for its longest piece, where the block keeps the larger part.
  private func paletteWidth(in width: Int) -> Int {
    let longest = task.palette.map(\.unicodeScalars.count).max() ?? 0
    return min(max(longest + 5, 26), max(width * 2 / 5, 26))
  }

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    if let marked = grade?.marked {
      let picture = MarkedPicture(wiring: marked).grid(in: Size(page.width - 6, rows.count))
      page.grid.paste(picture, at: Position(3, rows.lowerBound))
      return rows.lowerBound + picture.size.height
    }
    let bottom = rows.upperBound - 2
    let isBuilding = grade == nil && buffer == nil
    let left = paletteWidth(in: page.width)
    page.grid.write("palette", at: Position(1, rows.lowerBound), Style(.heading))
    page.grid.write("your block", at: Position(left, rows.lowerBound), Style(.heading))
    page.grid.write("on \(task.input)", at: Position(left + 13, rows.lowerBound), Style(.quiet))
    let room = bottom - rows.lowerBound - 1
    let first = max(0, mark - room + 1)
    let names = PaletteNames(task.palette, width: left - 5).shown
    for (index, name) in names.enumerated().dropFirst(first).prefix(room) {
      let row = rows.lowerBound + 1 + index - first
      let isMarked = index == mark && isBuilding
      let style = isMarked ? Style(.focus) : isBuilding ? Style.text : Style(.quiet)
      page.grid.write(isMarked ? "▸" : " ", at: Position(1, row), style)
      page.grid.write(name, at: Position(3, row), style)
    }
    let hidden = names.count - first - room
    if hidden > 0 {
      page.grid.write("\(hidden) more", endingAt: left - 2, row: rows.lowerBound, Style(.notice))
    }
    drawBlock(
      on: &page, rows: (rows.lowerBound + 1)..<bottom, column: left, isBuilding: isBuilding)
    drawLine(on: &page, row: bottom)
    if isBuilding { drawPiece(on: &page, row: bottom + 1) }
    return rows.upperBound
  }

  /// The chosen piece in full.
  private func drawPiece(on page: inout Page, row: Int) {
    guard task.palette.indices.contains(mark) else { return }
    let column = page.grid.write("puts ", at: Position(1, row), Style(.quiet))
    page.grid.write(
      Text.clipped(task.palette[mark], to: page.width - column - 1), at: Position(column, row),
      Style(.focus))
  }

  /// The block with the place of the next piece; one that does not fit yet without shapes, and
  /// with the reason below.
  private func drawBlock(
    on page: inout Page, rows: Range<Int>, column: Int, isBuilding: Bool
  ) {
    let room = Size(page.width - column - 1, rows.count)
    let place = Position(column, rows.lowerBound)
    switch Result(catching: { try Network(text, library: task.library, on: task.input) }) {
    case .success(let network):
      let shown = isBuilding ? block.marked(network.block) : network.block
      let pictures = [true, false].compactMap { showsShapes in
        MarkedPlace(
          shown, on: task.input,
          options: Diagram.Options(width: room.width, showsShapes: showsShapes))
      }
      let fitting = pictures.first { $0.diagram.size.height <= room.height } ?? pictures.last
      if let fitting { paste(fitting, on: &page, at: place, room) }
    case .failure(let error):
      let words = Text.wrapped(Failure(error).sentence, to: room.width - 1)
      let drawn = buffer == nil ? block : BuiltBlock(text)
      let options = Diagram.Options(width: room.width, showsShapes: false)
      let sketch = drawn.flatMap { drawn in
        let sketch = drawn.sketch(task)
        return MarkedPlace(
          isBuilding ? drawn.marked(sketch) : sketch, on: Shape(1), options: options)
      }
      let lines = words.prefix(sketch == nil ? room.height : max(2, room.height - 12))
      if let sketch {
        paste(sketch, on: &page, at: place, Size(room.width, room.height - lines.count))
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

  /// As much of a picture as there is room for, around the place of the next piece, where the
  /// cursor stands.
  private func paste(_ picture: MarkedPlace, on page: inout Page, at place: Position, _ room: Size)
  {
    let (diagram, step) = (picture.diagram, picture.step)
    let grid = step.map { diagram.draw($0) } ?? diagram.draw()
    let mark = step.map { diagram.position(of: $0) }
    let top = max(0, min((mark?.row ?? 0) - room.height / 2, diagram.size.height - room.height))
    page.grid.paste(grid.cropped(to: room, from: Position(0, top)), at: place)
    if let mark { page.grid.cursor = mark.moved(place.column, place.row - top) }
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
