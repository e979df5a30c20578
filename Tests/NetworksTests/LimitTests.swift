import Tensors
import Testing

@testable import Networks

/// What is too large is refused with a sentence before anything of it is made.
@Suite struct LimitTests {
  @Test(arguments: [
    ("conv 3x3 16777217", "‘out’ of conv is a whole number from 1 to 16777216, not 16777217."),
    (
      "conv 4097x3 4",
      "‘kernel’ of conv is a whole number or a size such as 3x3, from 1 to 4096, not 4097×3."
    ),
    (
      "input 40000x40000x1, conv 1x1 2",
      "the output of conv is 40000×40000×2, more numbers than a tensor may have."
    ),
    (
      "input 20000x20000x1, conv 4000x4000 1",
      "conv on 19999×19999×1 takes too many multiply-adds to wait for."
    ),
    (
      "conv 3x3 9223372036854775807",
      "‘out’ of conv is a whole number from 1 to 16777216, not 9223372036854775807."
    ),
    ("conv 1x1 9223372036854775807*2", "9223372036854775807 * 2 is too large a number."),
  ])
  func `a number that is too large has its sentence`(source: String, sentence: String) throws {
    let error = try #require(throws: NotationError.self) { try Network(source) }
    #expect(error.sentence == sentence)
  }

  @Test func `a long line is shown around its fault`() throws {
    let words = String(repeating: "relu, ", count: 5_000)
    let error = try #require(throws: NotationError.self) { try Network(words + "rule, " + words) }
    let lines = error.description.split(separator: "\n")
    #expect(lines.count == 3 && lines.allSatisfy { $0.count < 200 })
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let column = lines[2].distance(from: lines[2].startIndex, to: caret)
    #expect(lines[1].dropFirst(column).hasPrefix("rule,"))
  }

  @Test func `a long word is cut in a sentence`() throws {
    let word = String(repeating: "w", count: 100_000)
    let error = try #require(throws: NotationError.self) { try Network(word) }
    #expect(
      error.sentence
        == "there is no operation or block ‘\(String(repeating: "w", count: 59))…’.")
  }

  @Test func `what a run takes is known without overflow`() throws {
    let graph = try Network("input 46000x46000x1, relu, relu").graph
    #expect(graph.memoryKept(mode: .training, images: 1) >= 46_000 * 46_000 * 8 * 5)
    #expect(graph.memoryKept(mode: .training, images: 1 << 40) == .max && !graph.isLight())
    let wide = try Network("input 200x200x2000, conv 3x3 2000").graph
    #expect(wide.multiplyAdds == 200 * 200 * 9 * 2000 * 2000)
    #expect(wide.multiplyAdds(images: 1 << 40) == .max)
  }

  @Test func `a batch that is too large is refused before it is drawn`() throws {
    let graph = try Network("conv 3x3 16").graph
    for batch in [0, -1, 1 << 40, .max] {
      #expect(throws: Misfit.self) {
        try Trace(graph, RunSettings<Float>(seed: 7, batch: batch))
      }
    }
  }
}
