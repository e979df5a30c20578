import Experiments
import Networks
import Tensors

/// A run of a network as far as it has come: what left each node and how long each took.
public struct NetworkRun: Sendable {
  /// What left each node so far, `x` first.
  private(set) var outputs: [Tensor<Float>] = []
  /// The gradient of the loss in what left each node, where the backward pass has come by.
  private(set) var gradients: [Tensor<Float>?]
  /// Seconds that each node took forward and backward; nothing for those to come.
  private(set) var forwardSeconds: [Double?]
  private(set) var backwardSeconds: [Double?]
  /// The forward pass, once it is whole.
  private(set) var forward: ForwardPass<Float>?
  /// The class whose score the backward pass starts from; nothing where it starts from the seed.
  private(set) var upstreamClass: Int?
  /// Whether the backward pass is whole.
  private(set) var isComplete = false

  init(of graph: Graph) {
    gradients = graph.nodes.map { _ in nil }
    forwardSeconds = graph.nodes.map { _ in nil }
    backwardSeconds = graph.nodes.map { _ in nil }
  }

  /// How many nodes a pass has computed; the input is none.
  func count(isBackward: Bool) -> Int {
    (isBackward ? backwardSeconds : forwardSeconds).dropFirst().count { $0 != nil }
  }

  /// What some nodes took together, in seconds; nothing while one of them is to come.
  func seconds(_ nodes: Range<Int>, isBackward: Bool) -> Double? {
    var total = 0.0
    for seconds in (isBackward ? backwardSeconds : forwardSeconds)[nodes] {
      guard let seconds else { return nil }
      total += seconds
    }
    return total
  }

  /// What left a node, or the gradient in it, where it has been computed.
  func tensor(_ node: Int, isBackward: Bool) -> Tensor<Float>? {
    if isBackward { return gradients[node] }
    return outputs.indices.contains(node) ? outputs[node] : nil
  }

  /// Takes what a step has computed, and tells it; throws where nobody waits for it any more.
  private mutating func record(
    _ step: Step, _ tensor: Tensor<Float>, since start: inout Double, _ context: JobContext
  ) throws {
    guard !context.isCancelled() else { throw Cancelled() }
    let seconds = context.seconds() - start
    switch step {
    case .forward(let node):
      outputs.append(tensor)
      forwardSeconds[node] = seconds
    case .backward(let node):
      gradients[node] = tensor
      backwardSeconds[node] = seconds
    case .loss, .gather, .update: break
    }
    context.report(.network(self))
    start = context.seconds()
  }
}

extension NetworkRun {
  /// Runs a network forward and tells each output as it comes.
  static func forward(_ opened: OpenedNetwork) -> Job {
    Job { context in
      var run = NetworkRun(of: opened.network.graph)
      let settings = try run.settings(opened, given: opened.given())
      var start = context.seconds()
      run.forward = try ForwardPass(opened.network.graph, settings) { step, tensor in
        try run.record(step, tensor, since: &start, context)
      }
      return .network(run)
    }
  }

  /// Runs the backward pass after a forward pass that is whole.
  func backward(_ opened: OpenedNetwork) -> Job {
    Job { context in
      guard let forward else { return .network(self) }
      var run = self
      run.gradients = gradients.map { _ in nil }
      run.backwardSeconds = backwardSeconds.map { _ in nil }
      let dy = try opened.given().filter { $0.key == "dy" }
      var settings = run.settings(opened, given: dy)
      // of a picture one wants to know what made its class likely
      if opened.words != nil, dy.isEmpty, forward.output.shape.rank == 2,
        let top = Ranking(forward.output, count: 1).entries.first
      {
        settings.upstream = .cell([top.index])
        run.upstreamClass = top.index
      }
      var start = context.seconds()
      let trace = try Trace(after: forward, settings) { step, tensor in
        try run.record(step, tensor, since: &start, context)
      }
      run.gradients[0] = trace.gradients[0]
      run.isComplete = true
      return .network(run)
    }
  }

  private func settings(
    _ opened: OpenedNetwork, given: [String: Tensor<Float>]
  ) -> RunSettings<Float> {
    var settings = RunSettings<Float>(seed: opened.request.seed, mode: opened.request.mode)
    settings.given = given
    let images = given["x"]?.shape.extents.first ?? outputs.first?.shape.extents.first
    if let images { settings.batch = images }
    return settings
  }
}
