import OperationSamples
import Tensors
import Testing

@testable import Networks

/// The words of the stepper's screens, as `screens.md` has them.
@Suite struct WordsTests {
  static let bottleneck = """
    block bottleneck(width, out: 4*width, stride: 1)
      sum {
        conv 1x1 width, norm, relu
        conv 3x3 width stride: stride, norm, relu
        conv 1x1 out, norm
      | shortcut out stride: stride
      }
      relu
    block shortcut(out, stride: 1)
      if stride == 1 and out == in { identity } else { conv 1x1 out stride: stride, norm }
    """
  let strided: Graph

  init() throws {
    let library = try Library(texts: [("screens", Self.bottleneck)])
    strided = try Network("bottleneck 4 stride: 2", library: library, on: Shape(8, 8, 8)).graph
  }

  func node(_ id: String) throws -> Node { try #require(strided.node(id)) }

  @Test func `the strided convolution says what S1 and S2 say`() throws {
    let node = try node("conv2")
    let site = strided.site(of: node.index)
    let sentence = node.operation.sentence(at: site)
    #expect(
      sentence.long
        == "Every output cell looks at a 3×3 window of all 4 channels; neighbouring cells look two "
        + "apart, so 8×8 becomes 4×4.")
    #expect(
      sentence.short
        == "Every output cell looks at a 3×3 window; neighbouring cells look two apart.")
    #expect(
      node.operation.equation(at: site)
        == "y[i,j,o] = \\sum_{m=0}^{2} \\sum_{n=0}^{2} \\sum_{c=0}^{3} "
        + "x[2i+m-1, 2j+n-1, c] \\cdot K[m,n,c,o]")
    #expect(node.operation.caption == "conv 3×3/2, 4")
    #expect(node.operation.shortCaption == "3×3/2, 4")
  }

  @Test func `the fork says what S4 and S5 say`() throws {
    let sentence = strided.gatherSentence(at: 0)
    #expect(
      sentence.long
        == "The fork copied x forward, so its gradients add up backward: the shortcut reaches one "
        + "cell in four, conv1 all.")
    #expect(sentence.short == "The fork copied x forward, so its gradients add up backward.")
    #expect(
      strided.gatherEquation(at: 0)
        == "\\frac{\\partial L}{\\partial x} = "
        + "\\left. \\frac{\\partial L}{\\partial x} \\right|_{\\text{conv1}} + "
        + "\\left. \\frac{\\partial L}{\\partial x} \\right|_{\\text{shortcut1.conv1}}")
  }

  @Test func `the norm says what S6 and S7 say`() throws {
    let node = try node("norm2")
    let sentence = node.operation.sentence(at: strided.site(of: node.index))
    #expect(
      sentence.long
        == "Each channel is brought to mean 0 and deviation 1 over its 16 positions; scale 1 and "
        + "shift 0 are learnt from there.")
    #expect(
      sentence.short == "Each channel is brought to mean 0 and deviation 1 over its 16 positions.")
  }

  @Test func `one value has no variance, and the norm says so`() throws {
    let graph = try Network("norm", on: Shape(3)).graph
    let sentence = graph.output.operation.sentence(at: graph.site(of: 1))
    #expect(sentence.long == "One value has no variance: every output is the shift.")
    let trace = try Trace(graph, RunSettings<Double>(seed: 3))
    #expect(trace.outputs[1].elements == [0, 0, 0])
    #expect(trace.gradients[0].elements == [0, 0, 0])
    #expect(trace.updatedStatistics[1][3]?.elements == [0.9, 0.9, 0.9])
  }

  @Test(arguments: [
    (
      "sum { conv 3x3 4, norm | identity }", "the shortcut brings G unchanged, conv1 adds its part"
    ),
    ("concat { conv 3x3 4 | conv 1x1 4 }", "2 shares of 6×6×4 meet in every cell"),
    (
      "sum { conv 1x1 4 stride: 4 | conv 1x1 2, conv 2x2 4 stride: 4 }",
      "conv1 reaches one cell in nine, conv2 all"
    ),
  ]) func `the sum at a fork tells how far each branch reaches`(
    _ source: String, _ words: String
  ) throws {
    let sentence = try Network(source, on: Shape(6, 6, 4)).graph.gatherSentence(at: 0)
    #expect(sentence.long.contains(words), "\(sentence.long)")
    try ConformanceTests.expect(sentence)
  }

  /// Steps of whole networks, with their large numbers.
  @Test(arguments: [
    Sample("conv 7x7 64 stride: 2, norm, relu, maxpool 3x3 stride: 2", 224, 224, 3),
    Sample("conv 3x3 2048 groups: 32, norm, swish, avgpool 16x16 stride: 12", 112, 112, 1024),
    Sample("sum { conv 1x1 2048 stride: 2, norm | pad_channels 2048 stride: 2 }", 113, 111, 1024),
    Sample("globalpool, dense 1000, softmax", 112, 112, 2048),
    Sample("scale { identity | globalpool, dense 128, relu, dense 2048, sigmoid }", 56, 56, 2048),
    Sample(
      "depthwise 5x5 stride: 2, norm, hard_swish, dropblock keep: 0.9 size: 7", 112, 112, 1152),
    Sample("transposed 16x16 1024 stride: 12, cutout size: 112, flatten", 56, 56, 128),
  ]) func `words fit their lines for large networks too`(_ sample: Sample) throws {
    let graph = try sample.network().graph
    for node in graph.nodes {
      for mode in Mode.allCases {
        let site = graph.site(of: node.index, mode: mode, images: 256)
        try ConformanceTests.expect(node.operation.sentence(at: site))
        try ConformanceTests.expect(node.operation.gradientSentence(at: site))
      }
    }
  }
}
