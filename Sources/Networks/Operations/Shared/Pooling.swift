import Tensors

/// An operation that makes one number of each window of a channel: `maxpool` and `avgpool`.
protocol Pooling: Operation {
  var sliding: Sliding { get }
}

extension Pooling {
  /// How a pool is written: its stride is 1 unless said.
  static func spelling(flags: [String] = []) -> Spelling {
    Spelling(
      [Sliding.kernelArgument], labelled: [Sliding.strideArgument, Sliding.paddingArgument],
      flags: [Sliding.roundingFlag] + flags)
  }
  var caption: String {
    "\(Self.keyword) \(sliding.caption)" + (sliding.roundsUp ? ", ceil" : "")
  }

  func window(on map: Shape, output: Shape) -> Window? { sliding.window(on: map) }
  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard let plan = plan(on: map) else {
      let window = sliding.window(on: map)
      guard window.rows.outputs(on: map[0]) != nil, window.columns.outputs(on: map[1]) != nil else {
        throw sliding.misfit(Self.keyword, on: map)
      }
      throw Misfit(
        "with padding \(sliding.padding.source) some windows of \(Self.keyword) \(sliding.kernel) "
          + "would see nothing but padding; less padding than the window's side would do")
    }
    return plan.output
  }
  func plan(on map: Shape) -> PoolingPlan? {
    PoolingPlan(sliding.window(on: map), input: map)
  }
  /// Its sizes on the map of a graph, where they are known to fit.
  func fittingPlan(on map: Shape) -> PoolingPlan {
    guard let plan = plan(on: map) else {
      preconditionFailure("a graph that exists is a graph that fits")
    }
    return plan
  }
  /// The padding of a window where PyTorch pools with it: even, and at most half the window.
  func evenPadding(of window: Window) -> Pair? {
    let sides = [window.rows, window.columns].map {
      (before: $0.before, after: $0.after - $0.beyond)
    }
    guard sides.allSatisfy({ $0.before == $0.after }),
      2 * sides[0].before <= sliding.kernel.rows, 2 * sides[1].before <= sliding.kernel.columns
    else { return nil }
    return Pair(sides[0].before, sides[1].before)
  }
  /// Padding and rounding as keyword arguments of PyTorch.
  func pyTorchOptions(padding: Pair) -> String {
    (padding == Pair(0, 0) ? "" : ", padding=\(padding.pyTorch)")
      + (sliding.roundsUp ? ", ceil_mode=True" : "")
  }
  /// The cell of the formula: `x[2i+m-1, 2j+n-1, c]`.
  func cell(_ window: Window, _ i: Affine, _ j: Affine, _ c: Affine) -> String {
    "x[\(Formulas.cell(window.rows, of: i, through: "m")), "
      + "\(Formulas.cell(window.columns, of: j, through: "n")), \(c)]"
  }
  /// The cells of the map that one place of the window reads, in row-major order.
  func cells(_ plan: PoolingPlan, _ i: Int, _ j: Int) -> [(row: Int, column: Int)] {
    (0..<plan.window.rows.kernel).flatMap { m in
      (0..<plan.window.columns.kernel).map { n in
        (plan.window.rows.cell(of: i, through: m), plan.window.columns.cell(of: j, through: n))
      }
    }.filter { 0..<plan.input[0] ~= $0 && 0..<plan.input[1] ~= $1 }
  }
  /// The places that read a cell.
  func readers(_ plan: PoolingPlan, _ i: Int, _ j: Int) -> [(row: Int, column: Int)] {
    plan.window.rows.readers(of: i, outputs: plan.output[0]).flatMap { row in
      plan.window.columns.readers(of: j, outputs: plan.output[1]).map { (row.output, $0.output) }
    }
  }
}
