import Diagrams
import Screens
import Tensors

/// A plane of numbers under a heading, in one of the forms of heatmaps.
struct PlaneBlock {
  let title: String
  let plane: Plane
  var scale: ColorScale
  var form = Heatmap.Form.numbers
  var marks = Marks()
  var isIndexed = true
  /// The cell in focus.
  var focus: (row: Int, column: Int)?
  var isOptional = false
  /// A line below.
  var note = ""

  init(_ title: String, _ tensor: Tensor<Double>, scale: ColorScale) {
    self.title = title
    plane = Plane(rows: tensor.shape[0], columns: tensor.shape[1], tensor.elements)
    self.scale = scale
  }

  func block(on screen: Screen) -> Blocks.Block {
    var heatmap = Heatmap(plane, scale: scale, form: form)
    heatmap.marks = marks
    heatmap.isIndexed = isIndexed
    let size = heatmap.size(on: screen)
    let width = max(size.width, title.unicodeScalars.count, note.unicodeScalars.count)
    var grid = Grid(Size(width, size.height + 1 + (note.isEmpty ? 0 : 1)))
    grid.write(title, at: Position(0, 0), Style(.heading))
    heatmap.draw(into: &grid, at: Position(0, 1), on: screen)
    grid.write(note, at: Position(0, size.height + 1), Style(.quiet))
    let cursor = focus.map {
      heatmap.position(row: $0.row, column: $0.column, on: screen).moved(0, 1)
    }
    return Blocks.Block(grid: grid, cursor: cursor, isOptional: isOptional)
  }
}

/// How often each cell was hit, in digits on a colour that grows with them.
struct CountBlock {
  let title: String
  let counts: Tensor<Double>
  var isOptional = true

  func block(on screen: Screen) -> Blocks.Block {
    let (rows, columns) = (counts.shape[0], counts.shape[1])
    var grid = Grid(Size(max(2 * columns, title.unicodeScalars.count), rows + 1))
    grid.write(title, at: Position(0, 0), Style(.heading))
    let most = max(Int(counts.elements.max() ?? 0), 1)
    for row in 0..<rows {
      for column in 0..<columns {
        let count = Int(counts.elements[row * columns + column])
        let text = count == 0 ? (screen.glyphs.isPlain ? "." : "·") : count > 9 ? "+" : "\(count)"
        let share = (4 * count + most - 1) / most
        let style = count == 0 ? Style(.quiet) : Style(.value, paper: .amount(Int8(share)))
        grid.write(" " + text, at: Position(2 * column, row + 1), style)
      }
    }
    return Blocks.Block(grid: grid, isOptional: isOptional)
  }
}

extension Blocks {
  /// The blocks in the form that tells most of those in which they fit, above some lines of text.
  static func page(
    in size: Size, _ screen: Screen, lines: [String],
    _ blocks: (Heatmap.Form) -> [Block]
  ) -> (grid: Grid, cursor: Position?) {
    if let page = fittingPage(in: size, screen, lines: lines, blocks) { return page }
    var grid = Grid(size)
    grid.write("There is no room for the maps here.", at: Position(1, 0), Style(.notice))
    for (row, line) in lines.flatMap({ Text.lines($0, in: size.width - 1) }).enumerated() {
      grid.write(line, at: Position(1, 2 + row))
    }
    return (grid, nil)
  }

  /// The same, but nothing where the blocks fit in no form.
  static func fittingPage(
    in size: Size, _ screen: Screen, lines: [String],
    _ blocks: (Heatmap.Form) -> [Block]
  ) -> (grid: Grid, cursor: Position?)? {
    let lines = lines.flatMap { Text.lines($0, in: size.width - 1) }
    let gap = screen.size.height >= 34 ? 1 : 0
    let room = Size(size.width, size.height - lines.count - gap)
    var found: (grid: Grid, cursor: Position?)?
    for form in Heatmap.Form.allCases where found == nil {
      found = arranged(blocks(form), in: room)
    }
    guard let set = found else { return nil }
    var grid = Grid(size)
    grid.paste(set.grid, at: Position(0, 0))
    let top = min(set.grid.size.height + 1, size.height - lines.count)
    for (row, line) in lines.enumerated() { grid.write(line, at: Position(1, top + row)) }
    return (grid, set.cursor)
  }
}
