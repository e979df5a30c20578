import Tensors

/// Where a run's tensors come from: those given by name, else the weight rule.
struct TensorSource<S: Scalar> {
  let graph: Graph
  let settings: RunSettings<S>

  init(_ graph: Graph, _ settings: RunSettings<S>) {
    self.graph = graph
    self.settings = settings
  }

  func parameters() throws -> [[Tensor<S>]] {
    var kernels: UInt64 = 0
    return try graph.nodes.map { node in
      try node.parameters.map { parameter in
        let number = kernels
        if case .random = parameter.start { kernels += 1 }
        let name = "\(node.id).\(parameter.name)"
        return try tensor(name, parameter.shape) {
          switch parameter.start {
          case .random(let fanIn):
            WeightRule(seed: settings.seed, tensor: number)
              .tensor(parameter.shape, fanIn: fanIn)
          case .zeros: Tensor(zeros: parameter.shape)
          case .ones: Tensor(repeating: 1, parameter.shape)
          case .constant(let number): Tensor(repeating: S(number), parameter.shape)
          }
        }
      }
    }
  }

  func input() throws -> Tensor<S> {
    for node in graph.nodes {
      guard let count = node.shape.batched(settings.batch).checkedCount, count <= Limits.elements
      else {
        throw Misfit(
          "a batch of \(settings.batch) images makes \(node.id), \(node.shape) for each, larger "
            + "than the program allows; use fewer images")
      }
    }
    let shape = graph.nodes[0].shape.batched(settings.batch)
    return try tensor("x", shape) {
      // fan-in 2 gives every pixel mean 0 and variance 1
      WeightRule(seed: settings.seed &+ 1, tensor: WeightRule.inputTensor).tensor(shape, fanIn: 2)
    }
  }

  /// Masks are drawn in training only, the k-th from its own stream.
  func masks() throws -> [Tensor<S>?] {
    var number = WeightRule.firstMaskTensor
    return try graph.nodes.map { node in
      let inputs = node.inputs.map { graph.nodes[$0].shape }
      guard settings.mode == .training,
        let shape = node.operation.maskShape(inputs, images: settings.batch)
      else { return nil }
      defer { number += 1 }
      let mask = try tensor("\(node.id).mask", shape) {
        node.operation.mask(
          shape, drawnBy: WeightRule(seed: settings.seed &+ 1, tensor: number))
      }
      if let fault = node.operation.fault(of: mask) { throw Misfit("\(node.id).mask \(fault)") }
      return mask
    }
  }

  /// What the loss that the network ends in compares with; nothing where it ends otherwise.
  func target() throws -> Tensor<S>? {
    guard let image = graph.targetShape else { return nil }
    let shape = image.batched(settings.batch)
    let target = try tensor("target", shape) {
      graph.output.operation.target(
        shape, drawnBy: WeightRule(seed: settings.seed &+ 1, tensor: Self.targetTensor))
    }
    try graph.output.operation.check(target: target)
    return target
  }
  /// The tensor number of the target, far behind those of masks.
  private static var targetTensor: UInt64 { 1 << 37 }

  /// What the run minimises; its target goes the way of images that were mixed.
  func objective() throws -> Objective<S> {
    if case .loss(let loss) = settings.upstream, settings.given["dy"] == nil {
      guard graph.mixesImages else { return .loss(loss) }
      return .loss(Loss(loss.kind, target: graph.mixed(loss.target, by: try masks())))
    }
    return .product(try upstream())
  }

  private func upstream() throws -> Tensor<S> {
    let shape = graph.output.shape.batched(settings.batch)
    return try tensor("dy", shape) {
      switch settings.upstream {
      // the mean over the images is minimised where each has a loss already
      case .random where graph.targetShape != nil:
        return Tensor(repeating: 1 / S(settings.batch), shape)
      case .random, .loss:
        return WeightRule(seed: settings.seed &+ 1, tensor: WeightRule.upstreamTensor)
          .tensor(shape, fanIn: 6)
      case .ones:
        return Tensor(repeating: 1, shape)
      case .cell(let index):
        guard let offset = shape.offset(of: [0] + index) else {
          throw Misfit(
            "the cell \(index.map(String.init).joined(separator: ",")) is outside the output, "
              + "which is \(graph.output.shape)")
        }
        var gradient = Tensor<S>(zeros: shape)
        gradient.elements[offset] = 1
        return gradient
      }
    }
  }

  private func tensor(
    _ name: String, _ shape: Shape, drawn: () throws -> Tensor<S>
  ) throws -> Tensor<S> {
    guard let given = settings.given[name] else { return try drawn() }
    guard given.shape == shape else {
      throw Misfit("\(name) is \(given.shape) but the network needs \(shape)")
    }
    return given
  }
}
