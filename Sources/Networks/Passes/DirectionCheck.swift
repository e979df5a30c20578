import Tensors

/// The gradient in the input of a large network, held against one central difference.
///
/// Moving every number of x along a random direction v takes two forward passes however large the
/// network is: (L(x + hv) − L(x − hv)) / 2h agrees with Σ ∂L/∂x · v.
public struct DirectionCheck: Sendable {
  /// Σ ∂L/∂x · v.
  public let slope: Double
  /// What two evaluations of the loss give.
  public let difference: Double

  /// The error relative to the slope that a direction of that length could have.
  public let error: Double

  /// Steps are short, so that hardly any unit of a deep network changes sides of a kink.
  static let distance = 1e-7

  /// Compares along the direction that the weight rule draws from the seed; throws as `Trace` does.
  ///
  ///     // of sum { conv 3x3 2, norm, relu | identity } on 4×4×2
  ///     try DirectionCheck(graph, RunSettings(seed: 1)).error  // below 1e−6
  public init(_ graph: Graph, _ settings: RunSettings<Double>) throws {
    let trace = try Trace(graph, settings)
    let (x, dx) = (trace.outputs[0], trace.gradients[0])
    let rule = WeightRule(seed: settings.seed, tensor: WeightRule.firstMaskTensor &- 1)
    let direction = (0..<x.elements.count).map { rule.uniform(UInt64($0)) }
    let upstream = trace.gradients[graph.output.index]
    func loss(_ distance: Double) throws -> Double {
      var moved = settings
      var other = x
      for i in direction.indices { other.elements[i] += distance * direction[i] }
      moved.given["x"] = other
      let y = try ForwardPass(graph, moved).output
      return zip(y.elements, upstream.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    slope = zip(dx.elements, direction).reduce(0) { $0 + $1.0 * $1.1 }
    difference = try (loss(Self.distance) - loss(-Self.distance)) / (2 * Self.distance)
    let length = dx.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    error = abs(slope - difference) / max(length, .leastNormalMagnitude)
  }
}
