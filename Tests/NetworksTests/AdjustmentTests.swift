import Networks
import Tensors
import Testing

/// Turning a number of a block gives another text that says just that.
@Suite struct AdjustmentTests {
  private func network(_ notation: String, _ size: String) throws -> Network {
    try Network(notation, library: BlockLibrary.all(), on: Shape(notation: size))
  }

  @Test func `an argument of the call is changed where it stands`() throws {
    let block = try network("bottleneck 4 stride: 2", "8x8x8")
    #expect(block.adjustments.map(\.name) == ["width", "out", "stride"])
    #expect(block.source(changing: "width", to: .integer(5)) == "bottleneck 5 stride: 2")
    #expect(block.source(changing: "stride", to: .integer(1)) == "bottleneck 4 stride: 1")
    #expect(block.source(changing: "out", to: .integer(8)) == "bottleneck 4 out: 8 stride: 2")
  }

  @Test func `an operation deep inside is changed and the rest stays`() throws {
    let block = try network("bottleneck 4 stride: 2", "8x8x8")
    let conv2 = try #require(block.graph.node("conv2"))
    #expect(
      block.adjustments(of: conv2)
        == [
          Adjustment("kernel", .size([3, 3])), Adjustment("out", .integer(4)),
          Adjustment("stride", .integer(2)), Adjustment("padding", .word("same")),
          Adjustment("dilation", .integer(1)), Adjustment("groups", .integer(1)),
        ])
    let text = block.source(changing: "kernel", of: conv2, to: .size([5, 5]))
    #expect(
      text == "sum { conv 1x1 4, norm, relu, conv 5x5 4 stride: 2, norm, relu, conv 1x1 16, norm"
        + " | shortcut 16 stride: 2 }, relu")
    let changed = try network(text, "8x8x8")
    #expect(changed.graph.nodes.map(\.shape) == block.graph.nodes.map(\.shape))
    let deep = try #require(block.graph.nodes.first { $0.id == "shortcut1.conv1" })
    let other = block.source(changing: "stride", of: deep, to: .integer(1))
    #expect(other.contains("| conv 1x1 16 stride: 1, norm }"))
    #expect(throws: (any Error).self) { try network(other, "8x8x8") }
  }

  @Test func `a text of definitions keeps them`() throws {
    let text =
      "block inner(width)\n  conv 3x3 width\n\nblock mine(stride: 2)\n  inner 4, maxpool 3x3 stride: stride\n"
    let block = try network(text, "8x8x2")
    let changed = block.source(changing: "stride", to: .integer(1))
    #expect(try network(changed, "8x8x2").graph.output.shape == Shape(8, 8, 4))
    let pool = try #require(block.graph.node("maxpool1"))
    let deep = block.source(changing: "kernel", of: pool, to: .size([2, 2]))
    #expect(deep.contains("inner 4") && deep.contains("maxpool 2x2 stride: 2"))
    #expect(try network(deep, "8x8x2").graph.nodes.count == block.graph.nodes.count)
  }

  @Test func `every operation of the library can be turned up and down and reads back`() throws {
    for notation in [
      "squeeze_excite ratio: 2", "inverted_residual 8 expansion: 2",
      "resnext_paths paths: 2 width: 2 out: 8",
      "transposed 3x3 4 stride: 2 bias", "depthwise 3x3 stride: 2 multiplier: 2",
      "conv 3x3 8 groups: 2 bias", "dropblock keep: 0.8 size: 3", "maxpool 3x3 stride: 2",
    ] {
      let block = try network(notation, "8x8x8")
      for node in block.graph.nodes.dropFirst() {
        for adjustment in block.adjustments(of: node) {
          for step in [-1, 1] {
            guard let value = adjustment.turned(by: step) else { continue }
            let text = block.source(changing: adjustment.name, of: node, to: value)
            // what does not fit says so; what fits has the new value and as many nodes
            guard let changed = try? network(text, "8x8x8") else { continue }
            #expect(changed.graph.nodes.count == block.graph.nodes.count, "\(text)")
            let same = changed.adjustments(of: changed.graph.nodes[node.index])
            #expect(same.contains(Adjustment(adjustment.name, value)), "\(text)")
          }
        }
      }
    }
  }

  @Test func `values turn within their bounds`() {
    #expect(Adjustment("stride", .integer(1)).turned(by: -1) == nil)
    #expect(Adjustment("keep", .decimal(0.5)).turned(by: 1) == .decimal(0.6))
    #expect(Adjustment("keep", .decimal(1)).turned(by: 1) == nil)
    #expect(Adjustment("kernel", .size([3, 3])).turned(by: -1) == .size([2, 2]))
    #expect(Adjustment("padding", .word("same")).turned(by: 1) == .integer(0))
    #expect(Adjustment("padding", .integer(0)).turned(by: -1) == .word("same"))
    #expect(Adjustment("padding", .integer(0)).turned(by: 1) == .integer(1))
    #expect(Adjustment("padding", .word("valid")).turned(by: -1) == nil)
  }
}
