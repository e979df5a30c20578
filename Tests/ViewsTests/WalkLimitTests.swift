import Networks
import Screens
import Study
import Tensors
import Testing
import Views

/// A walk that cannot be kept is refused with its figure, before it is run.
@Suite struct WalkLimitTests {
  @Test(arguments: [
    ("resnet50", nil, 1, "resnet50 on 224×224×3 takes 4,089 million multiply-adds"),
    ("identity", "40000x40000x1", 1, "identity on 40000×40000×1 would keep 23.8 GiB of memory"),
    ("relu", "8x8x1", 1_000_000_000, "relu on 8×8×1 would keep "),
    ("conv 3x3 4", "8x8x4", .max, "conv 3x3 4 on 8×8×4 takes 9,223,372,036,854 million"),
  ])
  func `it says how much that would be`(
    notation: String, input: String?, batch: Int, words: String
  ) throws {
    var request = WalkRequest(notation, on: try input.map { try Shape(notation: $0) })
    request.batch = batch
    let failure = try #require(throws: Failure.self) {
      try Walk(request, library: Stage().library)
    }
    #expect(failure.sentence.hasPrefix(words), "\(failure.sentence)")
    #expect(
      failure.sentence.hasSuffix(
        "too many to look at; step one of its blocks, or give a smaller size with --on."))
  }

  @Test func `the playground says when its text is full and goes on`() throws {
    var stage = try Stage()
    stage.explorer.receive(
      .draft(Draft(String(repeating: "relu, ", count: 3_333), edition: 1), nil))
    try stage.press("x y")
    let screen = Screen(Size(80, 24))
    #expect(
      stage.explorer.draw(in: screen).lines.contains {
        $0.contains("a text has at most 20,000 characters")
      })
    try stage.press("backspace")
    #expect(
      !stage.explorer.draw(in: screen).lines.contains { $0.contains("20,000 characters") })
  }
}
