import Diagrams
import Networks
import Screens
import Tensors

/// One tensor on the whole screen: numbers or all channels, distribution, statistics, extremes.
struct TensorPage: Sendable {
  /// What the colours mean.
  enum ScaleChoice: String, CaseIterable, Sendable {
    case own = "own scale"
    case common = "scale of the step"
    case logarithmic = "symmetric-log scale"
  }

  let name: String
  let tensor: Tensor<Double>
  let isParameter: Bool
  /// The magnitude that all tensors of the step share.
  let commonLimit: Double
  private(set) var cell: [Int]
  private(set) var scaleChoice = ScaleChoice.own
  /// Whether all channels are shown as heatmaps, not one in numbers.
  private(set) var showsAll = false

  /// Whether it is what leaves the block or the gradient in it.
  var sendsBack = false
  /// The name in files of what is given to a run and may be set by hand.
  let fileName: String?

  init(_ panel: Panel, common: Double) {
    name = panel.name
    isParameter = panel.isParameter
    // maps come without their image, which a run has
    tensor = panel.isParameter ? panel.tensor : panel.tensor.reshaped(panel.tensor.shape.batched(1))
    commonLimit = common
    fileName = panel.fileName
    cell = tensor.shape.extents.map { _ in 0 }
  }

  /// The same cell in the same colours.
  mutating func resume(_ other: TensorPage) {
    choose(other.cell)
    scaleChoice = other.scaleChoice
    showsAll = other.showsAll
  }

  var hints: [Hint] {
    let axes = CellAxes(tensor.shape, isParameter: isParameter)
    return [
      Hint(.back, .next, .up, .down, word: "cell"),
      Hint(
        .otherWay, word: "all channels, numbers",
        short: "view"),
      Hint(
        .previousSibling, .nextSibling, word: "channel",
        unless: axes.refusal(axes.sibling, of: tensor.shape, isParameter ? "output" : "channel")),
      Hint(
        .pageUp, .pageDown, word: isParameter ? "input" : "image", isHidden: true,
        unless: axes.refusal(axes.page, of: tensor.shape, isParameter ? "input" : "image")),
      Hint(.previousPoint, .nextPoint, word: "extreme"), Hint(.lockScale, word: "scale"),
      Hint(
        .less, .more, word: "set by hand", short: "set",
        unless: fileName == nil
          ? "\(name) is computed; only x and parameters can be set by hand." : nil),
      Hint(
        .only, word: "send 1 back from here", isHidden: true,
        unless: sendsBack ? nil : "1 is sent back from a cell of the output; go to its last step."),
      Hint(.first, .last, word: "first, last", isHidden: true),
      Hint(.help, word: "keys"), Hint(.out, word: "out"), Hint(.leave, word: "out", isHidden: true),
    ]
  }

  mutating func press(_ command: Command) {
    let axes = CellAxes(tensor.shape, isParameter: isParameter)
    switch command {
    case .next: shift(axes.column, by: 1)
    case .back: shift(axes.column, by: -1)
    case .down: shift(axes.row, by: 1)
    case .up: shift(axes.row, by: -1)
    case .nextSibling: shift(axes.sibling, by: 1)
    case .previousSibling: shift(axes.sibling, by: -1)
    case .pageDown: shift(axes.page, by: 1)
    case .pageUp: shift(axes.page, by: -1)
    case .first: cell = cell.map { _ in 0 }
    case .last: cell = tensor.shape.extents.map { $0 - 1 }
    case .otherWay: showsAll.toggle()
    case .lockScale:
      let all = ScaleChoice.allCases
      scaleChoice = all[((all.firstIndex(of: scaleChoice) ?? 0) + 1) % all.count]
    case .nextPoint: findExtreme(by: 1)
    case .previousPoint: findExtreme(by: -1)
    default: break
    }
  }

