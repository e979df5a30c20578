import Networks
import Tensors

/// An update as one steps through it: every tensor of weights before and after, and what moves it.
///
/// Its numbers are in Double, whatever the precision of the run: none of them is rounded by that.
public struct UpdatePass: Sendable {
  /// The update of one tensor of weights.
  public struct Item: Sendable {
    /// The index of its node, and its place among the node's parameters.
    public let node: Int
    public let place: Int
    /// As files name it: `conv2.weight`.
    public let name: String
    public let before: Tensor<Double>
    /// Of the loss, before clipping and decay.
    public let gradient: Tensor<Double>
    public let after: Tensor<Double>
    /// What the optimizer remembers of it, in the order of its moments; zeros before the first
    /// update.
    public let moments: [(moment: Moment, before: Tensor<Double>, after: Tensor<Double>)]
    public let settings: UpdateSettings
  }

  /// The update, counted from 1.
  public let step: Int
  /// The steps that one takes through it.
  public var steps: [Step] { items.map { .update($0.node, parameter: $0.place) } }
  public let optimizer: any Optimizer
  /// In the order in which the engine makes them.
  public let items: [Item]
  private let explained: @Sendable (WeightBefore, UpdateSettings) -> UpdateAccount

  /// The update of a tensor; nothing where the node has no such tensor that learns.
  public func item(of node: Int, _ place: Int) -> Item? {
    items.first { $0.node == node && $0.place == place }
  }

  /// The update of one weight; nothing where the tensor has no such element.
  public func account(of item: Item, at index: [Int]) -> UpdateAccount? {
    guard let offset = item.before.shape.offset(of: index) else { return nil }
    func remembered(_ moment: Moment) -> Double {
      item.moments.first { $0.moment == moment }.map { $0.before.elements[offset] } ?? 0
    }
    let weight = WeightBefore(
      tensor: item.name, index: index, value: item.before.elements[offset],
      gradient: item.gradient.elements[offset], momentum: remembered(.momentum),
      first: remembered(.first), second: remembered(.second))
    return explained(weight, item.settings)
  }
}

extension UpdatePass {
  /// The next update of a run.
  public init<S: Scalar>(_ inspection: Inspection<S>) {
    let graph = inspection.trace.graph
    let optimizer = inspection.optimizer
    step = inspection.step
    self.optimizer = optimizer
    explained = { optimizer.explained($0, at: $1, in: S.self) }
    items = graph.nodes.flatMap { node in
      node.parameters.indices.compactMap { place -> Item? in
        guard let gradient = inspection.gradients[node.index][place] else { return nil }
        let memory = (
          inspection.before.memories[node.index][place],
          inspection.after.memories[node.index][place]
        )
        return Item(
          node: node.index, place: place, name: "\(node.id).\(node.parameters[place].name)",
          before: inspection.before.parameters[node.index][place].converted(),
          gradient: gradient.converted(),
          after: inspection.after.parameters[node.index][place].converted(),
          moments: optimizer.moments.map {
            ($0, Self.filled(memory.0[$0]), Self.filled(memory.1[$0]))
          },
          settings: inspection.settings(of: node, place))
      }
    }
  }

  /// The first update that an optimizer makes of weights with these gradients: by node, in the
  /// order of its parameters, with nothing for statistics.
  public init(
    _ graph: Graph, _ parameters: [[Tensor<Double>]], _ gradients: [[Tensor<Double>?]],
    by optimizer: any Optimizer, _ settings: UpdateSettings
  ) {
    step = settings.step
    self.optimizer = optimizer
    explained = { optimizer.explained($0, at: $1, in: Double.self) }
    items = graph.nodes.flatMap { node in
      zip(node.parameters.indices, gradients[node.index]).compactMap { place, gradient -> Item? in
        guard let gradient else { return nil }
        let before = parameters[node.index][place]
        var after = before
        var memory = Memory<Double>(before.shape)
        memory.fit(optimizer.moments)
        let start = memory
        optimizer.move(&after, along: gradient, &memory, at: settings)
        return Item(
          node: node.index, place: place, name: "\(node.id).\(node.parameters[place].name)",
          before: before, gradient: gradient, after: after,
          moments: optimizer.moments.map { ($0, start[$0], memory[$0]) }, settings: settings)
      }
    }
  }

  /// The same update of a trace whose numbers were changed by hand.
  ///
  /// What is remembered and how much is clipped stay as they were.
  public func redone(in trace: Trace<Double>) -> UpdatePass {
    UpdatePass(
      step: step, optimizer: optimizer,
      items: items.map { item in
        let before = trace.parameters[item.node][item.place]
        let gradient = trace.parameterGradients[item.node][item.place] ?? item.gradient
        var memory = Memory<Double>(before.shape)
        for (moment, tensor, _) in item.moments { memory[moment] = tensor }
        var after = before
        optimizer.move(&after, along: gradient, &memory, at: item.settings)
        return Item(
          node: item.node, place: item.place, name: item.name, before: before,
          gradient: gradient, after: after,
          moments: item.moments.map { ($0.moment, $0.before, memory[$0.moment]) },
          settings: item.settings)
      }
    ) { [optimizer] in optimizer.explained($0, at: $1, in: Double.self) }
  }

  /// In Double, with zeros where nothing is remembered yet.
  private static func filled<S: Scalar>(_ tensor: Tensor<S>) -> Tensor<Double> {
    tensor.elements.isEmpty ? Tensor(zeros: tensor.shape) : tensor.converted()
  }
}
