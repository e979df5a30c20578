import Networks
import Tensors
import Testing

/// The same layers without shortcuts.
@Suite struct PlainNetTests {
  private func plain(_ notation: String) throws -> String? {
    try Network(notation, library: BlockLibrary.all(), on: Shape(8, 8, 8)).withoutShortcuts
  }

  @Test func `of every sum the longest branch is left`() throws {
    #expect(
      try plain("conv 3x3 8, basic 8, globalpool, dense 4")
        == "conv 3x3 8, conv 3x3 8, norm, relu, conv 3x3 8, norm, relu, globalpool, dense 4")
    #expect(try plain("sum { identity | relu, conv 1x1 8 }") == "relu, conv 1x1 8")
  }

  @Test func `equal rounds stay a repeat`() throws {
    #expect(
      try plain("repeat 3 { basic 8 }, globalpool")
        == "repeat 3 { conv 3x3 8, norm, relu, conv 3x3 8, norm, relu }, globalpool")
    // the first block has a projection, which goes too
    #expect(
      try plain("repeat 2 { basic 16 }")
        == "repeat 2 { conv 3x3 16, norm, relu, conv 3x3 16, norm, relu }")
  }

  @Test func `it has the layers of the main path and runs`() throws {
    let text = try #require(try plain("repeat 2 { basic 8 }, globalpool, dense 10"))
    let network = try Network(text, library: BlockLibrary.all(), on: Shape(8, 8, 8))
    #expect(!network.graph.nodes.contains { $0.inputs.count > 1 })
    #expect(network.withoutShortcuts == nil)
  }

  @Test func `other joins stay, and a net without sums has no plain form`() throws {
    #expect(try plain("conv 3x3 8, relu") == nil)
    #expect(try plain("concat { identity | relu }") == nil)
    #expect(
      try plain("scale { identity | globalpool, dense 8, sigmoid }, basic 8")?
        .hasPrefix("scale { identity | globalpool, dense 8, sigmoid }, conv 3x3 8") == true)
  }
}
