import Networks
import Tensors
import Training

/// The first update that an optimizer makes, for a walk without a run.
public struct FirstUpdate: Hashable, Sendable {
  public let optimizer: any Optimizer
  public let rate: Double
  public let decay: Double

  /// The rate is the optimizer's own unless given.
  public init(_ optimizer: any Optimizer, rate: Double? = nil) {
    self.optimizer = optimizer
    self.rate = rate ?? type(of: optimizer).standardRate
    decay = type(of: optimizer).standardDecay
  }

  private var identity: String { "\(optimizer) \(rate) \(decay)" }

  /// An optimizer is known by its numbers.
  public static func == (left: FirstUpdate, right: FirstUpdate) -> Bool {
    left.identity == right.identity
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}

extension WalkRequest {
  /// The first update by the gradients of a trace; nothing where no optimizer is wanted.
  func update(of trace: Trace<Double>) -> UpdatePass? {
    firstUpdate.map { first in
      UpdatePass(
        trace.graph, trace.parameters, trace.parameterGradients, by: first.optimizer,
        UpdateSettings(step: 1, rate: first.rate, decay: first.decay))
    }
  }

  /// The loss to minimise, for an output of a shape.
  ///
  /// Nothing says what is right of numbers that were drawn: of a vector the first image is of class
  /// 0, the next of class 1 and so on; all else should be 0.
  func objective(of output: Shape, images: Int) throws -> Upstream<Double>? {
    guard let loss else { return nil }
    guard loss == .crossEntropy, output.rank == 1 else {
      return .loss(Loss(loss, target: Tensor(zeros: output.batched(images))))
    }
    return .loss(
      try Loss(labels: (0..<images).map { $0 % output[0] }, classes: output[0]))
  }
}
