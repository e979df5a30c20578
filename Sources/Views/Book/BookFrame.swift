import Diagrams

/// What every page of a book has around its text: head, style, and the way to its neighbours.
struct BookFrame {
  let title: String
  /// The pages before and after it, where there are some.
  let before: String?
  let after: String?

  /// A whole page; it is well-formed XML too.
  func html(around body: String) -> String {
    let links = [
      before.map { "<a rel=\"prev\" href=\"\(Escapes.markup($0))\">previous</a>" },
      "<a href=\"index.html\">all questions</a>",
      after.map { "<a rel=\"next\" href=\"\(Escapes.markup($0))\">next</a>" },
    ].compactMap { $0 }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(Escapes.markup(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <nav aria-label="Pages">
      \(links)
      </nav>
      <main>
      \(body)
      </main>
      </body>
      </html>

      """
  }

  static let style = """
    :root { color-scheme: light dark; --ink: #1c1c1c; --paper: #ffffff; --quiet: #5a5a5a;
      --line: #c8c8c8; --link: #0b5cad; --panel: #f3f3f3; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e4e4e4; --paper: #16181b;
      --quiet: #a9a9a9; --line: #44484d; --link: #8ab8f0; --panel: #20242a; } }
    body { font: 1.05rem/1.55 Georgia, serif; color: var(--ink); background: var(--paper);
      margin: 0 auto; max-width: 46rem; padding: 1rem; overflow-wrap: break-word; }
    a { color: var(--link); }
    nav { display: flex; flex-wrap: wrap; gap: 1.2rem; font-size: 0.95rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.3rem; margin-top: 2rem; }
    h3 { font-size: 1.1rem; } h4 { font-size: 1rem; }
    blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
    table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top;
      padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid var(--line); }
    .wide { overflow-x: auto; } .center { text-align: center; } .right { text-align: right; }
    pre { font: 0.8rem/1.25 "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-x: auto;
      background: var(--panel); padding: 0.6rem; }
    pre.step { white-space: pre-wrap; }
    code { font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.88em; }
    math[display="block"] { margin: 0.8rem 0; }
    figure { margin: 1.2rem 0; } figure svg { max-width: 100%; height: auto; }
    figcaption, small, .note { color: var(--quiet); font-size: 0.95rem; }
    details { margin: 0.4rem 0; } summary { cursor: pointer; color: var(--link); }
    .card { border-top: 1px solid var(--line); padding: 0.6rem 0; }
    input { font: inherit; width: 100%; box-sizing: border-box; padding: 0.4rem;
      color: var(--ink); background: var(--panel); border: 1px solid var(--line); }
    [hidden] { display: none; }
    @media print { nav { display: none; } details { display: block; } }
    """
}
