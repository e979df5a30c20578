import Diagrams
import Networks
import Screens
import Training

/// The page of one weight's update: what is given, the rule with symbols and with numbers, the sum
/// of its terms, and what the loss says.
struct WeightUpdatePage {
  let weight: WeightUpdate
  let path: [String]

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    let name = weight.item.name
    let place = "[" + weight.index.map(String.init).joined(separator: ", ") + "]"
    page.title(path + [name], "update \(weight.pass.step) · \(weight.pass.optimizer.name)")
    page.rule(row: 1)
    guard let account = weight.account else { return page.grid }
    page.grid.write("\(name)\(place)", at: Position(1, 2), Style(.heading))
    page.grid.cursor = Position(1, 2)
    let lines = lines(of: account, width: page.width - 4, on: screen.glyphs)
    let room = Self.room(in: screen)
    let first = min(weight.top, max(lines.count - room, 0))
    for (row, line) in lines.dropFirst(first).prefix(room).enumerated() {
      page.grid.write(line.text, at: Position(2, 4 + row), Style(line.role))
    }
    let hidden = lines.count - first - room
    if hidden > 0 {
      page.grid.write("\(hidden) more below", endingAt: page.width - 1, row: 2, Style(.notice))
    }
    page.footer(weight.hints)
    return page.grid
  }

  private static func room(in screen: Screen) -> Int { screen.size.height - 5 }

  /// The first line that can stand at the top.
  func lastTop(in screen: Screen) -> Int {
    guard let account = weight.account else { return 0 }
    let lines = lines(of: account, width: screen.size.width - 4, on: screen.glyphs)
    return max(lines.count - Self.room(in: screen), 0)
  }

  private typealias Line = (text: String, role: Role)

  private func lines(
    of account: UpdateAccount, width: Int, on glyphs: GlyphTier
  ) -> [Line] {
    var lines: [Line] = []
    func add(_ text: String, _ role: Role = .text) {
      for line in Text.lines(text, in: width) { lines.append((line, role)) }
    }
    for line in account.lines {
      let symbol = written(line.symbol, on: glyphs)
      guard let formula = line.formula else {
        let value = number(line.value, on: glyphs)
        add("\(padded(symbol)) \(value)  \(line.meaning)")
        continue
      }
      add("\(padded(symbol)) = \(written(formula, on: glyphs))", .term)
      let numbers = account.instance(of: line) { "\\text{\(number($0, on: glyphs))}" } ?? ""
      add(
        "\(padded("")) = \(written(numbers, on: glyphs)) = \(number(line.value, on: glyphs))",
        line.symbol == "w'" ? .heading : .text)
    }
    lines.append(("", .text))
    let terms = account.terms.map { term in
      term.factors.map { factor in
        let text = number(factor.value, on: glyphs)
        return factor.value < 0 ? "(\(text))" : text
      }.joined(separator: glyphs.isPlain ? "*" : "·")
    }
    add("as a sum  " + terms.joined(separator: " + ") + " = \(number(account.total, on: glyphs))")
    lines += verdict(width: width, on: glyphs)
    return lines
  }

  private func verdict(width: Int, on glyphs: GlyphTier) -> [Line] {
    let ask = "v asks the loss whether it falls along this weight as the gradient says."
    guard let verdict = weight.verdict else { return Self.set(ask, .quiet, width: width) }
    let difference = verdict.difference
    let minus = glyphs.isPlain ? "-" : "−"
    let slope =
      "(L(w+h) \(minus) L(w\(minus)h)) / 2h = \(number(difference.measured, on: glyphs)) with h = "
      + "\(Numbers.wide(difference.step, on: glyphs)); the gradient is "
      + "\(number(difference.computed, on: glyphs))."
    let kink =
      difference.crossesKink ? " A ReLU or a pool changes its mind within h." : ""
    return Self.set(slope + kink + " " + sentence(verdict, on: glyphs), .text, width: width)
  }

  /// A paragraph after an empty line.
  private static func set(_ text: String, _ role: Role, width: Int) -> [Line] {
    var lines: [Line] = [("", .text)]
    for line in Text.wrapped(text, to: width) { lines.append((line, role)) }
    return lines
  }

  /// What moving this weight alone does, beside what its gradient promises.
  private func sentence(_ verdict: LossVerdict, on glyphs: GlyphTier) -> String {
    let numbers = [verdict.growth, verdict.promised].map { Numbers.significant($0, on: glyphs) }
    guard verdict.distance != 0 else { return "The weight does not move." }
    let deed =
      verdict.growth < 0 ? "falls" : verdict.growth > 0 ? "rises" : "stays as it is"
    let judgement =
      (verdict.growth < 0) == (verdict.promised < 0)
      ? "as the gradient says" : "against what the gradient says"
    return "Moved by itself to w', the loss \(deed), \(judgement): by \(numbers[0]), where slope "
      + "times distance promises \(numbers[1])."
  }

  private func number(_ x: Double, on glyphs: GlyphTier) -> String {
    guard abs(x) < 1e6 else { return Numbers.significant(x, on: glyphs) }
    if x == x.rounded() { return Numbers.fixed(x, decimals: 0, on: glyphs) }
    guard abs(x) >= 0.001 else { return Numbers.significant(x, on: glyphs) }
    // what has few decimals is written with them: 0.9
    let text = Numbers.fixed(x, decimals: 6, on: glyphs)
    return String(text.reversed().drop { $0 == "0" }.reversed())
  }
  private func padded(_ symbol: String) -> String {
    symbol + String(repeating: " ", count: max(3 - symbol.unicodeScalars.count, 0))
  }
  private func written(_ formula: String, on glyphs: GlyphTier) -> String {
    (try? Formula(formula))?.line(ascii: glyphs.isPlain).text ?? formula
  }
}
