import Diagrams
import Lessons
import Networks
import Screens

/// A built block with a sign before all that is wrong with it.
struct MarkedPicture {
  let wiring: MarkedWiring

  /// The block under a legend of its signs, without shapes where it would be too high with them.
  func grid(in size: Size) -> Grid {
    let room = Size(size.width, max(size.height - 1, 1))
    let pictures = [true, false].compactMap {
      Diagram(wiring, options: Diagram.Options(width: room.width, showsShapes: $0))
    }
    let picture = (pictures.first { $0.size.height <= room.height } ?? pictures.last)?.draw()
    var grid = Grid(
      Size(max(size.width, picture?.size.width ?? 0), 1 + (picture?.size.height ?? 0)))
    var column = grid.write("your block", at: Position(0, 0), Style(.heading))
    for mark in [MarkedWiring.Mark.missing, .extra, .changed] where wiring.marks.contains(mark) {
      column = grid.write(
        "\(mark.sign) \(mark.words)", at: Position(column + 3, 0), Style(mark.role))
    }
    if let picture { grid.paste(picture, at: Position(0, 1)) }
    return grid
  }
}
