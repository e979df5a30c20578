import Foundation
import Testing

@testable import Commands

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The course on a few pages.
struct SummaryTests {
  @Test func `the text has every question with its rubric and its answer`() {
    let run = Run(["summary"])
    #expect(run.status == 0)
    for line in [
      "Lecture 4 Convolutional networks", "5.8  Transposed convolution  [5]",
      "What earns the points", "1    the sum over the O output channels",
      "Bottleneck block",
    ] {
      #expect(run.output.contains(line), "\(line)")
    }
    #expect(run.output.matches(of: #/(?m)^\d+\.\d+  .+  \[\d+\]$/#).count == 29)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [[], ["--ascii"]])
  func `the page is well-formed and says the same`(options: [String]) throws {
    let run = Run(["summary", "--format", "html"] + options)
    #expect(run.status == 0)
    #expect(options.isEmpty || run.output.utf8.allSatisfy { $0 < 128 })
    let reader = PageReader()
    let parser = XMLParser(data: Data(run.output.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
    #expect(reader.counts["section"] == 29)
    #expect(reader.counts["tr"] ?? 0 > 60)
    // each question asks to draw or to write something, or has a formula in its answer
    #expect(reader.counts["pre"] ?? 0 >= 20)
    #expect(reader.text.contains("Transposed convolution"))
    #expect(reader.text.contains("the sum over the O output channels"))
    // nothing is fetched
    #expect(!run.output.contains("http") && !run.output.contains("src="))
  }

  @Test func `lessons of one's own are summed up alike`() throws {
    try Workplace.with { place in
      let run = Run(place.resolve(["summary", "--lessons", "@lessons"]))
      #expect(run.status == 0 && run.output.contains("The only lesson"))
    }
  }
}

/// Counts the elements of a page and gathers its text.
private final class PageReader: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]
  var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
  }
  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
