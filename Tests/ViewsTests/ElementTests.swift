import Networks
import Screens
import Tensors
import Testing
import Views

/// What must hold inside of a step, at a single number.
@Suite struct ElementTests {
  @Test func `five keys lead from Home to a gradient cell of a strided convolution`() throws {
    var stage = try Stage()
    try stage.press("8 g s b enter")
    let title = stage.explorer.draw(in: Screen(Size(80, 24))).lines[0]
    #expect(title.contains("conv 3x3 1 stride: 2 on 7×7×1 › conv1 › dx[3,3]"))
  }

  @Test(arguments: [
    ("conv 3x3 1 stride: 2", "7x7x1"), ("conv 3x3 1 stride: 2 padding: valid", "5x5x1"),
    ("conv 1x3 1 stride: 1x2 padding: valid", "1x7x1"),
  ])
  func `every cell shows one number in all ways`(notation: String, size: String) throws {
    let screen = Screen(Size(120, 40))
    let input = try Shape(notation: size)
    let network = try Network(notation, library: try Stage().library, on: input)
    let trace = try Trace(network.graph, RunSettings<Double>(seed: 7))
    var stage = try Stage(screen)
    try stage.step("\(notation) on \(size)")
    try stage.press("b enter tab")
    for _ in 0..<20 { try stage.press("up left") }
    for row in 0..<input[0] {
      for column in 0..<input[1] {
        let engine = trace.gradients[0][0, row, column, 0]
        for _ in 0..<4 {
          try stage.press("end")
          let shown = try stage.total(of: "dx[\(row),\(column)]")
          #expect(abs(shown - engine) < 0.00006, "\(notation) at \(row),\(column)")
          try stage.press("z")
        }
        try stage.press("right")
      }
      for _ in 0..<input[1] { try stage.press("left") }
      try stage.press("down")
    }
  }

  static let blocks = [
    "bottleneck 4 stride: 2 on 8x8x8", "squeeze_excite ratio: 2 on 4x4x4",
    "inverted_residual 4 expansion: 2 on 5x5x4", "concat { conv 3x3 2 | maxpool 3x3 } on 5x5x2",
    "transposed 3x3 2 stride: 2 bias on 3x3x2",
    "avgpool 2x2 stride: 2, flatten, dense 3, softmax on 4x4x2",
    "norm, swish, dropout keep: 0.5, dropblock keep: 0.8 size: 3, cutout size: 2 on 6x6x2",
    "pad_channels 4 stride: 2, hard_swish, hard_sigmoid, relu6 on 4x4x2",
    "scale { identity | globalpool, sigmoid } on 4x4x3",
  ]
  static let screens = [
    Screen(Size(80, 24)), Screen(Size(64, 20), colors: .none, glyphs: .ascii),
  ]

  private func isInside(_ stage: Stage, _ screen: Screen) -> Bool {
    let tabs = stage.explorer.draw(in: screen).lines[1]
    return tabs.contains("products") || tabs.contains("gather")
  }

  @Test(arguments: blocks, screens)
  func `every step but the input and the loss opens on its products`(
    block: String, screen: Screen
  ) throws {
    var stage = try Stage(screen)
    try stage.step(block)
    var opened = 0
    for _ in 0..<80 {
      let outside = stage.explorer.draw(in: screen)
      try stage.press("enter")
      var inside = stage.explorer.draw(in: screen)
      if isInside(stage, screen) {
        opened += 1
        // each quantity in turn: output and statistics, or gradients in inputs and parameters
        for _ in 0..<4 {
          let lines = inside.lines
          #expect(lines.contains { $0.contains("with ") && $0.contains("=") }, "\(lines[0])")
          #expect(!lines[0].contains("›  "))
          try stage.press("tab")
          inside = stage.explorer.draw(in: screen)
        }
      } else {
        #expect(inside.lines[1].contains("numbers"), "a tensor opens whole")
      }
      try stage.press("esc")
      #expect(stage.explorer.draw(in: screen) == outside, "\(outside.lines[0])")
      try stage.press("right")
      if stage.explorer.draw(in: screen) == outside { break }
    }
    #expect(opened >= 2)
  }

  @Test(arguments: blocks)
  func `products added and taken away leave the screen as it was`(block: String) throws {
    let screen = Screen(Size(80, 24))
    var random = SystemOfWalks(seed: 23)
    for _ in 0..<12 {
      var stage = try Stage(screen)
      try stage.step(block)
      for _ in 0...random.below(30) { try stage.press("right") }
      try stage.press("enter")
      guard isInside(stage, screen) else { continue }
      for _ in 0..<random.below(3) { try stage.press("z") }
      for _ in 0..<random.below(4) {
        try stage.press(["tab", "]", "down", "right"][random.below(4)])
      }
      // what a key could not do is told until the next key
      try stage.press("N")
      var shown = [stage.explorer.draw(in: screen)]
      for _ in 0..<random.below(12) {
        try stage.press("n")
        let next = stage.explorer.draw(in: screen)
        guard next != shown.last else { break }
        shown.append(next)
      }
      for expected in shown.dropLast().reversed() {
        try stage.press("N")
        #expect(stage.explorer.draw(in: screen) == expected, "\(expected.lines[0])")
      }
    }
  }
}
