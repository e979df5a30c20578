import LessonSamples
import Tensors
import Testing

@testable import Lessons

/// Lessons damaged at random: whatever stands there, it is read or refused, and nothing stops.
@Suite struct MutationTests {
  static let fragments = [
    "```", "```show\n", "```quiz\n- ", "$$", "$", "\\", "---\n", "|", "\n\n", "  ", "- ", "> ", "`",
    "\u{0}", "\u{1}0\u{2}", "😀", "\r", ": ", "&a ", "*a", "<b>", "[", "](", "!!int ", "step ",
    "\t", "{", "1e999 ", "-> ",
  ]

  @Test(arguments: 1...8) func `a damaged lesson never stops the program`(_ seed: UInt64) throws {
    let course = try Samples.course()
    let chapter = course.chapters[Int(seed) % course.chapters.count]
    let text = Array(try course.packs[0].folder.text(chapter.file).unicodeScalars)
    for round in 0..<40 {
      let random = WeightRule(seed: seed, tensor: UInt64(round))
      var damaged = text
      for change in 0..<3 {
        let place = Int(random.bits(UInt64(3 * change)) % UInt64(damaged.count))
        let bits = random.bits(UInt64(3 * change + 1))
        let end = min(place + Int(bits % 7), damaged.count)
        let fragment = Self.fragments[Int(bits >> 8) % Self.fragments.count]
        damaged.replaceSubrange(place..<end, with: fragment.unicodeScalars)
      }
      var result = String.UnicodeScalarView()
      result.append(contentsOf: damaged)
      if let fault = Samples.fault(inFile: String(result)) {
        #expect(fault.hasPrefix("small.md:") && fault.hasSuffix(".") || fault.hasSuffix("?"))
      }
    }
  }
}
