import Diagrams
import Networks
import Screens
import Tensors

/// What is wanted at the left, what is given at the right, the products below.
struct GatherPage {
  let element: Element
  let sum: ElementSum

  func draw(in size: Size, _ screen: Screen) -> (grid: Grid, cursor: Position?) {
    var grid = Grid(size)
    let products = ProductTable(element, sum, screen)
    let pictures = max(size.height * 2 / 5, size.height - products.modestHeight)
    let drawn = drawPanels(in: Size(size.width, pictures), screen, on: &grid)
    let isAiry = screen.size.height >= 34
    var top = drawn.height + (isAiry ? 1 : 0)
    let legend = marksLegend(screen.glyphs)
    if isAiry {
      grid.write(legend, at: Position(1, top), Style(.quiet))
      top += 2
    }
    let table = products.draw(in: Size(size.width, size.height - top))
    grid.paste(table.grid, at: Position(0, top))
    if size.height - top - table.height >= 3, let pattern {
      grid.write(
        Text.clipped(pattern, to: size.width - 2), at: Position(1, top + table.height + 1))
    }
    let cursor = element.pane == .cells ? drawn.cursor : table.cursor?.moved(0, top)
    return (grid, cursor)
  }

  /// How many outputs read each row: the overlap that checkerboards come from.
  private var pattern: String? {
    guard let ways = element.walk.trace.inputGradient(element.quantity, of: element.node) else {
      return nil
    }
    let wanted = element.label(element.quantity)
    func counts(_ axis: Window.Axis, _ side: Int) -> [Int] {
      InputGradient.readers(axis, extent: ways.plan.input[side], outputs: ways.plan.output[side])
    }
    let (rows, columns) = (counts(ways.rows, 0), counts(ways.columns, 1))
    let (row, column) = (element.cell[1], element.cell[2])
    let text = rows.prefix(16).map(String.init).joined(separator: " ")
    return "rows of \(wanted) have  \(text)\(rows.count > 16 ? " …" : "")  products each way: row "
      + "\(row) has \(rows[row]), column \(column) has \(columns[column]), together "
      + "\(rows[row] * columns[column])"
  }

  private func marksLegend(_ glyphs: GlyphTier) -> String {
    glyphs.isPlain
      ? "[ ] chosen   < > takes part   { } this product"
      : "[ ] chosen   ‹ › takes part   « » this product"
  }

  /// The panels side by side; returns how high they are and where the chosen cell stands.
  private func drawPanels(
    in size: Size, _ screen: Screen, on grid: inout Grid
  ) -> (height: Int, cursor: Position?) {
    let panels = Array(ElementPanels(element, sum).all.prefix(4))
    let widths = widths(of: panels, in: size.width)
    let scale = ColorScale(of: panels.map { Statistics($0.tensor) })
    var column = 1
    var height = 0
    var cursor: Position?
    for (index, (panel, width)) in zip(panels, widths).enumerated() {
      let isTight = width < panel.naturalWidth
      let own =
        panel.isParameter || panel.name.hasSuffix(".mask") ? ColorScale(of: panel.tensor) : scale
      let drawn = panel.draw(
        in: Size(width, size.height), scale: own, screen, prefersCells: isTight && index == 0)
      grid.paste(drawn.grid, at: Position(column, 0))
      if let place = drawn.cursor { cursor = Position(column + place.column, place.row) }
      height = max(height, drawn.height)
      column += width + Blocks.gap
    }
    return (height, cursor)
  }

  /// What each would like, or shares that leave the modest what they need.
  private func widths(of panels: [ElementPanel], in width: Int) -> [Int] {
    let room = width - 1 - Blocks.gap * (panels.count - 1)
    let wishes = panels.map(\.naturalWidth)
    var widths = wishes
    var (rest, left) = (room, panels.count)
    for index in panels.indices.sorted(by: { wishes[$0] < wishes[$1] }) {
      widths[index] = min(wishes[index], rest / max(left, 1))
      rest -= widths[index]
      left -= 1
    }
    return widths
  }
}
