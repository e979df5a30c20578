/// A term where it stands in a line of text.
public struct TermSpot: Hashable, Sendable {
  public let term: GlossaryTerm
  /// Its columns in the line, counted in Unicode scalars; a plural's s is one of them.
  public let columns: Range<Int>
}

extension GlossaryTerm {
  /// The words by which a text calls it, in lower case: `stem / stage / head` are three, and what
  /// stands in brackets is left out.
  var names: [String] {
    var spelled = ""
    var depth = 0
    for character in english.lowercased() {
      if character == "(" { depth += 1 }
      if depth == 0 { spelled.append(character) }
      if character == ")" { depth -= 1 }
    }
    let parts = spelled.split { ",/".contains($0) }.map {
      $0.split(separator: " ").joined(separator: " ")
    }
    return (parts + also.map { $0.lowercased() }).filter { !$0.isEmpty }
  }
}

extension Glossary {
  /// The terms that a line names as whole words, from left to right; of two that begin at the same
  /// letter the longer one.
  public func spots(in line: String) -> [TermSpot] {
    let text = line.unicodeScalars.map(\.inLowerCase)
    let names = names
    var spots: [TermSpot] = []
    var column = 0
    while column < text.count {
      if column == 0 || !text[column - 1].continuesWord,
        let (term, length) = Self.longest(of: names, in: text, at: column)
      {
        spots.append(TermSpot(term: term, columns: column..<column + length))
        column += length
      } else {
        column += 1
      }
    }
    return spots
  }

  private typealias Name = (letters: [Unicode.Scalar], term: GlossaryTerm)

  private static func longest(
    of names: [Name], in text: [Unicode.Scalar], at start: Int
  ) -> (GlossaryTerm, Int)? {
    var best: (term: GlossaryTerm, length: Int)?
    for (letters, term) in names where letters[0] == text[start] {
      guard letters.count > (best?.length ?? 0), start + letters.count <= text.count,
        text[start..<start + letters.count].elementsEqual(letters)
      else { continue }
      var end = start + letters.count
      if end < text.count, text[end] == "s" { end += 1 }
      if end < text.count, text[end].continuesWord { continue }
      best = (term, end - start)
    }
    return best
  }

  private var names: [Name] {
    terms.flatMap { term in
      term.names.map { (letters: Array($0.unicodeScalars), term: term) }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var inLowerCase: Unicode.Scalar {
    65...90 ~= value ? Unicode.Scalar(UInt8(value + 32)) : self
  }
  fileprivate var continuesWord: Bool { properties.isAlphabetic || 48...57 ~= value }
}
