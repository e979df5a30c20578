import Equations

/// A bowl that an update rule is run on: L(θ) = ½ Σ c·(θ − a)² in three weights, each with a
/// curvature of its own.
///
/// An item that asks for a rule names the parameters θ, their gradient g at the start of each
/// update, and ∇L for the gradient elsewhere.
public struct Descent: Sendable {
  public let updates: Int
  public let start = [1.0, -2, 0.5]
  private let curvature = [1.0, 3, 0.2]
  private let minimum = [0.3, 0.1, -0.4]

  public init(updates: Int) { self.updates = updates }

  /// The gradient at a point.
  public func gradient(at theta: [Double]) -> [Double] {
    theta.indices.map { curvature[$0] * (theta[$0] - minimum[$0]) }
  }

  /// What the lines of a rule may name, with the numbers of a trial.
  func surroundings(asked: String, numbers: [String: Double]) -> Surroundings {
    let zeros = Values([start.count], start.map { _ in 0 })
    return Surroundings(
      asked: asked, extents: [start.count],
      tensors: ["θ": Values([start.count], start), "g": zeros], numbers: numbers, steps: updates,
      maps: ["∇L": { gradient(at: $0) }],
      beforeStep: { _, state in
        guard let theta = state["θ"] else { return }
        state["g"] = Values([start.count], gradient(at: theta.numbers))
      })
  }
}
