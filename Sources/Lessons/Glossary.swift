import Quiz

/// A term of the lecture: as the exam has it, in Czech, and one line to tell it apart.
public struct GlossaryTerm: Hashable, Sendable {
  public let english: String
  public let czech: String
  public let line: String
  /// Shorter words for the same, such as BN.
  public let also: [String]
}

/// The terms of the lecture, to be looked up by either language.
public struct Glossary: Hashable, Sendable {
  public let terms: [GlossaryTerm]

  /// The file of the glossary in a folder of lessons.
  public static let file = "terms.yaml"

  init(terms: [GlossaryTerm]) { self.terms = terms }

  /// Reads a list of terms in YAML; throws the first fault with its line.
  public init(text: String, origin: String = Glossary.file) throws(LessonError) {
    do throws(LessonError) {
      let yaml = try YAMLValue(text, line: 1)
      var terms: [GlossaryTerm] = []
      for item in yaml.list ?? [] {
        guard let english = item["english"]?.text, let czech = item["czech"]?.text,
          let line = item["line"]?.text, !english.isEmpty, !czech.isEmpty, !line.isEmpty
        else { throw LessonError("a term has the keys english, czech and line", line: item.line) }
        guard !terms.contains(where: { $0.english == english }) else {
          throw LessonError("‘\(english)’ is explained twice", line: item.line)
        }
        let also = item["also"]?.text?.split(separator: ", ").map(String.init) ?? []
        terms.append(GlossaryTerm(english: english, czech: czech, line: line, also: also))
      }
      guard !terms.isEmpty else { throw LessonError("a glossary is a list of terms", line: 1) }
      self.terms = terms
    } catch {
      throw error.named(origin)
    }
  }

  /// The terms that hold some letters in either language, those that begin with them first.
  ///
  /// Capital letters and accents make no difference: `vypln` finds `výplň`.
  public func terms(with letters: String) -> [GlossaryTerm] {
    let wanted = Self.folded(letters)
    guard !wanted.isEmpty else { return terms }
    let found = terms.filter { term in
      [term.english, term.czech].contains { Self.folded($0).contains(wanted) }
    }
    let starts = { (term: GlossaryTerm) in
      [term.english, term.czech].contains { text in
        Self.folded(text).split(whereSeparator: { " ,/()".contains($0) })
          .contains { $0.hasPrefix(wanted) }
      }
    }
    return found.filter(starts) + found.filter { !starts($0) }
  }

  /// The letters of a text without capitals and accents.
  static func folded(_ text: String) -> String {
    String(text.lowercased().map { plain[$0] ?? $0 })
  }
  private static let plain: [Character: Character] = [
    "á": "a", "č": "c", "ď": "d", "é": "e", "ě": "e", "í": "i", "ň": "n", "ó": "o", "ř": "r",
    "š": "s", "ť": "t", "ú": "u", "ů": "u", "ý": "y", "ž": "z",
  ]
}

extension Pack {
  /// The glossary of this pack; nothing where it has none.
  func glossary() throws(LessonError) -> Glossary? {
    guard folder.hasFile(Glossary.file) else { return nil }
    return try Glossary(text: text(Glossary.file), origin: origin(of: Glossary.file))
  }
}

extension Course {
  /// The terms of all packs; nothing where there are none.
  ///
  /// Of two explanations of one term, that of the pack of `lesson` counts, else the first.
  public func glossary(for lesson: Int? = nil) throws(LessonError) -> Glossary? {
    let own = lesson.flatMap { pack(of: $0) }
    var terms: [GlossaryTerm] = []
    for pack in packs.filter({ $0 == own }) + packs.filter({ $0 != own }) {
      for term in try pack.glossary()?.terms ?? []
      where !terms.contains(where: { $0.english == term.english }) { terms.append(term) }
    }
    return terms.isEmpty ? nil : Glossary(terms: terms)
  }
}
