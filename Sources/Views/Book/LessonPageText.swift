import Diagrams
import Lessons
import Quiz
import Study

/// A lesson's page of a book: its text, formulas as MathML, live things as pictures, answers folded.
struct LessonPageText {
  private let reading: Reading
  private let cards: [String: AnkiDeck.Note]
  /// The pages of the lessons' files.
  private let links: [String: String]

  init(_ reading: Reading, _ cards: [String: AnkiDeck.Note], links: [String: String]) {
    self.reading = reading
    self.cards = cards
    self.links = links
  }

  var html: String {
    var figures = reading.figures[...]
    return reading.lesson.blocks.enumerated().map { place, block in
      html(block, id: " id=\"b\(place)\"", &figures)
    }.joined(separator: "\n")
  }

  private func html(
    _ block: MarkdownBlock, id: String = "", _ figures: inout ArraySlice<Figure>
  ) -> String {
    switch block.content {
    case .heading(let level, let words):
      let level = min(level, 6)
      return "<h\(level)\(id)>\(text(words))</h\(level)>"
    case .paragraph(let words): return "<p\(id)>\(text(words))</p>"
    case .list(let list):
      let tag = list.start == nil ? "ul" : "ol"
      let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
      let items = list.items.map { item in
        "<li>" + item.map { self.item($0, isTight: list.isTight, &figures) }.joined(separator: "\n")
          + "</li>"
      }
      return "<\(tag)\(id)\(start)>\n\(items.joined(separator: "\n"))\n</\(tag)>"
    case .table(let table): return self.table(table, id)
    case .quote(let blocks):
      return "<blockquote\(id)>\(blocks.map { html($0, &figures) }.joined(separator: "\n"))"
        + "</blockquote>"
    case .code(_, let text), .definitions(let text):
      return "<pre\(id)><code>\(Escapes.markup(text))</code></pre>"
    case .rule: return "<hr\(id)/>"
    case .formula(let latex):
      return "<div\(id) class=\"wide\">\(formula(latex, isDisplayed: true))</div>"
    case .show(let directives):
      let shown = figures.prefix(directives.count)
      figures = figures.dropFirst(directives.count)
      return "<div\(id)>\n" + shown.map { FigureText(figure: $0).html }.joined(separator: "\n")
        + "\n</div>"
    case .quiz(let items):
      return "<div\(id)>\n" + items.compactMap { card($0) }.joined(separator: "\n") + "\n</div>"
    case .rubric(let lines): return rubric(lines, id)
    }
  }

  /// A paragraph of a tight list has no room around it.
  private func item(
    _ block: MarkdownBlock, isTight: Bool, _ figures: inout ArraySlice<Figure>
  ) -> String {
    if isTight, case .paragraph(let words) = block.content { return text(words) }
    return html(block, &figures)
  }

  private func table(_ table: MarkdownTable, _ id: String) -> String {
    func row(_ cells: [[Inline]], _ tag: String, _ attribute: String) -> String {
      "<tr>"
        + zip(cells, table.alignments).map { cell, alignment in
          let kind =
            switch alignment {
            case .left: ""
            case .center: " class=\"center\""
            case .right: " class=\"right\""
            }
          return "<\(tag)\(attribute)\(kind)>\(text(cell))</\(tag)>"
        }.joined() + "</tr>"
    }
    return """
      <div\(id) class="wide"><table>
      <thead>\(row(table.header, "th", " scope=\"col\""))</thead>
      <tbody>
      \(table.rows.map { row($0, "td", "") }.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }

  private func rubric(_ lines: [RubricLine], _ id: String) -> String {
    let rows = lines.map { line in
      "<tr><td class=\"right\">\(Figures.points(line.points))</td>"
        + "<td>\(Escapes.markup(line.text))</td></tr>"
    }
    return """
      <table\(id)>
      <thead><tr><th scope="col">points</th><th scope="col">for</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }

  /// An item as it is dealt in a deck, its answer folded; cells are worked out in the explorer.
  private func card(_ item: QuizItem) -> String? {
    cards[item.id].map { note in
      """
      <div class="card">
      <div>\(note.front.replacing("<br>", with: "<br/>"))</div>
      <details><summary>Answer</summary>
      <div>\(note.back.replacing("<br>", with: "<br/>"))</div>
      </details>
      </div>
      """
    }
  }

  // MARK: Running text

  private func text(_ inlines: [Inline]) -> String { inlines.map(text).joined() }

  private func text(_ inline: Inline) -> String {
    switch inline {
    case .text(let words): Escapes.markup(words)
    case .emphasis(let inlines): "<em>\(text(inlines))</em>"
    case .strong(let inlines): "<strong>\(text(inlines))</strong>"
    case .code(let words): "<code>\(Escapes.markup(words))</code>"
    case .link(let inlines, let destination): link(text(inlines), destination)
    case .formula(let latex): formula(latex, isDisplayed: false)
    case .lineBreak: "<br/>"
    }
  }

  /// Links lead to other lessons or to the web; what else a lesson may name is not followed.
  private func link(_ words: String, _ destination: String) -> String {
    let isWeb = destination.hasPrefix("https://") || destination.hasPrefix("http://")
    guard let target = links[destination] ?? (isWeb ? destination : nil) else { return words }
    return "<a href=\"\(Escapes.markup(target))\">\(words)</a>"
  }

  private func formula(_ latex: String, isDisplayed: Bool) -> String {
    if let formula = try? Formula(latex) { return formula.mathML(isDisplayed: isDisplayed) }
    return "<code>\(Escapes.markup(latex))</code>"
  }
}
