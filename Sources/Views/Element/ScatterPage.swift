import Diagrams
import Networks
import Screens
import Tensors

/// What is wanted fills up, stamp by stamp: every output gradient stamps the whole kernel.
struct ScatterPage {
  let element: Element
  let ways: InputGradient

  private var cell: [Int] { element.cell }
  private var count: Int { element.running + 1 }

  func draw(in size: Size, _ screen: Screen) -> (grid: Grid, cursor: Position?) {
    let stamp = ways.stamp(element.running, image: cell[0], channel: cell[3])
    let now = ways.landed(after: count, image: cell[0], channel: cell[3])
    let end = ways.landed(after: ways.stampCount, image: cell[0], channel: cell[3])
    // one scale from the first stamp to the last, so that colours do not change under a stamp
    let scale = ColorScale(of: end.values, ways.given)
    let channels = ways.givenChannels(of: cell[3])
    let sign = channels.count == 1 ? "" : screen.glyphs.isPlain ? "sum " : "Σ "
    let lines = account(now.values, stamp, width: size.width - 1, screen.glyphs)
    return Blocks.page(in: size, screen, lines: lines) { form in
      var wanted = PlaneBlock(
        "\(wantedName) \(ways.plan.input[0])×\(ways.plan.input[1]), so far", now.values,
        scale: scale)
      wanted.form = form
      wanted.marks = footprint(of: stamp)
      wanted.marks[cell[1], cell[2]] = .chosen
      wanted.focus = (cell[1], cell[2])
      var given = PlaneBlock(givenName, plane(of: channels.lowerBound), scale: scale)
      given.form = form
      given.marks[stamp.row, stamp.column] = .product
      var stamped = PlaneBlock(
        "stamp = \(sign)\(givenSymbol)[\(stamp.row),\(stamp.column)] · K", stamp.values,
        scale: scale)
      stamped.form = form == .halfBlocks ? .cells : form
      if let tap = tap(of: stamp) { stamped.marks[tap.m, tap.n] = .product }
      if screen.size.height >= 34 { stamped.note = landing(of: stamp) }
      return [
        wanted.block(on: screen), given.block(on: screen),
        CountBlock(title: "stamps", counts: now.stamps).block(on: screen),
        stamped.block(on: screen),
        CountBlock(title: "in the end", counts: end.stamps).block(on: screen),
      ]
    }
  }

  private var isTransposed: Bool { element.quantity == .output }
  private var wantedName: String { isTransposed ? "y" : "dx" }
  private var givenSymbol: String { isTransposed ? "x" : "G" }
  private var givenName: String {
    let channels = ways.givenChannels(of: cell[3])
    let place = channels.count == 1 ? "" : ", channel \(channels.lowerBound) of \(channels.count)"
    return (isTransposed ? "x" : "G = ∂L/∂y") + place
  }

  private func plane(of channel: Int) -> Tensor<Double> {
    let (rows, columns) = (ways.plan.output[0], ways.plan.output[1])
    return Tensor(
      Shape(rows, columns),
      (0..<rows * columns).map { ways.given[[cell[0], $0 / columns, $0 % columns, channel]] })
  }
  private func footprint(of stamp: InputGradient.Stamp) -> Marks {
    var marks = Marks()
    for m in 0..<ways.rows.kernel {
      for n in 0..<ways.columns.kernel {
        let row = stamp.top + m * ways.rows.dilation
        let column = stamp.left + n * ways.columns.dilation
        guard 0..<ways.plan.input[0] ~= row, 0..<ways.plan.input[1] ~= column else { continue }
        marks[row, column] = .participant
      }
    }
    return marks
  }

  /// The tap through which a stamp reaches the chosen cell.
  private func tap(of stamp: InputGradient.Stamp) -> (m: Int, n: Int)? {
    let (down, across) = (cell[1] - stamp.top, cell[2] - stamp.left)
    guard down >= 0, across >= 0, down % ways.rows.dilation == 0,
      across % ways.columns.dilation == 0
    else { return nil }
    let (m, n) = (down / ways.rows.dilation, across / ways.columns.dilation)
    return m < ways.rows.kernel && n < ways.columns.kernel ? (m, n) : nil
  }

  /// `lands on rows 1–3, columns 3–5`.
  private func landing(of stamp: InputGradient.Stamp) -> String {
    func range(_ start: Int, _ axis: Window.Axis, _ extent: Int) -> String {
      let (first, last) = (max(start, 0), min(start + axis.span, extent) - 1)
      if first > last { return " none" }
      return first == last ? " \(first)" : "s \(first)–\(last)"
    }
    let rows = range(stamp.top, ways.rows, ways.plan.input[0])
    let columns = range(stamp.left, ways.columns, ways.plan.input[1])
    return "lands on row\(rows), column\(columns)"
  }

  /// The chosen cell before, with and after this stamp, and what is still to come.
  private func account(
    _ values: Tensor<Double>, _ stamp: InputGradient.Stamp, width: Int, _ glyphs: GlyphTier
  ) -> [String] {
    let number = { (x: Double) in Numbers.fixed(x, on: glyphs) }
    let before = ways.landed(after: element.running, image: cell[0], channel: cell[3]).values
    let part = tap(of: stamp).map { stamp.values[[$0.m, $0.n]] } ?? 0
    let name = "\(wantedName)[\(cell[1]),\(cell[2])]"
    let first =
      "\(name)   \(number(before[[cell[1], cell[2]]])) before   \(number(part)) this stamp   "
      + "\(number(values[[cell[1], cell[2]]])) now"
    let rest = (count..<max(ways.stampCount, count)).compactMap { ordinal -> String? in
      let later = ways.stamp(ordinal, image: cell[0], channel: cell[3])
      return tap(of: later).map {
        "\(givenSymbol)[\(later.row),\(later.column)] · K[\($0.m),\($0.n)]"
      }
    }
    guard !rest.isEmpty else { return [first, "complete: \(number(element.wanted[cell]))"] }
    let spellings = (1...min(rest.count, 3)).reversed().map { shown in
      let more = rest.count > shown ? " and \(rest.count - shown) more" : ""
      return "still to come: " + rest.prefix(shown).joined(separator: ", ") + more
    }
    return [first, Text.fitting(spellings, in: width)]
  }
}
