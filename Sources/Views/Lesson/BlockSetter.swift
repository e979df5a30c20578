import Diagrams
import Experiments
import Lessons
import Networks
import Quiz
import Screens

/// Sets the blocks of a lesson, each as a grid of the page's width.
struct BlockSetter {
  let reading: Reading
  let width: Int
  let screen: Screen
  let chosenFigure: Int?
  /// Whether live things run in a panel beside the page, so that the page only names them.
  let showsPanel: Bool
  /// How many lines of each proof are uncovered; the first one where nothing is said.
  var uncovered: [Int: Int] = [:]

  func heading(_ inlines: [Inline], level: Int) -> Grid {
    RunningText(inlines, style: Style(level == 1 ? .title : .heading), glyphs: screen.glyphs)
      .grid(width: width)
  }

  var invitation: Grid {
    var grid = RunningText(
      [.text("Try it now: write the answer down from memory, then compare.")],
      glyphs: screen.glyphs
    ).grid(width: width)
    let hint = RunningText([.code("a"), .text(" opens the answer")], glyphs: screen.glyphs)
      .grid(width: width)
    grid = Grid(stacking: [grid, hint], width: width)
    return grid
  }

  /// A block as rows; nothing where it has no words of its own.
  func grid(_ block: MarkdownBlock) -> Grid? {
    switch block.content {
    case .heading(let level, let inlines): heading(inlines, level: level)
    case .paragraph(let inlines): RunningText(inlines, glyphs: screen.glyphs).grid(width: width)
    case .list(let list): self.list(list)
    case .table(let table): TableSetter(table, glyphs: screen.glyphs).grid(width: width)
    case .quote(let blocks): indented(blocks, by: 4)
    case .code(_, let text), .definitions(let text): code(text)
    case .rule: Grid(lines: [String(repeating: "─", count: width)], style: Style(.quiet))
    case .formula(let latex): formula(latex)
    case .rubric(let lines): rubric(lines)
    case .show, .quiz: nil
    }
  }

  private func list(_ list: MarkdownList) -> Grid {
    var parts: [Grid] = []
    for (index, item) in list.items.enumerated() {
      if index > 0, !list.isTight { parts.append(Grid(Size(width, 1))) }
      let mark = list.start.map { "\($0 + index)." } ?? "·"
      let indent = list.start == nil ? 2 : String((list.start ?? 1) + list.items.count).count + 2
      var grid = indented(item, by: indent, isTight: list.isTight)
      grid.write(mark, at: Position(0, 0))
      parts.append(grid)
    }
    return Grid(stacking: parts, width: width)
  }

  private func indented(_ blocks: [MarkdownBlock], by indent: Int, isTight: Bool = false) -> Grid {
    let inner = BlockSetter(
      reading: reading, width: max(width - indent, 8), screen: screen, chosenFigure: chosenFigure,
      showsPanel: showsPanel)
    var parts: [Grid] = []
    for grid in blocks.compactMap(inner.grid) {
      if !parts.isEmpty, !isTight { parts.append(Grid(Size(inner.width, 1))) }
      parts.append(grid)
    }
    let body = Grid(stacking: parts, width: inner.width)
    var grid = Grid(Size(width, max(body.size.height, 1)))
    grid.paste(body, at: Position(indent, 0))
    return grid
  }

  private func code(_ text: String) -> Grid {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var grid = Grid(Size(width, lines.count))
    for (row, line) in lines.enumerated() {
      grid.write(Text.clipped(line, to: width - 4), at: Position(4, row), Style(.term))
    }
    return grid
  }

  /// Centred, in two dimensions, broken before its signs where it is too wide; as running text
  /// only where even that does not fit.
  private func formula(_ latex: String) -> Grid {
    guard let formula = try? Formula(latex) else { return code(latex) }
    let drawing = formula.drawing(width: width, ascii: screen.glyphs.isPlain).grid
    guard drawing.size.width <= width else {
      return RunningText([.formula(latex)], glyphs: screen.glyphs).grid(width: width)
    }
    var grid = Grid(Size(width, drawing.size.height))
    grid.paste(drawing, at: Position((width - drawing.size.width) / 2, 0))
    return grid
  }