  private mutating func shift(_ axis: Int?, by step: Int) {
    guard let axis else { return }
    cell[axis] = max(0, min(cell[axis] + step, tensor.shape[axis] - 1))
  }
  mutating func choose(_ cell: [Int]) {
    if tensor.shape.offset(of: cell) != nil { self.cell = cell }
  }

  /// What is not a number first, then by magnitude: the next or previous one in this order.
  private mutating func findExtreme(by step: Int) {
    let order = tensor.elements.indices.sorted { left, right in
      let (x, y) = (tensor.elements[left], tensor.elements[right])
      if x.isNaN != y.isNaN { return x.isNaN }
      return abs(x) != abs(y) ? abs(x) > abs(y) : left < right
    }
    guard let offset = tensor.shape.offset(of: cell), let place = order.firstIndex(of: offset)
    else { return }
    // the first key goes to the largest of all, wherever one is
    let next = isAtExtreme ? place + step : 0
    isAtExtreme = true
    cell = tensor.shape.index(at: order[max(0, min(next, order.count - 1))])
  }
  private var isAtExtreme = false

  /// A click chooses the cell that it meets.
  mutating func click(at position: Position, path: [String], in screen: Screen) {
    let finder = CellFinder(
      chosen: cell, shape: tensor.shape, axes: CellAxes(tensor.shape, isParameter: isParameter)
    ) { [self] cell in
      var shown = self
      shown.choose(cell)
      return shown.draw(path: path, in: screen).cursor
    }
    if let cell = finder.cell(at: position) { choose(cell) }
  }

  var value: Double { tensor[cell] }

  private var scale: ColorScale {
    switch scaleChoice {
    case .own: return ColorScale(of: tensor)
    case .common: return ColorScale(limit: commonLimit)
    case .logarithmic:
      var scale = ColorScale(of: tensor)
      scale.isLogarithmic = true
      return scale
    }
  }

  private var panel: ElementPanel {
    ElementPanel(
      symbol: "", name: name, tensor, role: "", isParameter: isParameter,
      kernel: ElementPanel.Kernel(fixesThird: false, isTransposed: false), chosen: cell)
  }

  func draw(path: [String], in screen: Screen) -> Grid {
    var page = Page(screen)
    let place = "[\(cell.map(String.init).joined(separator: ","))]"
    page.title(path + [name], "\(place) = \(Numbers.fixed(value, decimals: 6, on: screen.glyphs))")
    page.tabs([("numbers", 2), ("all channels", 0)], open: showsAll ? 1 : 0)
    let panel = panel
    let (slice, row, column) = panel.place(of: cell)
    let room = Size(screen.size.width - 2, screen.size.height - 9)
    let scale = scale
    if showsAll {
      var picture = TensorPicture(panel.slices, scale: scale)
      picture.marks = panel.marks
      picture.selected = panel.slices.count > 1 ? slice : nil
      if panel.slices.count == 1 { picture.headings = .none }
      let inner = Screen(
        Size(room.width, room.height - 1), colors: screen.colors, glyphs: screen.glyphs)
      var drawing = picture.draw(on: inner)
      if !drawing.shown.contains(slice), !drawing.shown.isEmpty {
        picture.first = max(0, min(slice, panel.slices.count - drawing.shown.count))
        drawing = picture.draw(on: inner)
      }
      page.grid.paste(drawing.grid, at: Position(1, 2))
      page.grid.write(drawing.caption, at: Position(1, 2 + room.height - 1), Style(.quiet))
      page.grid.cursor =
        drawing.position(slice: slice, row: row, column: column)?.moved(1, 2)
    } else {
      drawNumbers(panel, slice, row, column, scale, in: room, on: &page)
    }
    drawZone(panel, slice, scale, on: &page)
    page.footer(hints)
    return page.grid
  }

