import Diagrams
import Networks
import Screens
import Tensors
import Testing

@Suite struct FormulaCatalogueTests {
  /// Every operation of the catalogue, in enough spellings to reach the pieces of its equations.
  static let samples = [
    "conv 3x3 4 stride: 2", "conv 3x3 4 groups: 2 bias padding: valid", "conv 1x1 4",
    "conv 5x3 4 dilation: 2 stride: 1x2 padding: same_tf", "depthwise 3x3 stride: 2",
    "depthwise 3x3 multiplier: 2", "transposed 3x3 4 stride: 2",
    "transposed 3x3 4 stride: 2 groups: 2 bias output_padding: 1", "norm", "relu", "relu6",
    "swish", "sigmoid", "hard_sigmoid", "hard_swish", "globalpool, softmax",
    "maxpool 3x3 stride: 2", "avgpool 2x2 stride: 2", "avgpool 3x3 count_padding",
    "globalpool, dense 10", "globalpool, dense 10 no_bias", "flatten, dense 3",
    "pad_channels 6 stride: 2", "stochastic_depth keep: 0.8",
    "stochastic_depth keep: 0.8 per_example scale_training", "dropout keep: 0.5",
    "dropblock keep: 0.9 size: 3", "cutout size: 3 fill: 0.5", "cutout size: 3",
    "sum { relu | identity }", "sum { each 6 { conv 1x1 4 } }",
    "concat { relu | conv 3x3 2 | identity }", "concat { each 6 { conv 1x1 4 } }",
    "scale { identity | globalpool, dense 4, sigmoid }", "scale { identity | sigmoid }",
  ]

  @Test func `every operation has a sample`() throws {
    let tried = try Self.samples.flatMap { sample in
      try Network(sample, on: Shape(8, 8, 4)).graph.nodes.map { type(of: $0.operation).keyword }
    }
    let all = (Catalogue.operations + Catalogue.joins).map { $0.keyword }
    #expect(Set(all).subtracting(tried).isEmpty)
  }

  @Test(arguments: samples)
  func `the equations of an operation are read and fit a screen`(sample: String) throws {
    let graph = try Network(sample, on: Shape(8, 8, 4)).graph
    for node in graph.nodes {
      for mode in Mode.allCases {
        let site = Site(
          inputs: node.inputs.map { graph.nodes[$0].shape }, output: node.shape, mode: mode)
        let equations = [
          node.operation.equation(at: site), node.operation.gradientEquation(at: site),
        ]
        for latex in equations {
          let formula = try Formula(latex)
          let (line, ascii) = (formula.line(), formula.line(ascii: true))
          #expect(line.text.count <= 118, "\(latex)")
          #expect((ascii.text + ascii.ranges).utf8.allSatisfy { $0 < 128 }, "\(latex)")
          let drawing = formula.drawing()
          #expect(drawing.grid.size.height <= 6 && drawing.grid.size.width <= 116, "\(latex)")
          #expect(drawing.grid.cells.allSatisfy { $0.glyph != "\u{FFFD}" }, "\(latex)")
        }
      }
    }
  }
}
