import Networks
import Tensors
import Testing

/// The gradient of a strided convolution: every way gives the number that the engine has.
@Suite struct InputGradientTests {
  static let cases = [
    ("conv 3x3 1 stride: 2", "7x7x1"), ("conv 3x3 1 stride: 2", "8x8x1"),
    ("conv 3x3 2 stride: 2", "6x5x3"), ("conv 3x3 1 stride: 2 padding: valid", "5x5x1"),
    ("conv 1x3 1 stride: 1x2 padding: valid", "1x7x1"), ("conv 1x1 2 stride: 2", "5x6x2"),
    ("conv 5x5 2 stride: 3", "9x8x2"), ("conv 3x3 4 stride: 2 groups: 2", "6x6x4"),
    ("conv 3x3 1 stride: 2 dilation: 2", "9x9x1"), ("conv 2x3 1 stride: 3 padding: 2", "7x7x1"),
    ("conv 3x3 2 stride: 2 padding: same_tf", "7x6x1"), ("depthwise 3x3 stride: 2", "7x7x3"),
    ("depthwise 3x3 stride: 2 multiplier: 2", "5x5x2"), ("conv 1x1 1 padding: 1", "4x4x1"),
    ("transposed 3x3 1 stride: 2", "4x4x1"), ("transposed 3x3 2 stride: 2 bias", "3x4x3"),
  ]

  @Test(arguments: cases)
  func `all ways agree in every cell`(notation: String, size: String) throws {
    let network = try Network(notation, library: BlockLibrary.all(), on: Shape(notation: size))
    let trace = try Trace(network.graph, RunSettings<Double>(seed: 7, batch: 2))
    let node = network.graph.nodes[1]
    let quantity: Quantity =
      notation.hasPrefix("transposed") ? .output : .inputGradient(0)
    let ways = try #require(trace.inputGradient(quantity, of: node))
    let tensor = try trace.tensor(quantity, of: node)
    let unit = max(tensor.elements.reduce(0) { max($0, abs($1)) }, 1)
    let matrix = ways.matrix
    for offset in 0..<tensor.shape.count {
      let element = tensor.shape.index(at: offset)
      let (image, row, column, channel) = (element[0], element[1], element[2], element[3])
      let engine = tensor.elements[offset]
      let explained = try trace.explanation(of: quantity, at: node, element: element).total
      let gathered = ways.gathered(image: image, row: row, column: column, channel: channel)
      let convolved = ways.convolved(image: image, row: row, column: column, channel: channel)
      let landed = ways.landed(after: ways.stampCount, image: image, channel: channel).values[
        [row, column]]
      let place = (row * ways.plan.input[1] + column) * ways.plan.input[2] + channel
      let outputs = ways.plan.output.count
      let multiplied = (0..<outputs).reduce(ways.bias?.elements[channel] ?? 0) {
        $0 + matrix[[$1, place]] * ways.given.elements[image * outputs + $1]
      }
      for value in [explained, gathered, convolved, landed, multiplied] {
        #expect(abs(value - engine) < 1e-12 * unit, "\(notation) at \(element)")
      }
    }
  }

  @Test func `a 3x3 kernel with stride 2 is read 1-2-1-2`() throws {
    let axis = Window.Axis(kernel: 3, stride: 2, before: 1, after: 1)
    #expect(InputGradient.readers(axis, extent: 7, outputs: 4) == [1, 2, 1, 2, 1, 2, 1])
    #expect(InputGradient.readers(axis, extent: 8, outputs: 4) == [1, 2, 1, 2, 1, 2, 1, 1])
  }

  @Test func `candidates name what is impossible`() {
    let axis = Window.Axis(kernel: 3, stride: 2, before: 1, after: 1)
    let candidates = InputGradient.candidates(axis, cell: 3, outputs: 4)
    #expect(candidates.map(\.output) == [2, nil, 1])
    #expect(candidates.map(\.isBetween) == [false, true, false])
    let first = InputGradient.candidates(axis, cell: 0, outputs: 4)
    #expect(first.map(\.numerator) == [1, 0, -1])
    #expect(first.map(\.output) == [nil, 0, nil])
  }

  @Test func `zero-insertion has the sizes of the usual formula`() throws {
    let axis = Window.Axis(kernel: 3, stride: 2, before: 1, after: 1)
    let plan = try #require(
      ConvolutionPlan(
        Window(rows: axis, columns: axis), input: Shape(7, 8, 1), channels: 1))
    let ways = InputGradient(
      plan, given: Tensor(repeating: 1, plan.output.batched(1)),
      kernel: Tensor(repeating: 1, plan.kernel))
    #expect(ways.rowSpread.between == 1 && ways.rowSpread.padding == 1)
    #expect(ways.rowSpread.extra == 0 && ways.rowSpread.length == 9)
    #expect(ways.columnSpread.extra == 1 && ways.columnSpread.length == 10)
  }
}
