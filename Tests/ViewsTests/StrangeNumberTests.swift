import Lessons
import Networks
import Screens
import Tensors
import Testing
import Views

/// Numbers that no well-behaved network has are shown and named, and trap nothing.
@Suite struct StrangeNumberTests {
  /// What stands in every tensor of a file, over and over.
  enum Strange: String, CaseIterable, Sendable {
    case invalid, infinite, huge, tiny, equal, zero

    var numbers: [Double] {
      switch self {
      case .invalid: [.nan, 1, -2]
      case .infinite: [.infinity, 0.5, -.infinity, -1]
      case .huge: [.greatestFiniteMagnitude, -1e308, 1e300]
      case .tiny: [.leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0]
      case .equal: [3]
      case .zero: [0, -0.0]
      }
    }
    func tensor(_ shape: Shape) -> Tensor<Double> {
      Tensor(shape, (0..<shape.count).map { numbers[$0 % numbers.count] })
    }
  }

  static let blocks = [
    "bottleneck 4 stride: 2 on 5x5x4", "squeeze_excite ratio: 2 on 4x4x4",
    "conv 3x3 2 stride: 2 bias, norm, relu on 5x5x1", "norm, relu6, swish on 1x1x4",
    "maxpool 3x3 stride: 2, avgpool 2x2, globalpool, dense 3, softmax on 5x5x2",
    "transposed 3x3 2 stride: 2, hard_swish, sigmoid on 3x3x2",
    "sum { identity | scale { identity | depthwise 3x3, hard_sigmoid } } on 4x3x2",
    "concat { norm | maxpool 3x3 } on 1x1x2",
  ]

  private func stage(_ place: String, _ strange: Strange, _ screen: Screen) throws -> Stage {
    var stage = try Stage(screen)
    let parts = place.split(separator: " on ").map(String.init)
    let request = WalkRequest(parts[0], on: try Shape(notation: parts[1]))
    let walk = try Walk(request, library: stage.library) { network in
      let graph = network.graph
      var given = [
        "x": strange.tensor(graph.nodes[0].shape.batched(1)),
        "dy": strange.tensor(graph.output.shape.batched(1)),
      ]
      for node in graph.nodes {
        for parameter in node.parameters {
          given["\(node.id).\(parameter.name)"] = strange.tensor(parameter.shape)
        }
      }
      return given
    }
    stage.explorer.receive(.walk(request, walk))
    return stage
  }

  @Test(arguments: Strange.allCases, blocks)
  func `every step and every opened number can be shown`(strange: Strange, block: String) throws {
    let screens = [
      Screen(Size(80, 24)), Screen(Size(64, 20), colors: .none, glyphs: .ascii),
      Screen(Size(140, 45)),
    ]
    for screen in screens.prefix(strange == .invalid || strange == .infinite ? 3 : 1) {
      var stage = try stage(block, strange, screen)
      var title = ""
      for _ in 0..<60 {
        let grid = stage.explorer.draw(in: screen)
        #expect(grid.size == screen.size)
        guard grid.lines[0] != title else { break }
        title = grid.lines[0]
        // into the number, its ways, verified; its tensor whole, with the histogram and extremes
        for key in ["enter", "z", "right", "z", "v", "tab", "esc", "t", "n", "z", "esc", "esc"] {
          try stage.press(key)
          #expect(stage.explorer.draw(in: screen).size == screen.size, "\(title), \(key)")
          if !stage.explorer.draw(in: screen).lines[0].contains("of ") { break }
        }
        try stage.press("right")
      }
    }
  }

  @Test(arguments: [
    (Strange.invalid, Screen(Size(80, 24)), "NaN"),
    (.invalid, Screen(Size(80, 24), colors: .none, glyphs: .ascii), "NaN"),
    (.infinite, Screen(Size(80, 24)), "∞"),
    (.infinite, Screen(Size(80, 24), colors: .none, glyphs: .ascii), "inf"),
  ])
  func `what is no finite number is named`(strange: Strange, screen: Screen, word: String) throws {
    let stage = try stage("conv 3x3 2 on 4x4x1", strange, screen)
    #expect(stage.explorer.draw(in: screen).lines.contains { $0.contains(word) })
  }
}
