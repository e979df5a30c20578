import Diagrams
import Lessons
import Networks
import Tensors
import Training

/// What a student wants to walk through: a block, its size, and where its numbers come from.
public struct WalkRequest: Hashable, Sendable {
  public var notation: String
  /// The size that enters; without it the block's own, else the assumed one.
  public var input: Shape?
  public var seed: UInt64 = 7
  public var mode = Mode.training
  public var batch = 1
  public var source = InputChoice.random
  public var weights = WeightChoice.random
  public var upstream = UpstreamChoice.random
  /// Tensors whose numbers are written out; they win over those choices.
  public var given: [GivenTensor] = []
  /// Numbers that were set by hand, the last one of a cell counts.
  public var changes: [CellChange] = []
  /// Files that give tensors in place of what would be drawn.
  public var files = TensorFiles()
  /// The network that the block was taken from, with the tensors that it had there.
  public var excerpt: Excerpt?
  /// What is minimised; where nothing is said, the gradient to start from is drawn.
  public var loss: LossKind?
  /// The optimizer whose first update follows the passes.
  public var firstUpdate: FirstUpdate?
  /// The update of a run whose passes are walked through, with its batch and weights.
  public var moment: TrainingMoment?
  /// How it takes the place of the walk that is shown; nothing where it opens a new one.
  public var revision: Revision?

  /// Why a walk takes another's place.
  public enum Revision: Hashable, Sendable {
    case change, undo, redo
  }
  /// The question whose lesson this belongs to, for its definitions and the title.
  public var lesson: Int?
  /// The step at which to begin; at the input where nothing is said.
  public var start: StepName?
  /// What is seen there at once: a number that is opened, a tensor.
  public var sight: WalkSight?

  public init(_ notation: String, on input: Shape? = nil) {
    self.notation = notation
    self.input = input
  }
}

/// Paths of files of tensors.
public struct TensorFiles: Hashable, Sendable {
  /// Holds `x`, or is a picture.
  public var input: String?
  /// Holds the parameters by their names, or is an ONNX model that the network was made of.
  public var weights: String?
  /// The node of that model which was taken for its output.
  public var until: String?
  /// Holds `dy`.
  public var gradient: String?
  /// Holds the names of the classes, one a line.
  public var labels: String?

  public init(
    input: String? = nil, weights: String? = nil, gradient: String? = nil, labels: String? = nil
  ) {
    self.input = input
    self.weights = weights
    self.gradient = gradient
    self.labels = labels
  }
  public var isEmpty: Bool { input == nil && weights == nil && gradient == nil }
}

/// A block that has been run: everything that the stepper shows.
public struct Walk: Sendable {
  public let network: Network
  public let trace: Trace<Double>
  public let steps: [Step]
  /// How the weights are moved after the passes, where an optimizer is given.
  public let update: UpdatePass?

