import Diagrams
import Networks
import Screens
import Tensors

/// The tensors of a step, one below the other: what is given first, what is wanted last.
struct TensorPane {
  let panels: [Panel]
  /// The first panel that is shown; the ones before it have been scrolled away.
  let first: Int
  let channel: Int
  let lockedScale: Double?

  private var commonScale: ColorScale {
    if let lockedScale { return ColorScale(limit: lockedScale) }
    return ColorScale(of: panels.filter(\.isOnCommonScale).map { Statistics($0.tensor) })
  }

  func draw(in size: Size, _ screen: Screen) -> Grid {
    var grid = Grid(size)
    let room = size.height - 1
    let shown = Array(panels.dropFirst(min(first, panels.count - 1)))
    let drawings = fitted(shown, in: Size(size.width, room), screen)
    let used = drawings.reduce(0) { $0 + $1.size.height }
    let gap = drawings.count > 1 ? max(0, min(1, (room - used) / (drawings.count - 1))) : 0
    var row = 0
    for drawing in drawings {
      grid.paste(drawing, at: Position(0, row))
      row += drawing.size.height + gap
    }
    drawLegend(hidden: panels.count - drawings.count, on: &grid, screen)
    return grid
  }

  private func drawLegend(hidden: Int, on grid: inout Grid, _ screen: Screen) {
    let scale = commonScale
    let common = panels.filter(\.isOnCommonScale)
    let outside = common.reduce(into: ColorScale.Outside()) { sum, panel in
      let outside = scale.outside(of: panel.tensor)
      sum.above += outside.above
      sum.below += outside.below
      sum.invalid += outside.invalid
    }
    let legend = Legend(scale, outside: outside).draw(on: screen)
    let row = grid.size.height - 1
    grid.paste(legend, at: Position(0, row))
    var note = common.count > 1 ? "scale of " + common.map(\.part).joined(separator: " and ") : ""
    if lockedScale != nil { note = "locked scale" }
    if hidden > 0 {
      let arrows = screen.glyphs.isPlain ? "up, down" : "↑↓"
      note = "\(arrows): \(hidden) more"
    }
    if legend.size.width + note.unicodeScalars.count + 2 <= grid.size.width {
      grid.write(note, endingAt: grid.size.width, row: row, Style(.quiet))
    }
  }

  /// As many panels as get a fair number of rows, each in the form that tells most in its share.
  private func fitted(_ panels: [Panel], in size: Size, _ screen: Screen) -> [Grid] {
    var count = panels.count
    while true {
      let candidates = Array(panels.prefix(count))
      let whole = candidates.map { draw($0, in: size, screen) }
      let shares = Self.shares(of: size.height, whole.map(\.grid.size.height))
      let drawn = zip(candidates, shares).map {
        draw($0, in: Size(size.width, max($1, 2)), screen)
      }
      // a panel that would be pooled or vanish for want of rows waits to be scrolled to
      let isFair = zip(drawn, whole).allSatisfy { $0.side == $1.side && !$0.shown.isEmpty }
      if isFair || count <= 1 { return drawn.map(\.grid) }
      count -= 1
    }
  }

  /// Rows for each: the modest get what they need, the others the same share of the rest.
  private static func shares(of rows: Int, _ needs: [Int]) -> [Int] {
    var shares = needs
    var (rest, left) = (rows, needs.count)
    for index in needs.indices.sorted(by: { needs[$0] < needs[$1] }) {
      shares[index] = min(needs[index], rest / max(left, 1))
      rest -= shares[index]
      left -= 1
    }
    return shares
  }

  /// A panel with its heading, how far it is pooled, and which of its slices are shown.
  private func draw(
    _ panel: Panel, in size: Size, _ screen: Screen
  ) -> (grid: Grid, side: Int, shown: Range<Int>) {
    let room = Size(size.width, size.height - 1)
    var picture = picture(of: panel)
    if size.height < 10, picture.slices.count > 1 {
      picture.headings = .beside
      // of what is wanted one channel at least is told in numbers
      picture.spellsSelected = panel.name == panels.last?.name && panel.part == panels.last?.part
    }
    var inner = Screen(room, colors: screen.colors, glyphs: screen.glyphs)
    var drawing = picture.draw(on: inner)
    if drawing.shown.count < picture.slices.count {
      // a row for the words that say what is not seen
      inner.size.height -= 1
      drawing = picture.draw(on: inner)
    }
    if let selected = picture.selected, !drawing.shown.contains(selected) {
      picture.first = min(selected, picture.slices.count - max(drawing.shown.count, 1))
      drawing = picture.draw(on: inner)
    }
    let isPartial = drawing.shown.count < picture.slices.count || drawing.side > 1
    let hasCaption = isPartial && drawing.grid.size.height < room.height
    var grid = Grid(Size(size.width, 1 + drawing.grid.size.height + (hasCaption ? 1 : 0)))
    drawHeading(of: panel, on: &grid, screen)
    grid.paste(drawing.grid, at: Position(0, 1))
    if hasCaption {
      grid.write(drawing.caption, at: Position(0, grid.size.height - 1), Style(.quiet))
    }
    return (grid, drawing.side, drawing.shown)
  }

  private func picture(of panel: Panel) -> TensorPicture {
    let scale = panel.isOnCommonScale ? commonScale : ColorScale(of: panel.tensor)
    var picture = TensorPicture(panel.slices(channel: channel), scale: scale)
    if case .image(let tensor) = panel.content, tensor.shape.rank == 3, picture.slices.count > 1 {
      picture.selected = min(channel, picture.slices.count - 1)
    }
    return picture
  }

  private func drawHeading(of panel: Panel, on grid: inout Grid, _ screen: Screen) {
    var column = grid.write(panel.part, at: Position(0, 0), Style(.heading))
    column = grid.write(panel.name, at: Position(max(column + 1, 5), 0), Style(.term))
    column = grid.write("\(panel.tensor.shape)", at: Position(column + 3, 0))
    if case .kernel(let kernel) = panel.content, kernel.shape[0] * kernel.shape[1] > 1 {
      column = grid.write(", into channel \(panel.output(channel))", at: Position(column, 0))
    }
    let summary = Statistics(panel.tensor).summary(on: screen.glyphs)
    if column + 2 + summary.unicodeScalars.count <= grid.size.width {
      grid.write(summary, endingAt: grid.size.width, row: 0, Style(.quiet))
    }
  }
}

extension Panel {
  /// The output channel of a kernel whose slices are shown.
  func output(_ channel: Int) -> Int { min(channel, channelCount - 1) }

  /// The planes to show: channels, the slices into one output channel, or one matrix.
  func slices(channel: Int) -> Slices {
    switch content {
    case .image(let tensor) where tensor.shape.rank == 3: Slices(channelsOf: tensor)
    case .kernel(let tensor): Slices(kernel: tensor, output: output(channel))
    case .image(let tensor), .table(let tensor):
      Slices(matrix: tensor.shape.rank == 2 ? tensor : tensor.folded)
    }
  }

  /// The statistics in one line.
  var statistics: String { Statistics(tensor).summary() }
}

extension Tensor {
  /// A vector as a matrix, in rows of equal length that a pane has room for.
  fileprivate var folded: Tensor {
    let count = shape.count
    let columns = count <= 12 ? count : (4...32).last { count % $0 == 0 } ?? count
    return reshaped(Shape(count / max(columns, 1), columns))
  }
}
