import Diagrams
import Networks
import Screens
import Tensors

extension Playground {
  private static let leastSplitWidth = 72

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    let saved = savedText == buffer.text ? "" : " (not saved)"
    let size = network?.input ?? input ?? Network.assumedInput
    page.title(["Playground", name + saved], "on \(size)")
    let isSplit = screen.size.width >= Self.leastSplitWidth
    let left = isSplit ? min(max(48, screen.size.width * 2 / 5), 64) : screen.size.width
    let picture = fault == nil ? "block" : "block, of the last good text"
    page.tabs(isSplit ? [("text", 2), (picture, left)] : [("text", 2)], open: 0)
    drawText(in: Size(left - 2, screen.size.height - 7), on: &page)
    if isSplit { drawPicture(left: left, on: &page) }
    drawFoot(on: &page)
    return page.grid
  }

  /// The text with numbered lines, and below the faulty one what is wrong with it.
  private func drawText(in room: Size, on page: inout Page) {
    let words = faultLines(width: room.width - 6)
    let shown = room.height - (fault == nil ? 0 : words.count + 2)
    let first = max(0, min(buffer.row - shown / 2, buffer.lines.count - shown))
    let width = room.width - 5
    // a long line scrolls with the cursor
    let scroll = max(0, buffer.column - width + 1)
    var row = 3
    for (index, line) in buffer.lines.enumerated().dropFirst(first).prefix(shown) {
      page.grid.write("\(index + 1)", endingAt: 4, row: row, Style(.quiet))
      let text = String(line.dropFirst(scroll).prefix(width))
      page.grid.write(text, at: Position(5, row))
      if index == buffer.row {
        page.grid.cursor = Position(5 + buffer.column - scroll, row)
      }
      row += 1
      guard let fault, index == fault.row, fault.length > 0 else { continue }
      let start = max(fault.column - scroll, 0)
      let length = max(min(fault.length, width - start), 1)
      page.grid.write(
        "^" + String(repeating: "~", count: length - 1), at: Position(5 + start, row),
        Style(.wrong))
      row += 1
    }
    guard fault != nil else { return }
    row += 1
    for line in words where row < 3 + room.height {
      page.grid.write(line, at: Position(5, row), Style(.wrong))
      row += 1
    }
  }

  private func faultLines(width: Int) -> [String] {
    guard let fault else { return [] }
    let offer = fault.suggestion == nil ? [] : ["⇥ takes the suggestion"]
    return Text.wrapped(fault.sentence, to: width) + offer
  }

  /// The picture of the last good text, with what it costs.
  private func drawPicture(left: Int, on page: inout Page) {
    guard let network else { return }
    let room = Size(page.width - left - 1, page.height - 9)
    let diagram = Stepper.diagram(of: network, in: room)
    var grid = diagram.draw()
    if fault != nil {
      for row in 0..<grid.size.height {
        grid.restyle(at: Position(0, row), width: grid.size.width) { $0 = Style(.quiet) }
      }
    }
    page.grid.paste(
      grid.cropped(to: Size(min(room.width, grid.size.width), min(room.height, grid.size.height))),
      at: Position(left, 3))
    let parameters = network.graph.nodes.reduce(0) { $0 + $1.parameterCount }
    let work = network.graph.nodes.reduce(0) { $0 &+ $1.multiplyAdds }
    let cost =
      "\(Numbers.count(parameters)) parameters, \(Numbers.count(work)) "
      + (room.width < 40 ? "mult-adds" : "multiply-adds")
    page.grid.write(
      Text.clipped(cost, to: room.width), at: Position(left, page.height - 5), Style(.quiet))
  }

  private func drawFoot(on page: inout Page) {
    let top = page.height - 4
    page.rule(row: top)
    page.grid.write(
      "line \(buffer.row + 1), column \(buffer.column + 1)", at: Position(1, top + 1))
    page.grid.write(
      note.isEmpty ? "undo \(buffer.undoCount)" : Text.clipped(note, to: page.width - 2),
      at: Position(1, top + 2), Style(.quiet))
    var keys = [
      "type", "\(Key.tab.label(page.screen.glyphs)) suggestion", "ctrl-s save", "ctrl-u undo",
      "ctrl-y redo", "esc step it",
    ]
    // the way out never goes
    while keys.joined(separator: "  ").unicodeScalars.count > page.width - 2 {
      keys.remove(at: keys.count - 2)
    }
    page.grid.write(keys.joined(separator: "  "), at: Position(1, page.height - 1))
  }
}