  /// Fits the block and runs both passes; throws `NotationError`, `Misfit` or `Failure`.
  ///
  /// `given` reads what files give once the network is known.
  public init(
    _ request: WalkRequest, library: Library,
    given: (Network) throws -> [String: Tensor<Double>] = { _ in [:] }
  ) throws {
    network = try Network(request.notation, library: library, on: request.input)
    try Self.refuseLarge(network, mode: request.mode, images: request.batch)
    let run = try request.moment?.start(for: request, network)
    var settings =
      run?.nextPasses()
      ?? RunSettings<Double>(seed: request.seed, mode: request.mode, batch: request.batch)
    settings.mode = request.mode
    settings.given.merge(
      try given(network)
        .merging(request.excerpt?.tensors(for: request, network.graph) ?? [:]) { own, _ in own }
    ) { $1 }
    if request.source != .random {
      settings.given["x"] = request.source.tensor(network.input, images: request.batch)
    }
    if request.weights == .whole {
      settings.given.merge(WholeNumbers.weights(of: network.graph)) { $1 }
    }
    for tensor in request.given {
      let (name, numbers) = try tensor.tensor(in: network)
      settings.given[name] = numbers
    }
    if let images = settings.given["x"]?.shape.extents.first {
      try Self.refuseLarge(network, mode: request.mode, images: images)
      settings.batch = images
    }
    if run == nil || request.upstream != .random {
      settings.upstream = try request.upstream.upstream(
        network.graph.output.shape, images: settings.batch)
    }
    if request.upstream == .random,
      let loss = try request.objective(of: network.graph.output.shape, images: settings.batch)
    {
      settings.upstream = loss
    }
    // a gradient that was asked for by hand wins over the one that came with the block
    let isGiven = request.files.gradient != nil || request.given.contains { $0.isGradient }
    if request.upstream != .random, !isGiven { settings.given["dy"] = nil }
    if request.upstream == .whole, !isGiven {
      settings.given["dy"] = WholeNumbers.map(
        network.graph.output.shape, images: settings.batch, from: 1)
    }
    let drawn = try Trace(network.graph, settings)
    guard !request.changes.isEmpty else {
      trace = drawn
      update = try request.mode == .training ? run?.nextUpdate() ?? request.update(of: drawn) : nil
      steps = network.graph.steps + (update?.steps ?? [])
      return
    }
    let named = Dictionary(
      drawn.named.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    for change in request.changes {
      guard var tensor = settings.given[change.tensor] ?? named[change.tensor],
        let offset = tensor.shape.offset(of: change.index)
      else { continue }
      tensor.elements[offset] = change.value
      settings.given[change.tensor] = tensor
    }
    trace = try Trace(network.graph, settings)
    update =
      try request.mode == .training
      ? run?.nextUpdate().redone(in: trace) ?? request.update(of: trace) : nil
    steps = network.graph.steps + (update?.steps ?? [])
  }

  /// Stepping keeps every tensor of both passes: what is too large for that is refused before
  /// anything of it is asked for.
  private static func refuseLarge(_ network: Network, mode: Mode, images: Int) throws {
    let work = network.graph.multiplyAdds(images: images)
    let memory = network.graph.memoryKept(mode: mode, images: images)
    let reason =
      if work > Limits.walkWork {
        "takes \(Numbers.count(work / 1_000_000)) million multiply-adds"
      } else if memory > Limits.walkMemory {
        "would keep \(MemoryPlan.words(memory)) of memory"
      } else {
        ""
      }
    guard !reason.isEmpty else { return }
    throw Failure(
      "\(network.title) on \(network.input) \(reason), too many to look at; step one of its "
        + "blocks, or give a smaller size with --on.")
  }

  var graph: Graph { network.graph }

  /// The node that a step is about; the loss has none.
  func node(of step: Step) -> Node? { step == .loss ? nil : graph.nodes[step.node] }

  /// What a step is called in titles.
  func name(of step: Step) -> String {
    switch step {
    case .forward(let index), .backward(let index): graph.nodes[index].id
    case .loss: "loss"
    case .gather(let index): "fork at \(graph.nodes[index].id)"
    case .update(let index, let place):
      "\(graph.nodes[index].id).\(graph.nodes[index].parameters[place].name)"
    }
  }

  /// The step of a node in one of the passes, or nothing if it has none there.
  func index(of node: String, isBackward: Bool) -> Int? {
    guard let index = graph.node(node)?.index else { return nil }
    guard isBackward else { return steps.firstIndex(of: .forward(index)) }
    return steps.firstIndex(of: .backward(index)) ?? steps.firstIndex(of: .gather(index))
  }
}

extension StepName {
  /// How lessons name a step of a graph.
  init(_ step: Step, in graph: Graph) {
    self =
      switch step {
      case .forward(let index): .forward(graph.nodes[index].id)
      case .loss: .loss
      case .backward(let index): .backward(graph.nodes[index].id)
      case .gather(let index): .gather(graph.nodes[index].id)
      case .update(let index, let place):
        .update("\(graph.nodes[index].id).\(graph.nodes[index].parameters[place].name)")
      }
  }
}
