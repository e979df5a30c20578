import Diagrams
import Lessons
import Screens

/// Sets a proof: the lines that are uncovered, each with its numbers, and what Enter does.
struct ProofSetter {
  let width: Int
  let glyphs: GlyphTier

  func grid(_ proof: Proof, uncovered: Int, isChosen: Bool) -> Grid {
    let shown = min(max(uncovered, 1), proof.lines.count)
    var parts = [title(proof, shown: shown, isChosen: isChosen)]
    for line in proof.lines.prefix(shown) {
      parts.append(Grid(Size(width, 1)))
      parts += rows(of: line)
    }
    let grid = Grid(stacking: parts, width: width)
    guard isChosen else { return grid }
    var chosen = grid
    chosen.cursor = Position(0, 0)
    return chosen
  }

  private func title(_ proof: Proof, shown: Int, isChosen: Bool) -> Grid {
    let style = Style(isChosen ? .focus : .term)
    var text = RunningText(
      [.text("\(isChosen ? "▸" : " ") proof: \(proof.title)")], style: style, glyphs: glyphs
    ).grid(width: width)
    let act =
      shown < proof.lines.count
      ? "line \(shown) of \(proof.lines.count), Enter shows the next" : "complete"
    let row = Grid(lines: ["    " + act], style: Style(.quiet))
    text = Grid(stacking: [text, row], width: width)
    return text
  }

  /// The formula, why it holds, and both sides in numbers.
  private func rows(of line: Proof.Line) -> [Grid] {
    var formula = Grid(Size(width, 1))
    if let read = try? Formula(line.formula) {
      let drawing = read.drawing(width: width - 4, ascii: glyphs.isPlain).grid
      formula = Grid(Size(width, drawing.size.height))
      formula.paste(drawing, at: Position(4, 0))
    } else {
      formula.write(Text.clipped(line.formula, to: width - 4), at: Position(4, 0))
    }
    let numbers = [line.left, line.right].map { Numbers.fixed($0, decimals: 6, on: glyphs) }
    let sign = numbers[0] == numbers[1] ? "=" : glyphs.isPlain ? "~" : "≈"
    var check = Grid(Size(width, 1))
    let end = check.write(
      "\(numbers[0]) \(sign) \(numbers[1]) ", at: Position(6, 0), Style(.quiet))
    check.write(
      line.holds ? "✓" : "✗", at: Position(end, 0), Style(line.holds ? .right : .wrong))
    guard !line.reason.isEmpty else { return [formula, check] }
    let reason = RunningText([.text(line.reason)], glyphs: glyphs).grid(width: width - 6)
    var indented = Grid(Size(width, reason.size.height))
    indented.paste(reason, at: Position(6, 0))
    return [formula, indented, check]
  }
}
