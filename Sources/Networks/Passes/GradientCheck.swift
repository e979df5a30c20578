import Tensors

/// The gradients in the input and all parameters of a run, held against central differences.
public struct GradientCheck: Sendable {
  /// One number, its gradient, and what moving it gives.
  public struct Comparison: Hashable, Sendable {
    /// The name of the tensor in files: `x`, `conv1.weight`.
    public let tensor: String
    public let index: [Int]
    public let gradient: Double
    public let difference: Double
    /// The error relative to the largest gradient of the tensor; where that is 0 but for rounding,
    /// as for a bias before a norm, to a hundredth of the largest of all.
    public let error: Double
  }

  /// The comparison with the largest error; nothing if all lie at kinks.
  public private(set) var worst: Comparison?
  public private(set) var checked = 0
  /// Numbers at a kink, of which a difference says nothing.
  public private(set) var atKinks = 0

  /// Compares up to `limit` numbers of each tensor, spread evenly over it; throws as `Trace` does.
  ///
  ///     // of sum { conv 3x3 2, norm, relu | identity } on 4×4×2: x 32, K 36, scale 2, shift 2
  ///     let check = try GradientCheck(graph, RunSettings(seed: 1))
  ///     check.checked + check.atKinks  // 72
  ///     check.worst?.error             // below 1e−8
  public init(_ graph: Graph, _ settings: RunSettings<Double>, limit: Int = 64) throws {
    let trace = try Trace(graph, settings)
    try compare(.inputGradient(0), of: graph.nodes[0], "x", in: trace, limit)
    for node in graph.nodes {
      for parameter in node.parameters where parameter.isTrained {
        let name = "\(node.id).\(parameter.name)"
        try compare(.parameterGradient(parameter.name), of: node, name, in: trace, limit)
      }
    }
  }

  private mutating func compare(
    _ quantity: Quantity, of node: Node, _ name: String, in trace: Trace<Double>, _ limit: Int
  ) throws {
    let gradient = try trace.tensor(quantity, of: node)
    let count = gradient.elements.count
    let unit = trace.unit(of: gradient)
    for offset in stride(from: 0, to: count, by: max(1, (count + limit - 1) / limit)) {
      let index = gradient.shape.index(at: offset)
      let difference = try trace.centralDifference(of: quantity, at: node, element: index)
      guard !difference.crossesKink else {
        atKinks += 1
        continue
      }
      checked += 1
      let error = difference.error / unit
      if error > worst?.error ?? -1 || error.isNaN {
        worst = Comparison(
          tensor: name, index: index, gradient: difference.computed,
          difference: difference.measured, error: error)
      }
    }
  }
}

extension Trace<Double> {
  /// What the errors of a gradient are measured in: its largest magnitude, or a hundredth of that
  /// of all gradients where it is next to nothing.
  ///
  ///     trace.unit(of: Tensor([0, 4]))  // 4
  public func unit(of gradient: Tensor<Double>) -> Double {
    max(
      gradient.largestMagnitude, (gradients.map(\.largestMagnitude).max() ?? 0) / 100,
      .leastNormalMagnitude)
  }
}
