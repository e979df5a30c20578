import LessonSamples
import Testing

@testable import Lessons
@testable import Quiz

@Suite struct GlossaryTests {
  private func glossary() throws -> Glossary {
    try #require(try Samples.course().glossary())
  }

  @Test func `every term has both languages and one line`() throws {
    let terms = try glossary().terms
    #expect(terms.count > 50)
    for term in terms {
      #expect(term.line.count <= 76, "\(term.english): \(term.line)")
      #expect(term.line.last != ".")
    }
  }

  @Test(arguments: [
    ("batch n", "batch normalization"), ("davkova", "batch normalization"), ("STRIDE", "stride"),
    ("krok", "stride"), ("šachov", "checkerboard artefacts"), ("seed", "block centre, seed"),
  ])
  func `a word finds its term`(letters: String, english: String) throws {
    #expect(try glossary().terms(with: letters).first?.english == english)
  }

  @Test func `what begins with the letters comes first`() throws {
    let found = try glossary().terms(with: "block").map(\.english)
    #expect(found.first == "bottleneck block" || found.first?.hasPrefix("block") == true)
    #expect(try glossary().terms(with: "nothing of the kind") == [])
  }

  @Test(arguments: [
    ("- english: a\n  czech: b\n", "t.yaml:1: a term has the keys english, czech and line."),
    (
      "- {english: a, czech: b, line: c}\n- {english: a, czech: d, line: e}\n",
      "t.yaml:2: ‘a’ is explained twice."
    ),
    ("english: a\n", "t.yaml:1: a glossary is a list of terms."),
  ])
  func `a faulty glossary is told with its line`(text: String, fault: String) {
    #expect(throws: LessonError.self) { try Glossary(text: text, origin: "t.yaml") }
    do { _ = try Glossary(text: text, origin: "t.yaml") } catch {
      #expect(error.description == fault)
    }
  }
}
