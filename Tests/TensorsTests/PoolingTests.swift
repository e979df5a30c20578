import Tensors
import Testing

@Suite struct PoolingTests {
  static let sizes = [(7, 5, 3, 2, 1), (40, 21, 3, 2, 1), (48, 64, 2, 2, 0), (30, 40, 3, 1, 1)]

  @Test(arguments: sizes)
  func `each output is the first largest number of its window, with any number of threads`(
    _ size: (extent: Int, channels: Int, kernel: Int, stride: Int, padding: Int)
  ) throws {
    let axis = Window.Axis(
      kernel: size.kernel, stride: size.stride, before: size.padding, after: size.padding)
    let plan = try #require(
      PoolingPlan(
        Window(rows: axis, columns: axis), input: Shape(size.extent, size.extent, size.channels)))
    // few different numbers, so that windows have ties
    let drawn: Tensor<Float> = WeightRule(seed: 3, tensor: 0).tensor(
      plan.input.batched(2), fanIn: 6)
    var x = Tensor<Float>(drawn.shape, drawn.elements.map { ($0 * 4).rounded() })
    x[[1, 3, 2, 1]] = .nan
    let dy: Tensor<Float> = WeightRule(seed: 3, tensor: 1).tensor(
      plan.output.batched(2), fanIn: 6)
    let winners = Self.winners(plan, x, axis)
    var dx = Tensor<Float>(zeros: x.shape)
    for (place, winner) in winners.enumerated() { dx.elements[winner] += dy.elements[place] }
    defer { Workers.count = Workers.cores }
    for threads in [1, 2, 3] {
      Workers.count = threads
      #expect(plan.winners(x) == winners)
      let values = plan.maximum(x).elements
      #expect(zip(values, winners).allSatisfy { $0.bitPattern == x.elements[$1].bitPattern })
      #expect(plan.maximumGradient(x, dy) == dx)
    }
  }

  /// By the loops of the definition: what is larger wins, and what is no number.
  private static func winners(
    _ plan: PoolingPlan, _ x: Tensor<Float>, _ axis: Window.Axis
  ) -> [Int] {
    var winners: [Int] = []
    for image in 0..<x.shape[0] {
      for i in 0..<plan.output[0] {
        for j in 0..<plan.output[1] {
          for c in 0..<plan.output[2] {
            var best: Int?
            for m in axis.taps(of: i, within: plan.input[0]) {
              for n in axis.taps(of: j, within: plan.input[1]) {
                let (row, column) = (axis.cell(of: i, through: m), axis.cell(of: j, through: n))
                let cell =
                  ((image * plan.input[0] + row) * plan.input[1] + column) * plan.input[2] + c
                let value = x.elements[cell]
                let isBetter = best.map { value > x.elements[$0] || value.isNaN } ?? true
                if isBetter { best = cell }
              }
            }
            winners.append(best ?? -1)
          }
        }
      }
    }
    return winners
  }
}
