import Screens
import Testing

@testable import Views

/// The same product in both passes: what a cell reads, and what reads a cell.
@Suite struct PassTurnTests {
  private static let screen = Screen(Size(120, 40))

  private func opened(_ block: String, _ keys: String) throws -> Stage {
    var stage = try Stage(Self.screen)
    try stage.step(block)
    try stage.press(keys)
    return stage
  }
  private func lines(_ stage: Stage) -> [String] {
    stage.explorer.draw(in: Self.screen).lines.map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }
  private func running(_ stage: Stage) -> String {
    lines(stage).first { $0.hasPrefix("▸") && $0.contains(" · ") } ?? ""
  }

  @Test func `f at a gradient turns to the output that reads the cell, through the same weight`()
    throws
  {
    var stage = try opened("conv 3x3 1 stride: 2 on 7x7x1", "b enter right")
    #expect(lines(stage)[0].contains("dx[3,3]"))
    // the second product: row 2 of the output, column 1, through the weight in the upper right
    #expect(running(stage).contains("G[2,1] · K[0,2]"), "\(running(stage))")
    let before = stage.explorer.draw(in: Self.screen)
    try stage.press("f")
    #expect(lines(stage)[0].contains("conv1 › y[2,1]"), "\(lines(stage)[0])")
    #expect(running(stage).contains("x[3,3] · K[0,2]"), "\(running(stage))")
    try stage.press("b")
    #expect(stage.explorer.draw(in: Self.screen) == before)
  }

  @Test func `every product of every cell comes back the same`() throws {
    for block in [
      "conv 3x3 2 stride: 2 on 4x4x2", "depthwise 3x3 on 3x3x2",
      "transposed 3x3 1 stride: 2 on 2x2x1",
      "dense 3 on 4", "avgpool 3x3 stride: 1 on 4x4x1",
    ] {
      var stage = try opened(block, "right enter")
      for _ in 0..<4 {
        let before = stage.explorer.draw(in: Self.screen)
        try stage.press("b")
        #expect(lines(stage)[0].contains("dx["), "\(block): \(lines(stage)[0])")
        try stage.press("f")
        #expect(stage.explorer.draw(in: Self.screen) == before, "\(block)")
        try stage.press("right")
      }
    }
  }

  @Test func `a gradient of a weight turns to the output that it helped to make`() throws {
    var stage = try opened("conv 3x3 1 stride: 2 on 7x7x1", "b enter tab tab")
    #expect(lines(stage)[0].contains("dK[0,0]"))
    try stage.press("f")
    #expect(lines(stage)[0].contains("y[1,1]") && running(stage).contains("K[0,0]"))
  }

  @Test func `a product of the pass that is shown says so`() throws {
    var stage = try opened("conv 3x3 1 stride: 2 on 7x7x1", "right enter f")
    #expect(lines(stage).contains { $0.contains("This product is of the forward pass; b turns") })
    stage = try opened("norm on 3x3x2", "right enter b")
    #expect(lines(stage).contains { $0.contains("esc, then f or b, changes the pass") })
  }
}