  private func rubric(_ lines: [RubricLine]) -> Grid {
    let parts = lines.map { line in
      let flow = RunningText([.text(line.text)], glyphs: screen.glyphs).grid(width: width - 8)
      var grid = Grid(Size(width, flow.size.height))
      grid.write("[ ]", at: Position(0, 0))
      grid.write(Numbers.wide(line.points, on: screen.glyphs), endingAt: width, row: 0)
      grid.paste(flow, at: Position(4, 0))
      return grid
    }
    return Grid(stacking: parts, width: width)
  }

  /// A live thing: its picture, and beside it what can be done with it.
  func figure(_ index: Int) -> Grid {
    let figure = reading.figures[index]
    let isChosen = chosenFigure == index
    switch figure.content {
    case .diagram(let network):
      return picture(of: network, isChosen: isChosen, steps: network.graph.steps.count)
    case .walk(let request, let walk):
      guard showsPanel || request.start != nil else {
        return picture(of: walk.network, isChosen: isChosen, steps: walk.steps.count)
      }
      let start = request.start.map { ", from \($0)" } ?? ""
      return line(
        "step \(walk.network.line) on \(walk.network.input)\(start)", isChosen,
        "\(walk.steps.count) steps")
    case .count(let network):
      let cost = CountTable(network)
      return line(
        "\(network.line) on \(network.input)", isChosen,
        "\(Numbers.count(cost.parameters)) parameters, "
          + "\(Numbers.millions(cost.multiplyAdds)) M multiply-adds")
    case .training(let request, let network):
      return line(
        "train \(network.line)" + (request.compared.map { " with \($0)" } ?? ""), isChosen,
        "Enter opens it")
    case .experiment(let experiment):
      return line("experiment: \(experiment.title)", isChosen, "Enter opens it")
    case .proof(let proof):
      return ProofSetter(width: width, glyphs: screen.glyphs)
        .grid(proof, uncovered: uncovered[index] ?? 1, isChosen: isChosen)
    case .words(let words):
      return RunningText([.text(words)], style: Style(.notice), glyphs: screen.glyphs).grid(
        width: width)
    }
  }

  private func line(_ name: String, _ isChosen: Bool, _ value: String) -> Grid {
    // the value stands below a name that leaves it no room
    let isShort = name.unicodeScalars.count + value.unicodeScalars.count + 5 <= width
    let lines = isShort ? [name] : Text.wrapped(name, to: width - 2)
    var grid = Grid(Size(width, lines.count + (isShort ? 0 : 1)))
    grid.write(isChosen ? "▸ " : "  ", at: Position(0, 0), isChosen ? Style(.focus) : .text)
    var end = 0
    for (row, text) in lines.enumerated() {
      end = grid.write(text, at: Position(2, row), Style(isChosen ? .focus : .term))
    }
    grid.write(value, at: isShort ? Position(end + 3, 0) : Position(4, lines.count))
    if isChosen { grid.cursor = Position(0, 0) }
    return grid
  }

  private func picture(of network: Network, isChosen: Bool, steps: Int) -> Grid {
    let caption = ["\(network.line)", "on \(network.input)"]
    let act = "step through it    \(steps) steps"
    let side = max(caption.map(\.unicodeScalars.count).max() ?? 0, act.unicodeScalars.count + 2)
    let room = width - side - 4
    let diagram = Diagram(
      network,
      options: Diagram.Options(width: room >= 34 ? room : width, isGathered: true))
    let isBeside = diagram.size.width <= room
    let drawn = diagram.draw()
    var grid = Grid(
      Size(width, isBeside ? max(drawn.size.height, 5) : drawn.size.height + 4))
    grid.paste(drawn, at: Position(isBeside ? 1 : 0, isBeside ? 0 : 4))
    let column = isBeside ? diagram.size.width + 4 : 0
    for (row, text) in caption.enumerated() {
      grid.write(Text.clipped(text, to: width - column), at: Position(column, row), Style(.term))
    }
    grid.write(
      (isChosen ? "▸ " : "  ") + act, at: Position(column, 3),
      isChosen ? Style(.focus) : Style.text)
    if isChosen { grid.cursor = Position(column, 3) }
    return grid
  }
}
