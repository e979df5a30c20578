import Networks
import Tensors

/// What forward and backward pass of one update give.
struct Pass<S: Scalar>: Sendable {
  let loss: Double
  /// Examples told right; nothing where the answers are no classes.
  let right: Int?
  /// By node, in the order of its parameters.
  let gradients: [[Tensor<S>?]]
  /// Running statistics after the pass, likewise.
  let statistics: [[Tensor<S>?]]
  /// The norm of all gradients together.
  let gradientNorm: Double

  /// Whether all of it is numbers.
  var isSound: Bool { loss.isFinite && gradientNorm.isFinite }
}

extension TrainingRun {
  /// The examples of an update as they enter, counted from 0.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public mutating func batch(of update: Int) -> Batch<S> {
    let indices = batches.indices(of: update)
    var batch = Batch(
      indices: indices, x: data.examples(indices), targets: data.targets(indices))
    for (number, augmentation) in base.augmentations.enumerated() {
      augmentation.apply(
        to: &batch,
        drawing: WeightRule(
          seed: drawSeed(of: update), tensor: Self.augmentationStream + UInt64(number)))
    }
    if base.labelSmoothing > 0 {
      let kept = S(1 - base.labelSmoothing)
      let spread = S(base.labelSmoothing / Double(batch.targets.channels))
      batch.targets = Tensor(
        batch.targets.shape, batch.targets.elements.map { kept * $0 + spread })
    }
    return batch
  }

  /// The stream of the first augmentation of an update; others follow it.
  private static var augmentationStream: UInt64 { 1 << 36 }
  /// The seed of all that chance decides in an update, counted from 0.
  func drawSeed(of update: Int) -> UInt64 {
    WeightRule(seed: base.seed &+ 1, tensor: 1 << 34).bits(UInt64(update))
  }

  /// What the regularisers draw in an update, counted from 0, by node.
  public func masks(of update: Int) -> [Tensor<S>?] {
    graph.masks(drawnFrom: drawSeed(of: update), images: base.batch)
  }

  /// Both passes of a batch from where the run stands.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func pass(_ batch: Batch<S>, _ loss: Loss<S>) throws -> Pass<S> {
    var parameters = state.parameters
    let masks = masks(of: state.step)
    let loss = Loss(loss.kind, target: graph.mixed(loss.target, by: masks))
    let run = LeanRun(
      program, x: batch.x, parameters: &parameters, masks: masks, objective: .loss(loss))
    let held = try run.run()
    let output = held.output ?? batch.targets
    return Pass(
      loss: try loss.value(output), right: right(output, batch.targets),
      gradients: held.parameterGradients, statistics: held.statistics,
      gradientNorm: held.parameterGradients.joined().reduce(0.0) {
        $0 + ($1?.sumOfSquares ?? 0)
      }.squareRoot())
  }

  /// How many of a batch are told right; nothing where the answers are no classes.
  func right(_ output: Tensor<S>, _ targets: Tensor<S>) -> Int? {
    guard data.hasClasses else { return nil }
    return zip(output.largestChannels, targets.largestChannels).count { $0 == $1 }
  }
}

extension Dataset {
  /// Whether answers are classes: labels, or distributions over them.
  public var hasClasses: Bool {
    if case .labels = answers { true } else { output.rank == 1 && isMixed }
  }
  private var isMixed: Bool {
    guard case .targets(let targets) = answers else { return false }
    // a distribution has no number below 0 and adds up to 1
    let first = targets.elements[..<targets.channels]
    return first.allSatisfy { $0 >= 0 } && abs(first.reduce(0, +) - 1) < 1e-3
  }

  /// The same for a network with such an output; throws a `Misfit` where it cannot be.
  func fitted(to output: Shape, _ loss: LossKind) throws -> Dataset {
    guard loss != .crossEntropy || output.rank == 1 else {
      throw Misfit(
        "cross_entropy needs a vector of classes, but the network gives \(output); end it with "
          + "globalpool or flatten and dense")
    }
    switch answers {
    case .labels(let labels, let classes):
      guard output.rank == 1, output[0] >= classes else {
        throw Misfit(
          "\(name) has \(classes) classes, but the network gives \(output); end it with "
            + "dense \(classes)")
      }
      return try Dataset(
        name: name, x: x, answers: .labels(labels, classes: output[0]), classNames: classNames,
        held: held)
    case .targets(let targets):
      guard targets.shape.image == output else {
        throw Misfit(
          "\(name) has targets of \(targets.shape.image), but the network gives \(output)")
      }
      return self
    }
  }
}

extension Tensor {
  /// The place of the largest number of each row of channels, the first where several are alike.
  var largestChannels: [Int] {
    @_specialize(where S == Float)
    @_specialize(where S == Double)
    get {
      stride(from: 0, to: elements.count, by: channels).map { start in
        var best = start
        for place in start..<start + channels where elements[place] > elements[best] {
          best = place
        }
        return best - start
      }
    }
  }
}
