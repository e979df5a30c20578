import Equations
import Networks
import Tensors

/// A run of an item's block, whose tensors an equation is held against.
struct EngineRun {
  private let tensors: [String: Tensor<Double>]
  private let counts: [String: Double]

  /// Runs the block with numbers put in, where the item names one; the first run has small whole
  /// numbers, so that a difference can be worked out by hand.
  init(
    _ item: QuizItem, library: Library, numbers: [String: Double], isFirst: Bool
  ) throws {
    guard let block = item.words("block"), let on = item.words("on") else {
      (tensors, counts) = ([:], [:])
      return
    }
    let network = try Network(
      Arithmetic.filled(block, numbers), library: library,
      on: Shape(notation: Arithmetic.filled(on, numbers)))
    let counts = [
      "parameters": Double(network.graph.nodes.reduce(0) { $0 + $1.parameterCount }),
      "multiply_adds": Double(network.graph.nodes.reduce(0) { $0 + $1.multiplyAdds }),
      "rows": Double(network.graph.output.shape[0]),
    ]
    self.counts = counts
    guard item.words("compared").map({ !counts.keys.contains($0) }) ?? true else {
      tensors = [:]
      return
    }
    let mode = item.words("mode").flatMap { Mode(rawValue: $0) } ?? .training
    let images = try item.words("images").map {
      try Arithmetic($0).value(numbers)
    }
    var settings = RunSettings<Double>(
      seed: 7, mode: mode, batch: Int(images ?? 1))
    let named = { (trace: Trace<Double>) in
      Dictionary(trace.named.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    }
    settings.given["target"] = try Self.target(item, of: network.graph, numbers)
    var found = named(try Trace(network.graph, settings))
    for name in (item.fields["engine"]?.map ?? []).compactMap(\.value.words) {
      guard let tensor = found[name],
        let numbers = Self.numbers(of: name, count: tensor.shape.count, isFirst: isFirst)
      else { continue }
      settings.given[name] = Tensor(tensor.shape, numbers)
    }
    if !settings.given.isEmpty { found = named(try Trace(network.graph, settings)) }
    if let probabilities = Self.probabilities(of: network.graph, found) {
      found["probabilities"] = probabilities
    }
    tensors = found
  }

  /// The target with one right class, where the item says by which number it is named.
  private static func target(
    _ item: QuizItem, of graph: Graph, _ numbers: [String: Double]
  ) throws -> Tensor<Double>? {
    guard let text = item.words("gold") else { return nil }
    let gold = try Arithmetic(text).value(numbers)
    guard let shape = graph.targetShape, shape.rank == 1, 0..<Double(shape.count) ~= gold else {
      throw LessonError(
        "‘gold’ names one of the classes of the loss that the block ends in",
        line: item.fields["gold"]?.line)
    }
    var target = Tensor<Double>(zeros: shape.batched(1))
    target.elements[Int(gold)] = 1
    return target
  }

  /// What a loss makes of the logits that enter it; nothing where there are none.
  private static func probabilities(
    of graph: Graph, _ tensors: [String: Tensor<Double>]
  ) -> Tensor<Double>? {
    guard case .loss(let loss) = graph.output.operation.kind, loss != .squaredError,
      let logits = tensors[graph.nodes[graph.output.inputs[0]].id]
    else { return nil }
    return logits.probabilities(isJoint: loss == .crossEntropy)
  }

  /// The numbers that a tensor of the equation gets, where it does not keep those of its seed.
  private static func numbers(of name: String, count: Int, isFirst: Bool) -> [Double]? {
    guard !name.hasPrefix("grad.") else { return nil }
    let started = ["scale", "shift", "mean", "variance"]
    if let place = started.firstIndex(where: { name.hasSuffix("." + $0) }) {
      // they start with ones and zeros, and what is left out of the equation would not be missed
      guard !isFirst else { return (0..<count).map { Double($0 + 2) } }
      let rule = WeightRule(seed: 7, tensor: UInt64(place))
      return (0..<count).map { 0.5 + rule.fraction(UInt64($0)) }
    }
    // 1, 2, 3, … can be worked out by hand
    guard isFirst, name == "x" || name == "dy" || name.hasSuffix(".weight") else { return nil }
    return (0..<count).map { Double($0 + 1) }
  }

  /// A tensor by the name that files give it, or a count, in the extents that the equation says.
  func values(_ name: String, _ extents: [Int]) throws -> Values {
    if let count = counts[name] { return Values([], [count]) }
    guard let tensor = tensors[name] else {
      throw LessonError(
        "the block has no tensor ‘\(name)’",
        suggestion: nearest(to: name, among: tensors.keys.sorted()))
    }
    // a batch of one, and maps of one place, are not spelled out
    let own = tensor.shape.extents.filter { $0 != 1 }
    guard own == extents.filter({ $0 != 1 }) else {
      throw LessonError("‘\(name)’ is \(tensor.shape), not \(Shape(extents))")
    }
    return Values(extents, tensor.elements)
  }
}
