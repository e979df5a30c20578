import Tensors
import Testing

@Suite struct ConvolutionTests {
  /// Sizes that end within a tile, within a panel, within a block and on their edges.
  static let plans: [ConvolutionPlan] = {
    var plans: [ConvolutionPlan] = []
    let kernels = [(1, 1), (3, 3), (2, 3), (5, 4), (7, 7)]
    let channels = [
      (3, 5, 1), (4, 16, 1), (17, 33, 1), (40, 24, 1), (6, 6, 6), (20, 20, 20), (8, 12, 4),
      (3, 6, 3),
    ]
    for (rows, columns) in kernels {
      for (stride, dilation) in [(1, 1), (2, 1), (3, 1), (1, 2), (2, 3)] {
        for (before, after) in [(0, 0), (1, 1), (0, 1), (2, 1)] {
          for (inputs, outputs, groups) in channels {
            let window = Window(
              rows: .init(
                kernel: rows, stride: stride, dilation: dilation, before: before, after: after),
              columns: .init(
                kernel: columns, stride: stride, dilation: dilation, before: after, after: before))
            let plan = ConvolutionPlan(
              window, input: Shape(9, 8, inputs), channels: outputs, groups: groups)
            if let plan { plans.append(plan) }
          }
        }
      }
    }
    // thirteen has no factor in common with the lists: each of their entries occurs
    return plans.indices.filter { $0 % 13 == 0 }.map { plans[$0] }
  }()

  @Test func `products are those of the formula, in Double bit by bit`() {
    for plan in Self.plans {
      let products = Products<Double>(plan, images: 2)
      let formula = products.byFormula
      #expect(products.y == formula.y, "\(plan)")
      #expect(products.dx == formula.dx, "\(plan)")
      #expect(products.dk == formula.dk, "\(plan)")
    }
  }

  @Test func `products in Float are those of the formula`() {
    for plan in Self.plans {
      let products = Products<Float>(plan, images: 1)
      let formula = products.byFormula
      #expect(distance(products.y, formula.y) < 2e-6, "\(plan)")
      #expect(distance(products.dx, formula.dx) < 2e-6, "\(plan)")
      #expect(distance(products.dk, formula.dk) < 2e-6, "\(plan)")
    }
  }

  /// Large enough for several threads and several parts of each sum.
  static let large = [
    (29, 64, 48, 3, 1, 1), (14, 300, 70, 1, 1, 1), (30, 3, 32, 7, 2, 1), (31, 100, 100, 5, 2, 100),
    (1, 300, 500, 1, 1, 1), (24, 64, 64, 3, 1, 8),
  ]

  @Test(arguments: large)
  func `results are the same with any number of threads`(
    _ size: (extent: Int, inputs: Int, outputs: Int, kernel: Int, stride: Int, groups: Int)
  ) throws {
    let axis = Window.Axis(
      kernel: size.kernel, stride: size.stride, before: size.kernel / 2, after: size.kernel / 2)
    let plan = try #require(
      ConvolutionPlan(
        Window(rows: axis, columns: axis), input: Shape(size.extent, size.extent, size.inputs),
        channels: size.outputs, groups: size.groups))
    defer { Workers.count = Workers.cores }
    Workers.count = 1
    let alone = Products<Float>(plan, images: 2)
    for threads in [2, 3, 5] {
      Workers.count = threads
      let shared = Products<Float>(plan, images: 2)
      #expect(shared.y == alone.y && shared.dx == alone.dx && shared.dk == alone.dk)
    }
    let formula = alone.byFormula
    #expect(distance(alone.y, formula.y) < 1e-5)
    #expect(distance(alone.dx, formula.dx) < 1e-5)
    #expect(distance(alone.dk, formula.dk) < 1e-5)
  }

  @Test(arguments: [Float.nan, .infinity])
  func `what is no finite number reaches what reads it and nothing else`(_ value: Float) throws {
    let axis = Window.Axis(kernel: 3, before: 1, after: 1)
    for groups in [1, 20] {
      let plan = try #require(
        ConvolutionPlan(
          Window(rows: axis, columns: axis), input: Shape(9, 8, 20), channels: 20, groups: groups))
      var products = Products<Float>(plan, images: 1)
      products.x[[0, 4, 3, 7]] = value
      let y = products.y
      for i in 0..<9 {
        for j in 0..<8 {
          for o in 0..<20 {
            let isRead = abs(i - 4) <= 1 && abs(j - 3) <= 1 && (groups == 1 || o == 7)
            #expect(y[0, i, j, o].isFinite != isRead)
          }
        }
      }
    }
  }
}

