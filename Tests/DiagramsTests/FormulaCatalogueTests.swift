import Diagrams
import Networks
import OperationSamples
import Screens
import Tensors
import Testing

@Suite struct FormulaCatalogueTests {
  @Test(arguments: Sample.all)
  func `the equations of an operation fit a screen`(sample: Sample) throws {
    let graph = try sample.network().graph
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
