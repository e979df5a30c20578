import Tensors

/// The gradients of a run held against central differences of its loss.
///
/// (L(v + h) − L(v − h)) / 2h for a value v agrees with ∂L/∂v to the order of h², but only where
/// both evaluations lie on the same side of every kink: no sign of a ReLU and no winner of a pool
/// may differ between them. Others are counted and left out.
public struct GradientCheck: Sendable {
  /// One value, its gradient, and what the two evaluations say.
  public struct Comparison: Hashable, Sendable {
    /// The name of the tensor in files: `x`, `conv1.weight`.
    public let tensor: String
    public let index: [Int]
    public let gradient: Double
    public let difference: Double
    /// The error relative to the largest gradient of the tensor.
    public let error: Double
  }

  /// The comparison with the largest error; nothing if all lie at kinks.
  public private(set) var worst: Comparison?
  public private(set) var checked = 0
  /// Values at a kink, of which a difference says nothing.
  public private(set) var atKinks = 0

  private let graph: Graph
  private let settings: RunSettings<Double>
  /// The distance to either side; with it the errors of rounding and of the cubic term are alike.
  static let distance = 1e-5

  /// Compares up to `limit` values of each tensor, spread evenly over it.
  public init(_ graph: Graph, _ settings: RunSettings<Double>, limit: Int = 64) throws {
    self.graph = graph
    self.settings = settings
    let trace = try Trace(graph, settings)
    var values = [("x", trace.outputs[0], trace.gradients[0])]
    for node in graph.nodes {
      for (index, parameter) in node.parameters.enumerated() {
        guard let gradient = trace.parameterGradients[node.index][index] else { continue }
        values.append(
          ("\(node.id).\(parameter.name)", trace.parameters[node.index][index], gradient))
      }
    }
    for (name, tensor, gradient) in values {
      try compare(name, tensor, gradient, upstream: trace.gradients[graph.output.index], limit)
    }
  }

  private mutating func compare(
    _ name: String, _ tensor: Tensor<Double>, _ gradient: Tensor<Double>,
    upstream: Tensor<Double>, _ limit: Int
  ) throws {
    let largest = gradient.elements.reduce(0) { max($0, abs($1)) }
    let count = tensor.elements.count
    let spacing = max(1, (count + limit - 1) / limit)
    for offset in stride(from: 0, to: count, by: spacing) {
      let (up, upPieces) = try evaluate(name, tensor, at: offset, Self.distance, upstream)
      let (down, downPieces) = try evaluate(name, tensor, at: offset, -Self.distance, upstream)
      guard upPieces == downPieces else {
        atKinks += 1
        continue
      }
      checked += 1
      let difference = (up - down) / (2 * Self.distance)
      // a tensor without gradient must have no difference either
      let error = abs(difference - gradient.elements[offset]) / max(largest, 1e-3)
      if error > worst?.error ?? -1 || error.isNaN {
        worst = Comparison(
          tensor: name, index: tensor.shape.index(at: offset),
          gradient: gradient.elements[offset], difference: difference, error: error)
      }
    }
  }

  /// The loss Σ dy·y with one value moved, and the pieces that all elements are on.
  private func evaluate(
    _ name: String, _ tensor: Tensor<Double>, at offset: Int, _ distance: Double,
    _ upstream: Tensor<Double>
  ) throws -> (loss: Double, pieces: [[Int]]) {
    var moved = settings
    var other = tensor
    other.elements[offset] += distance
    moved.given[name] = other
    let pass = try ForwardPass(graph, moved)
    let loss = zip(pass.output.elements, upstream.elements).reduce(0) { $0 + $1.0 * $1.1 }
    let pieces = graph.nodes.dropFirst().map { $0.operation.pieces(pass.call(of: $0)) }
    return (loss, pieces)
  }
}
