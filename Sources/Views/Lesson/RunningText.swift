import Diagrams
import Lessons
import Screens

/// Running text set in lines of a width: words keep their looks, lines break between them.
struct RunningText {
  /// A word and how it looks; `isGlued` where no blank stands before it.
  private struct Word {
    var text: String
    let style: Style
    let isGlued: Bool
  }

  private var words: [Word] = []
  private var endsInBlank = true
  private let glyphs: GlyphTier

  init(_ inlines: [Inline], style: Style = .text, glyphs: GlyphTier) {
    self.glyphs = glyphs
    for inline in inlines { append(inline, style) }
  }

  private mutating func append(_ inline: Inline, _ style: Style) {
    switch inline {
    case .text(let text): append(text, style)
    case .code(let text): append(text, Style(.term))
    case .formula(let latex):
      append((try? Formula(latex))?.line(ascii: glyphs.isPlain).text ?? latex, style)
    case .emphasis(let inner):
      var underlined = style
      underlined.isUnderlined = true
      for inline in inner { append(inline, underlined) }
    case .strong(let inner):
      for inline in inner { append(inline, Style(.heading)) }
    case .link(let inner, _):
      for inline in inner { append(inline, style) }
    case .lineBreak: endsInBlank = true
    }
  }

  private mutating func append(_ text: String, _ style: Style) {
    var isGlued = !endsInBlank
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      if part.isEmpty {
        isGlued = false
        continue
      }
      words.append(Word(text: String(part), style: style, isGlued: isGlued))
      isGlued = false
    }
    endsInBlank = text.last == " " || (text.isEmpty && endsInBlank)
  }

  /// The width of the text in one line.
  var length: Int {
    words.enumerated().reduce(0) { sum, word in
      sum + word.element.text.unicodeScalars.count
        + (word.element.isGlued || word.offset == 0 ? 0 : 1)
    }
  }

  /// The text in lines of at most `width`; a word longer than that is broken.
  func grid(width: Int) -> Grid {
    let width = max(width, 1)
    var rows: [[(column: Int, word: Word)]] = [[]]
    var column = 0
    var index = 0
    while index < words.count {
      // words glued together move to the next line together
      var end = index + 1
      while end < words.count, words[end].isGlued { end += 1 }
      let length = words[index..<end].reduce(0) { $0 + $1.text.unicodeScalars.count }
      let gap = column == 0 || words[index].isGlued ? 0 : 1
      if column > 0, column + gap + length > width {
        rows.append([])
        column = 0
      } else {
        column += gap
      }
      for word in words[index..<end] {
        for piece in word.text.pieces(of: width) {
          let size = piece.unicodeScalars.count
          if column + size > width {
            rows.append([])
            column = 0
          }
          rows[rows.count - 1].append(
            (column, Word(text: piece, style: word.style, isGlued: true)))
          column += size
        }
      }
      index = end
    }
    var grid = Grid(Size(width, rows.count))
    for (row, pieces) in rows.enumerated() {
      for piece in pieces {
        grid.write(piece.word.text, at: Position(piece.column, row), piece.word.style)
      }
    }
    return grid
  }
}

extension String {
  /// The text in pieces of at most `width` characters.
  fileprivate func pieces(of width: Int) -> [String] {
    let scalars = Array(unicodeScalars)
    guard scalars.count > width else { return [self] }
    return stride(from: 0, to: scalars.count, by: width).map { start in
      String(String.UnicodeScalarView(scalars[start..<min(start + width, scalars.count)]))
    }
  }
}
