import LessonSamples
import Testing

@testable import Lessons

/// Terms are found where a text names them.
@Suite struct TermSpotTests {
  private func spots(_ line: String) throws -> [String] {
    let glossary = try #require(try Samples.course().glossary())
    return glossary.spots(in: line).map { "\($0.term.english) \($0.columns)" }
  }

  @Test(arguments: [
    ("every BN after", ["batch normalization 6..<8"]),
    ("two Strides", ["stride 4..<11"]),
    ("a depthwise convolution", ["depthwise convolution 2..<23"]),
    ("a separable convolution", ["(depthwise) separable convolution 2..<23"]),
    ("stem, head", ["stem / stage / head 0..<4", "stem / stage / head 6..<10"]),
    ("BNF, striding, subchannel, channel1", []),
    ("", []),
  ])
  func `whole words in any case, the longest first`(line: String, found: [String]) throws {
    #expect(try spots(line) == found)
  }

  @Test func `every term is found by its own names`() throws {
    let glossary = try #require(try Samples.course().glossary())
    for term in glossary.terms {
      #expect(!term.names.isEmpty)
      for name in term.names {
        #expect(glossary.spots(in: "a \(name) is").map(\.term) == [term], "\(name)")
      }
    }
  }
}
