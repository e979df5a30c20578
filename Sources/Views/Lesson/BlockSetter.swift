import Diagrams
import Experiments
import Lessons
import Quiz
import Screens

/// Sets the blocks of a lesson, each as a grid of the page's width.
struct BlockSetter {
  let width: Int
  let screen: Screen

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
    case .quiz(let items):
      RunningText(
        [
          .text(
            "\(items.count) \(items.count == 1 ? "card" : "cards") ask this question in parts; "),
          .code("d"), .text(" deals them."),
        ], glyphs: screen.glyphs
      ).grid(width: width)
    case .show: nil
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
    let inner = BlockSetter(width: max(width - indent, 8), screen: screen)
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
}
