import Quiz

extension Summary {
  /// As a page of HTML that needs nothing else and prints in two columns.
  ///
  /// It is well-formed XML too.
  public var html: String {
    let body = lectures.map { lecture in
      "<h1>Lecture \(Self.escaped(lecture.title))</h1>\n"
        + lecture.questions.map(\.html).joined(separator: "\n")
    }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <title>Summary of all questions</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      \(body)
      </body>
      </html>
      """
  }

  static let style = """
    @page { size: A4; margin: 12mm; }
    body { font: 9.5pt/1.35 Georgia, serif; margin: 0 auto; max-width: 80em; column-gap: 2.5em;
      columns: 2; }
    h1 { font-size: 1.3em; column-span: all; margin: 1em 0 0.4em; border-bottom: 1px solid; }
    h2 { font-size: 1.1em; margin: 1.1em 0 0.2em; }
    h2 span { font-weight: normal; }
    h3 { font-size: 1em; margin: 0.6em 0 0.1em; }
    h1, h2, h3 { break-after: avoid; }
    p, ul { margin: 0.15em 0; }
    ul { padding-left: 1.3em; }
    .question { font-style: italic; }
    table { border-collapse: collapse; }
    td { vertical-align: top; padding: 0 0.6em 0 0; }
    td:first-child { text-align: right; white-space: nowrap; font-weight: bold; }
    pre { font: 6.6pt/1.1 "DejaVu Sans Mono", Menlo, Consolas, monospace; margin: 0.4em 0;
      break-inside: avoid; overflow-x: auto; }
    @media screen { body { padding: 1em; } }
    @media screen and (max-width: 60em) { body { columns: 1; } }
    """

  /// Text in which no character is taken for markup.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

extension Summary.Question {
  fileprivate var html: String {
    let escaped = Summary.escaped
    let rows = rubric.map { line in
      "<tr><td>\(Figures.points(line.points))</td><td>\(escaped(line.text))</td></tr>"
    }
    let parts = answer.map { part in
      "<h3>\(escaped(part.title))</h3>\n" + Self.html(part.lines)
    }
    let pictures = drawings.map { drawing in
      let name = drawing.name.prefix(1).uppercased() + drawing.name.dropFirst()
      return
        "<h3>\(escaped(name))</h3>\n<pre>\(escaped(drawing.rows.joined(separator: "\n")))</pre>"
    }
    return """
      <section>
      <h2>\(escaped(name)) \(escaped(title)) <span>[\(points)]</span></h2>
      <p class="question">\(escaped(wording))</p>
      <table>
      \(rows.joined(separator: "\n"))
      </table>
      \((parts + pictures).joined(separator: "\n"))
      </section>
      """
  }

  /// Paragraphs, lists and formulas; points that follow each other are one list.
  private static func html(_ lines: [Summary.Part.Line]) -> String {
    var html = ""
    var isList = false
    for line in lines {
      if case .point = line {
        if !isList { html += "<ul>\n" }
        isList = true
      } else if isList {
        html += "</ul>\n"
        isList = false
      }
      switch line {
      case .words(let words): html += "<p>\(Summary.escaped(words))</p>\n"
      case .point(let words): html += "<li>\(Summary.escaped(words))</li>\n"
      case .formula(let rows):
        html += "<pre>\(Summary.escaped(rows.joined(separator: "\n")))</pre>\n"
      }
    }
    return html + (isList ? "</ul>\n" : "")
  }
}
