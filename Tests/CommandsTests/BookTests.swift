import Foundation
import Testing

@testable import Commands

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The lessons as pages for a browser.
struct BookTests {
  private static func pages(_ place: Workplace, _ arguments: [String]) throws -> [String: String] {
    let run = Run(place.resolve(["book", "--output", "@book"] + arguments))
    #expect(run.status == 0, "\(run.errors)")
    let folder = place.path("book")
    return try FileManager.default.contentsOfDirectory(atPath: folder).reduce(into: [:]) {
      $0[$1] = try String(contentsOfFile: "\(folder)/\($1)", encoding: .utf8)
    }
  }

  /// The book of our lessons, written once.
  private static let ours = Result { try Workplace.with { try pages($0, []) } }

  @Test func `every page is well-formed, and every link leads somewhere`() throws {
    let pages = try Self.ours.get()
    #expect(pages.count == 31)
    var outlines: [String: Outline] = [:]
    for (name, text) in pages {
      let outline = Outline()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = outline
      #expect(parser.parse(), "\(name): \(parser.parserError.map { "\($0)" } ?? "")")
      outlines[name] = outline
    }
    for (name, outline) in outlines where name != "summary.html" {
      #expect(outline.counts["h1"] == 1 && outline.counts["main"] == 1, "\(name)")
      #expect(outline.counts["nav"] == 1 && outline.language == "en", "\(name)")
      for link in outline.links where !link.hasPrefix("http") {
        let parts = link.split(separator: "#", omittingEmptySubsequences: false)
        let target = try #require(outlines[String(parts[0])], "\(name) leads to \(link)")
        #expect(parts.count < 2 || target.ids.contains(String(parts[1])), "\(link)")
      }
      #expect(outline.ids.count == Set(outline.ids).count, "\(name)")
    }
    #expect(pages.values.map(\.utf8.count).reduce(0, +) < 2_000_000)
    // nothing is fetched
    #expect(pages.values.allSatisfy { !$0.contains("src=") && !$0.contains("@import") })
  }

  @Test func `a lesson has its formulas, pictures, steps and folded answers`() throws {
    let page = try #require(try Self.ours.get()["8-transposed-convolution.html"])
    #expect(page.contains("<munderover><mo>∑</mo>") && page.contains("<mfrac>"))
    #expect(page.contains("<svg") && page.contains("4 steps, both passes"))
    #expect(page.contains("<details><summary>Answer</summary>"))
    #expect(page.contains("rel=\"prev\" href=\"7-mobile-inverted-bottleneck.html\""))
    #expect(page.contains("rel=\"next\" href=\"9-cutmix.html\""))
    // a formula that was not understood would stand as code
    #expect(!page.contains("<code>\\"))
  }

  @Test func `questions stand under their lectures, in the order of these`() throws {
    let page = try #require(try Self.ours.get()["index.html"])
    let lectures = page.matches(of: #/<h2>(\d+) /#).compactMap { Int($0.output.1) }
    #expect(lectures == [2, 3, 4, 5, 6, 10])
    #expect(
      page.contains(#/<h2>5 Convolutional networks II<\/h2>\s*<ul>\s*<li><a href="1-resnet/#))
    // each section can be found by its words
    #expect(page.contains(#/data-words="[^"]*gradient[^"]*"/#))
  }

  @Test func `text of a lesson is text, and other files of the folder stay`() throws {
    try Workplace.with { place in
      let path = place.path("lessons/9-own.md")
      let lesson = try String(contentsOfFile: path, encoding: .utf8)
      try lesson.replacing("# ", with: "# <b>&\u{1B}</b> ", maxReplacements: 1)
        .replacing("## Rubric", with: "[here](javascript:alert)\n\n## Rubric")
        .write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.createDirectory(
        atPath: place.path("book"), withIntermediateDirectories: true)
      try "mine".write(toFile: place.path("book/notes.txt"), atomically: true, encoding: .utf8)
      let pages = try Self.pages(place, ["--only", "--lessons", "@lessons"])
      let page = try #require(pages["9-own.html"])
      #expect(page.contains("&lt;b&gt;&amp;") && !page.contains("\u{1B}"))
      #expect(!page.contains("javascript:") && page.contains("here"))
      #expect(pages["notes.txt"] == "mine")
    }
  }

  @Test func `a folder that cannot be made is said in a sentence`() throws {
    let run = Run(["book", "--output", "/dev/null/book"])
    #expect(run.status == 1 && run.errors.contains("/dev/null"), "\(run.errors)")
  }
}

/// What a page consists of.
private final class Outline: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]
  var links: [String] = []
  var ids: [String] = []
  var language: String?

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    if name == "html" { language = attributes["lang"] }
    if let link = attributes["href"] { links.append(link) }
    if let id = attributes["id"] { ids.append(id) }
  }
}
