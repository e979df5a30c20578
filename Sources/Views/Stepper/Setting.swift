import Diagrams
import Lessons
import Networks
import Tensors

/// One thing that can be changed of a walk: `-` and `+` turn it.
enum Setting: Hashable, Sendable {
  /// An argument of the block's call.
  case call(Adjustment)
  /// An argument of the operation of the running step.
  case operation(Adjustment)
  case rows, columns, channels, batch, seed, mode, input, weights, upstream

  /// All settings of a walk at a step: the call's, the operation's, the run's.
  static func all(of walk: Walk, at step: Step) -> [[Setting]] {
    var groups: [[Setting]] = []
    let call = walk.network.adjustments
    if !call.isEmpty { groups.append(call.map(Setting.call)) }
    if let node = walk.node(of: step) {
      let operation = walk.network.adjustments(of: node)
      if !operation.isEmpty { groups.append(operation.map(Setting.operation)) }
    }
    let sides: [Setting] =
      walk.network.input.rank == 3 ? [.rows, .columns, .channels] : [.channels]
    groups.append(sides + [.batch, .seed, .mode, .input, .weights, .upstream])
    return groups
  }

  /// What stays of a setting while its value changes.
  struct ID: Hashable, Sendable {
    let isOfCall: Bool
    let name: String
  }
  var id: ID {
    if case .call = self { return ID(isOfCall: true, name: name) }
    return ID(isOfCall: false, name: name)
  }

  var name: String {
    switch self {
    case .call(let adjustment), .operation(let adjustment): adjustment.name
    case .rows: "rows"
    case .columns: "columns"
    case .channels: "channels"
    case .batch: "batch"
    case .seed: "seed"
    case .mode: "mode"
    case .input: "x"
    case .weights: "K"
    case .upstream: "G"
    }
  }

  func value(in request: WalkRequest, _ walk: Walk) -> String {
    let input = request.input ?? walk.network.input
    return switch self {
    case .call(let adjustment), .operation(let adjustment): adjustment.value.caption
    case .rows: "\(input[0])"
    case .columns: "\(input[1])"
    case .channels: "\(input[input.rank - 1])"
    case .batch: "\(request.batch)"
    case .seed: "\(request.seed)"
    case .mode: request.mode.rawValue
    case .input: request.given.contains(where: \.isInput) ? "given" : request.source.rawValue
    case .weights: request.given.contains(where: \.isParameter) ? "given" : request.weights.rawValue
    case .upstream: request.given.contains(where: \.isGradient) ? "given" : request.upstream.name
    }
  }

  /// The walk with this turned; nothing where it is at its end.
  func turned(by step: Int, _ request: WalkRequest, _ walk: Walk, at node: Node?) -> WalkRequest? {
    let before = request
    var request = request
    let input = request.input ?? walk.network.input
    switch self {
    case .call(let adjustment):
      guard let value = adjustment.turned(by: step) else { return nil }
      request.notation = walk.network.source(changing: adjustment.name, to: value)
    case .operation(let adjustment):
      guard let node, let value = adjustment.turned(by: step) else { return nil }
      request.notation = walk.network.source(changing: adjustment.name, of: node, to: value)
    case .rows, .columns, .channels:
      let axis = self == .rows ? 0 : self == .columns ? 1 : input.rank - 1
      var extents = input.extents
      extents[axis] += step
      guard extents[axis] >= 1 else { return nil }
      request.input = Shape(extents)
    case .batch:
      guard request.batch + step >= 1 else { return nil }
      request.batch += step
    case .seed:
      request.seed = step > 0 ? request.seed &+ 1 : request.seed &- 1
    case .mode: request.mode = request.mode == .training ? .inference : .training
    case .input:
      request.choose(Self.next(request.source, in: InputChoice.allCases, by: step))
    case .weights:
      request.choose(Self.next(request.weights, in: WeightChoice.allCases, by: step))
    case .upstream:
      request.choose(Self.next(request.upstream, in: Self.upstreams(walk), by: step))
    }
    // numbers were set by hand in tensors that may be no more
    if request.notation != before.notation || request.input != before.input {
      request.changes = []
      request.given = []
    }
    return request
  }

  private static func upstreams(_ walk: Walk) -> [UpstreamChoice] {
    let shape = walk.graph.output.shape
    let middle = shape.rank == 3 ? [shape[0] / 2, shape[1] / 2, 0] : [0]
    return [.random, .ones, .whole, .cell(middle), .squaredError]
      + (shape.rank == 1 ? [.crossEntropy] : [])
  }

  private static func next<Choice: Equatable>(
    _ choice: Choice, in choices: [Choice], by step: Int
  ) -> Choice {
    let place = choices.firstIndex(of: choice) ?? 0
    return choices[(place + step + choices.count) % choices.count]
  }
}
