import Diagrams
import Networks
import Screens
import Tensors

/// Z * R = dx: what is given spread and padded, the kernel turned, an ordinary convolution.
struct InsertionPage {
  let element: Element
  let ways: InputGradient
  let sum: ElementSum

  func draw(in size: Size, _ screen: Screen) -> (grid: Grid, cursor: Position?) {
    let cell = element.cell
    let running =
      sum.products.indices.contains(element.running) ? sum.products[element.running] : nil
    let channel =
      running?.factors.first.flatMap { $0.index.count == 3 ? $0.index[2] : nil }
      ?? ways.givenChannels(of: cell[3]).lowerBound
    let table = ProductTable(element, sum, screen)
    // where all is too much, the running product and its sum are left of the table
    let ample = min(sum.products.count + 2, max(size.height / 3, 5))
    let lines = [sizes(in: size.width - 1)]
    let room = { (table: Int) in Size(size.width, size.height - table) }
    let attempts: [(table: Int, lines: [String], isIndexed: Bool)] = [
      (ample, lines, true), (ample, lines, false), (3, lines, false), (3, [], false),
    ]
    var tableHeight = ample
    var found: (grid: Grid, cursor: Position?)?
    for attempt in attempts where found == nil {
      tableHeight = attempt.table
      found = Blocks.fittingPage(in: room(attempt.table), screen, lines: attempt.lines) { form in
        blocks(channel, running, form, attempt.isIndexed, screen)
      }
    }
    let pictures =
      found ?? Blocks.page(in: room(tableHeight), screen, lines: lines) { _ in [] }
    var grid = Grid(size)
    grid.paste(pictures.grid, at: Position(0, 0))
    let rows = table.draw(in: Size(size.width, tableHeight))
    let top = size.height - tableHeight
    grid.paste(rows.grid, at: Position(0, top))
    let cursor =
      element.pane == .cells ? pictures.cursor : rows.cursor?.moved(0, top)
    return (grid, cursor)
  }

  private func blocks(
    _ channel: Int, _ running: Explanation.Term?, _ form: Heatmap.Form, _ isIndexed: Bool,
    _ screen: Screen
  ) -> [Blocks.Block] {
    let cell = element.cell
    let z = ways.inserted(image: cell[0], channel: channel)
    let scale = ColorScale(of: element.wanted, ways.given)
    let isSingle = ways.givenChannels(of: cell[3]).count == 1
    let ofChannel = isSingle ? "" : ", channel \(channel)"
    var spread = PlaneBlock(
      "Z \(z.shape): \(givenSymbol) spread, padded\(ofChannel)", z, scale: scale)
    spread.form = form
    spread.isIndexed = isIndexed
    for a in 0..<ways.rows.kernel {
      for b in 0..<ways.columns.kernel {
        spread.marks[cell[1] + a * ways.rows.dilation, cell[2] + b * ways.columns.dilation] =
          .participant
      }
    }
    let turned = ways.turned(channel: cell[3], o: channel)
    var kernel = PlaneBlock(
      "R \(turned.shape): K turned by 180°", turned, scale: ColorScale(of: turned))
    kernel.form = form == .halfBlocks ? .cells : form
    kernel.isIndexed = isIndexed
    let zeros = sum.insertedZeros
    kernel.note = "\(zeros) of \(zeros + sum.lines.count - (ways.bias == nil ? 0 : 1)) meet a zero"
    if let running, running.factors.count == 2 {
      let (z, r) = (running.factors[0].index, running.factors[1].index)
      spread.marks[z[0], z[1]] = .product
      kernel.marks[r[0], r[1]] = .product
    }
    for (place, product) in sum.products.enumerated() where product.factors.count == 2 {
      let (z, r) = (product.factors[0].index, product.factors[1].index)
      guard let color = sum.color(of: place, running: element.running),
        isSingle || z[2] == channel
      else { continue }
      spread.marks.setProduct(color, row: z[0], column: z[1])
      if kernel.marks[r[0], r[1]] == nil { kernel.marks[r[0], r[1]] = .participant }
      kernel.marks.setProduct(color, row: r[0], column: r[1])
    }
    let (height, width) = (ways.plan.input[0], ways.plan.input[1])
    let wanted = Tensor(
      Shape(height, width),
      (0..<height * width).map { element.wanted[[cell[0], $0 / width, $0 % width, cell[3]]] })
    var result = PlaneBlock(
      "\(wantedName) \(height)×\(width) = Z * R, stride 1", wanted, scale: scale)
    result.form = form
    result.isIndexed = isIndexed
    result.marks[cell[1], cell[2]] = .chosen
    result.focus = (cell[1], cell[2])
    result.isOptional = true
    return [spread.block(on: screen), kernel.block(on: screen), result.block(on: screen)]
  }

  private var isTransposed: Bool { element.quantity == .output }
  private var wantedName: String { isTransposed ? "y" : "dx" }
  private var givenSymbol: String { isTransposed ? "x" : "G" }

  /// The sizes of the case at hand: `zeros between S−1 = 1, padding D(N−1)−P = 1`.
  private func sizes(in width: Int) -> String {
    let (down, across) = (ways.rowSpread, ways.columnSpread)
    func pair(_ value: (InputGradient.Spread) -> Int) -> String {
      value(down) == value(across) ? "\(value(down))" : "\(value(down))×\(value(across))"
    }
    let dilated = ways.rows.dilation > 1 || ways.columns.dilation > 1
    let padding = dilated ? "D·(N−1)−P" : "N−1−P"
    let span = dilated ? "D·(N−1)−1" : "N"
    let text =
      "between S−1 = \(pair(\.between)), padding \(padding) = \(pair(\.padding)), "
      + "extra (H+2P−\(span)) mod S = \(pair(\.extra))"
    return Text.fitting(["zeros " + text, text], in: width)
  }
}