  /// One slice in numbers, scrolled so that the cell is seen.
  private func drawNumbers(
    _ panel: ElementPanel, _ slice: Int, _ row: Int, _ column: Int, _ scale: ColorScale,
    in room: Size,
    on page: inout Page
  ) {
    let plane = panel.slices[slice]
    let margin = String(max(plane.rows - 1, 0)).count + 1
    let shownColumns = min(plane.columns, (room.width - margin - 1) / 5)
    let shownRows = min(plane.rows, room.height - 2)
    let left = max(0, min(column - shownColumns / 2, plane.columns - shownColumns))
    let top = max(0, min(row - shownRows / 2, plane.rows - shownRows))
    var part: [Double] = []
    for line in top..<top + shownRows {
      for place in left..<left + shownColumns { part.append(plane[line, place] ?? 0) }
    }
    var heatmap = Heatmap(
      Plane(rows: shownRows, columns: shownColumns, part), scale: scale, form: .numbers)
    heatmap.marks[row - top, column - left] = .chosen
    let origin = Position(1 + margin, 3)
    heatmap.draw(into: &page.grid, at: origin, on: page.screen)
    for line in 0..<shownRows {
      page.grid.write("\(top + line)", endingAt: margin, row: 3 + line, Style(.quiet))
    }
    for place in 0..<shownColumns {
      page.grid.write(
        "\(left + place)", endingAt: origin.column + 5 * place + 5, row: 2, Style(.quiet))
    }
    var caption: [String] = []
    if panel.slices.count > 1 {
      caption.append("\(panel.slices.noun) \(slice) of \(panel.slices.count)")
    }
    if shownRows < plane.rows || shownColumns < plane.columns {
      caption.append(
        "rows \(top)–\(top + shownRows - 1) of \(plane.rows), columns \(left)–\(left + shownColumns - 1) of "
          + "\(plane.columns)")
    }
    page.grid.write(
      caption.joined(separator: ", "), at: Position(1, 3 + shownRows), Style(.quiet))
    page.grid.cursor = heatmap.position(row: row - top, column: column - left, on: page.screen)
      .moved(origin.column, origin.row)
  }

  /// Statistics, distribution, legend: of the whole tensor.
  private func drawZone(
    _ panel: ElementPanel, _ slice: Int, _ scale: ColorScale, on page: inout Page
  ) {
    let top = page.height - 7
    page.rule(row: top)
    let statistics = Statistics(tensor)
    let size = isParameter ? tensor.shape : tensor.shape.image
    let deviation =
      statistics.zeros > 0
      ? "  sd \(statistics.text(statistics.deviation, on: page.screen.glyphs))" : ""
    page.grid.write(
      "\(size)  \(statistics.summary(on: page.screen.glyphs))\(deviation)",
      at: Position(1, top + 1))
    let limit = Histogram.limit(for: statistics.magnitude)
    let width = min(page.width - 4, 64)
    let whole = Plane(rows: 1, columns: tensor.elements.count, tensor.elements)
    let histogram = Histogram(whole, limit: limit, bins: width / 2 * 2)
    page.grid.paste(
      histogram.draw(tallest: histogram.counts.max() ?? 1, on: page.screen),
      at: Position(1, top + 2))
    let end = Numbers.wide(limit, on: page.screen.glyphs)
    page.grid.write("±\(end)", at: Position(width + 2, top + 3), Style(.quiet))
    let legend = Legend(scale, outside: scale.outside(of: tensor)).draw(on: page.screen)
    page.grid.paste(legend, at: Position(1, top + 4))
    page.grid.write(
      scaleChoice.rawValue, at: Position(legend.size.width + 4, top + 4), Style(.quiet))
    page.grid.write(rank, at: Position(1, top + 5))
  }

  /// What the cell is among all.
  private var rank: String {
    let x = value
    if x.isNaN { return "This is not a number: it results from 0/0, ∞ − ∞ or ∞ · 0." }
    if x.isInfinite { return "This is infinite: it outgrew what a double can hold." }
    let larger = tensor.elements.count { abs($0) > abs(x) }
    let count = tensor.elements.count
    return larger == 0
      ? "The largest magnitude of \(Numbers.count(count))."
      : "\(Numbers.count(larger)) of \(Numbers.count(count)) are larger in magnitude."
  }
}
