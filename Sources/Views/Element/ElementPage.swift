import Diagrams
import Networks
import Screens
import Tensors

/// An opened element on the sheet: the ways as tabs, pictures, products, equation and sentence.
struct ElementPage {
  let element: Element
  /// Where one is: lesson, block.
  let path: [String]
  let seed: UInt64

  func draw(_ hints: [Hint], in screen: Screen) -> Grid {
    var page = Page(screen)
    let sum = element.sum
    let name = ElementNames(element, on: screen.glyphs).text(
      element.label(element.quantity), element)
    page.title(path + [element.node.id, name], state)
    drawTabs(on: &page)
    let isAiry = screen.size.height >= 34
    let top = isAiry ? 3 : 2
    let below = ReadingZone.height(on: screen.size)
    var room = Size(screen.size.width - 2, screen.size.height - 1 - below - top)
    if let verification = element.verification {
      let lines = verification.lines(width: room.width, on: screen.glyphs).prefix(3)
      room.height -= lines.count
      for (row, line) in lines.enumerated() {
        page.grid.write(line, at: Position(1, top + room.height + row), Style(.notice))
      }
    }
    let body = body(sum, in: room, screen)
    page.grid.paste(body.grid, at: Position(1, top))
    page.grid.cursor = body.cursor?.moved(1, top)
    readingZone(sum).draw(on: &page)
    page.footer(hints)
    return page.grid
  }

  private func body(
    _ sum: ElementSum, in size: Size, _ screen: Screen
  ) -> (grid: Grid, cursor: Position?) {
    if let sweep = element.sweep { return sweep.draw(element, in: size, screen) }
    let trace = element.walk.trace
    if let ways = trace.inputGradient(element.quantity, of: element.node) {
      switch element.way {
      case .gather: break
      case .scatter: return ScatterPage(element: element, ways: ways).draw(in: size, screen)
      case .insertion:
        return InsertionPage(element: element, ways: ways, sum: sum).draw(in: size, screen)
      case .matrix: return MatrixPage(element: element, ways: ways, sum: sum).draw(in: size, screen)
      }
    }
    if element.way == .scatter,
      let patches = trace.kernelGradient(element.quantity, of: element.node)
    {
      return PatchPage(element: element, patches: patches).draw(in: size, screen)
    }
    return GatherPage(element: element, sum: sum).draw(in: size, screen)
  }

  private var tabs: [Tab] {
    let ways = element.ways
    return ways.map { ($0 == .gather && ways.count == 1 ? "products" : $0.rawValue, 0) }
  }

  /// The element after a click on a way, a cell of what is wanted, or a product.
  func clicked(at position: Position, in screen: Screen) -> Element {
    var other = element
    let open = element.ways.firstIndex(of: element.way) ?? 0
    if position.row == 1 {
      if let index = Tabs.index(at: position.column, of: tabs, open: open) {
        other.turn(to: element.ways[index])
      }
      return other
    }
    func cursor(_ change: (inout Element) -> Void) -> Position? {
      var shown = element
      change(&shown)
      return ElementPage(element: shown, path: path, seed: seed).draw([], in: screen).cursor
    }
    let finder = CellFinder(
      chosen: element.cell, shape: element.wanted.shape,
      axes: CellAxes(element.wanted.shape, isParameter: element.quantity.isOfParameter)
    ) { cell in
      cursor {
        $0.choose(cell)
        $0.enter(.cells)
      }
    }
    if let cell = finder.cell(at: position) {
      other.choose(cell)
      other.enter(.cells)
      return other
    }
    let reach = max(0, element.running - 12)..<min(element.count, element.running + 13)
    let product = reach.first { index in
      cursor {
        $0.enter(.products)
        $0.run(to: index)
      }?.row == position.row
    }
    if let product {
      other.enter(.products)
      other.run(to: product)
    }
    return other
  }

  /// The ways at the left, what can be opened at the right, `▸` before the ones that are.
  private func drawTabs(on page: inout Page) {
    let ways = element.ways
    page.tabs(tabs, open: ways.firstIndex(of: element.way) ?? 0)
    guard element.quantities.count > 1 else { return }
    var column = page.width - 2
    for (index, quantity) in element.quantities.enumerated().reversed() {
      let isOpen = index == element.chosen
      let text = (isOpen ? " ▸" : " ") + element.label(quantity) + " "
      column -= text.unicodeScalars.count
      let isFocus = isOpen && element.pane == .cells
      page.grid.write(
        text, at: Position(column, 1), Style(isFocus ? .focus : isOpen ? .heading : .quiet))
      column -= 1
    }
  }

  private var state: String {
    let noun = element.way == .scatter ? "stamp" : "product"
    let count = element.count
    let seed = "seed \(seed)"
    return count == 0 ? seed : "\(noun) \(element.running + 1) of \(count) · \(seed)"
  }

  private func readingZone(_ sum: ElementSum) -> ReadingZone {
    let words = ElementWords(element: element, sum: sum)
    return ReadingZone(equation: words.equation, words: words.sentence) { width in
      dots(width: width)
    }
  }

  /// One dot a product: those that are added, the running one, those to come.
  private func dots(width: Int) -> Grid {
    var grid = Grid(Size(width, 1))
    let count = element.count
    guard count > 0 else { return grid }
    let noun = element.way == .scatter ? "stamp" : "product"
    var column = grid.write(noun + " ", at: Position(0, 0))
    guard column + count <= width else {
      grid.write("\(element.running + 1)/\(count)", at: Position(column, 0))
      return grid
    }
    for index in 0..<count {
      let cell =
        index == element.running
        ? Cell("◉", Style(.focus))
        : index < element.running
          ? Cell("●", Style(element.quantity.isGradient ? .backward : .forward))
          : Cell("○", Style(.upcoming))
      grid[column, 0] = cell
      column += 1
    }
    return grid
  }
}

extension Element {
  /// How the formulas call a quantity: `dx`, `dK`, `y`.
  func label(_ quantity: Quantity) -> String {
    switch quantity {
    case .output: "y"
    case .outputGradient: "d" + (node.index == 0 ? "x" : " \(node.id)")
    case .inputGradient(let input):
      node.inputs.count > 1 ? "d " + walk.graph.nodes[node.inputs[input]].id : "dx"
    case .parameterGradient("weight"): isDense ? "dW" : "dK"
    case .parameterGradient(let name): "d" + name
    case .mean, .variance: quantity.name
    }
  }
  /// Whether its weights are a matrix, not a kernel.
  var isDense: Bool { node.parameters.first?.shape.rank == 2 }
  /// Images that run together.
  var images: Int { walk.trace.outputs[0].shape[0] }
}
