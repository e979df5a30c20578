import Diagrams
import Networks
import Screens
import Tensors

/// The sum at a fork as a sum of pictures: heatmap + heatmap = heatmap, one scale for all.
struct GatherPane {
  let panels: [Panel]
  let channel: Int
  let lockedScale: Double?

  private static let gap = 5

  /// Nothing where the pictures do not fit side by side.
  func draw(in size: Size, _ screen: Screen) -> Grid? {
    guard let shape = panels.first?.tensor.shape, shape.rank == 3 else { return nil }
    let (rows, columns, channels) = (shape[0], shape[1], shape[2])
    let width = max(2 * columns, 10)
    let total = panels.count * width + (panels.count - 1) * Self.gap
    guard total <= size.width, rows + 5 <= size.height else { return nil }
    // a low pane has no room for all channels below, so it has room for air
    let top = size.height < 20 ? 2 : 1
    let scale =
      lockedScale.map { ColorScale(limit: $0) }
      ?? ColorScale(of: panels.map { Statistics($0.tensor) })
    let selected = min(channel, channels - 1)
    var grid = Grid(size)
    let spread = min(width + Self.gap + 5, (size.width - width) / max(panels.count - 1, 1))
    for (index, panel) in panels.enumerated() {
      let column = index * spread
      let isSum = index == panels.count - 1
      let name = isSum ? "\(panel.name), the sum" : "from \(panel.name)"
      grid.write(
        Text.clipped(name, to: isSum ? size.width - column : spread - 1), at: Position(column, 0),
        Style(.heading))
      let slices = Slices(channelsOf: panel.tensor)
      let heatmap = Heatmap(slices[selected], scale: scale, form: .cells)
      heatmap.draw(into: &grid, at: Position(column, top), on: screen)
      if index > 0 {
        let sign = isSum ? "=" : "+"
        grid.write(
          sign, at: Position(column - (spread - 2 * columns + 1) / 2, top + (rows - 1) / 2),
          Style(.heading))
      }
    }
    let row = 2 * top - 1 + rows
    grid.write("channel \(selected) of \(channels)", at: Position(0, row), Style(.quiet))
    drawChannels(from: row + 2, scale, on: &grid, screen)
    let legend = Legend(scale).draw(on: screen)
    grid.paste(legend, at: Position(0, size.height - 1))
    let note = "one scale for all"
    if legend.size.width + note.count + 3 <= size.width {
      grid.write(note, at: Position(legend.size.width + 3, size.height - 1), Style(.quiet))
    }
    return grid
  }

  /// All channels of each, small, where there is room below.
  private func drawChannels(
    from top: Int, _ scale: ColorScale, on grid: inout Grid, _ screen: Screen
  ) {
    let size = grid.size
    var row = top
    // a blank row parts them but for the last
    let room = (size.height - row) / panels.count - 2
    for (index, panel) in panels.enumerated() {
      let statistics = Statistics(panel.tensor)
      var picture = TensorPicture(Slices(channelsOf: panel.tensor), scale: scale)
      picture.headings = .none
      picture.selected = min(channel, picture.slices.count - 1)
      picture.form = .halfBlocks
      let drawing = picture.draw(
        on: Screen(Size(size.width, room), colors: screen.colors, glyphs: screen.glyphs))
      guard room > 1, !drawing.shown.isEmpty, drawing.side == 1 else { return }
      let sign = index == 0 ? "all channels " : index == panels.count - 1 ? "= " : "+ "
      let column = grid.write(sign + panel.name, at: Position(0, row), Style(.heading))
      let zeros = "zeros \(Numbers.count(statistics.zeros)) of \(Numbers.count(statistics.count))"
      grid.write(
        "|max| \(Numbers.significant(statistics.magnitude, on: screen.glyphs))   \(zeros)",
        at: Position(max(column + 3, 26), row), Style(.quiet))
      grid.paste(drawing.grid, at: Position(0, row + 1))
      row += drawing.grid.size.height + 2
    }
  }
}