/// The largest difference of two tensors, relative to the largest number.
func distance<S: Scalar>(_ left: Tensor<S>, _ right: Tensor<S>) -> Double {
  guard left.shape == right.shape else { return .infinity }
  let largest = Double(right.largestMagnitude)
  return zip(left.elements, right.elements).reduce(0) { worst, pair in
    let difference = abs(Double(pair.0) - Double(pair.1)) / max(largest, 1e-30)
    return difference.isNaN ? .infinity : max(worst, difference)
  }
}

/// A convolution's factors, and its products by the kernels and by the formula.
private struct Products<S: Scalar> {
  let plan: ConvolutionPlan
  var x: Tensor<S>
  let kernel: Tensor<S>
  let dy: Tensor<S>

  init(_ plan: ConvolutionPlan, images: Int) {
    func drawn(_ shape: Shape, _ tensor: UInt64) -> Tensor<S> {
      WeightRule(seed: 5, tensor: tensor).tensor(shape, fanIn: 6)
    }
    self.plan = plan
    x = drawn(plan.input.batched(images), 0)
    kernel = drawn(plan.kernel, 1)
    dy = drawn(plan.output.batched(images), 2)
  }

  var y: Tensor<S> { plan.forward(x, kernel) }
  var dx: Tensor<S> { plan.inputGradient(dy, kernel) }
  var dk: Tensor<S> { plan.kernelGradient(x, dy) }

  /// y[b,i,j,o] = Σ m,n,c x[b, i·S+m·D−P, j·S+n·D−P, c] · K[m,n,c,o] and what follows from it.
  var byFormula: (y: Tensor<S>, dx: Tensor<S>, dk: Tensor<S>) {
    var (y, dx, dk) = (
      Tensor<S>(zeros: dy.shape), Tensor<S>(zeros: x.shape), Tensor<S>(zeros: kernel.shape)
    )
    let (inputs, outputs) = (plan.input[2] / plan.groups, plan.output[2] / plan.groups)
    let (rows, columns) = (plan.window.rows, plan.window.columns)
    for b in 0..<x.shape[0] {
      for i in 0..<plan.output[0] {
        for j in 0..<plan.output[1] {
          for m in rows.taps(of: i, within: plan.input[0]) {
            for n in columns.taps(of: j, within: plan.input[1]) {
              let (row, column) = (rows.cell(of: i, through: m), columns.cell(of: j, through: n))
              for o in 0..<plan.output[2] {
                let place = ((b * plan.output[0] + i) * plan.output[1] + j) * plan.output[2] + o
                for c in 0..<inputs {
                  let cell =
                    ((b * plan.input[0] + row) * plan.input[1] + column) * plan.input[2]
                    + o / outputs * inputs + c
                  let tap = ((m * columns.kernel + n) * inputs + c) * plan.output[2] + o
                  y.elements[place] += x.elements[cell] * kernel.elements[tap]
                  dx.elements[cell] += kernel.elements[tap] * dy.elements[place]
                  dk.elements[tap] += x.elements[cell] * dy.elements[place]
                }
              }
            }
          }
        }
      }
    }
    return (y, dx, dk)
  }
}
