import Networks
import Tensors

/// Two blocks side by side: what is more in the one, the other, or equal, as the engine counts it.
struct Contrast {
  let left: Network
  let right: Network

  init(_ left: Network, _ right: Network) {
    self.left = left
    self.right = right
  }

  /// What two blocks can be compared in.
  enum Quality: String, CaseIterable {
    case parameters
    case multiplyAdds = "multiply_adds"
    case normalizations
    case activations
    case width
    case output
    case values

    /// The beginning of a statement, as in `parameters: …`.
    var words: String {
      switch self {
      case .parameters: "parameters"
      case .multiplyAdds: "multiply-adds"
      case .normalizations: "normalizations"
      case .activations: "activations"
      case .width: "channels of the widest tensor"
      case .output: "values in the output"
      case .values: "values"
      }
    }
  }

  /// Whether both have as many, or compute the same from the same weights.
  func agree(in quality: Quality) throws -> Bool {
    guard quality == .values else { return count(quality, in: left) == count(quality, in: right) }
    return try Wiring(left).computesSame(as: Wiring(right), on: left.input)
  }

  /// How much of it the first and the second have.
  func counts(of quality: Quality) -> [Int] { [left, right].map { count(quality, in: $0) } }

  private func count(_ quality: Quality, in network: Network) -> Int {
    let nodes = network.graph.nodes
    return switch quality {
    case .parameters: nodes.reduce(0) { $0 + $1.parameterCount }
    case .multiplyAdds: nodes.reduce(0) { $0 + $1.multiplyAdds }
    case .normalizations: nodes.count { $0.operation.kind.isNormalization }
    case .activations: nodes.count { $0.operation.kind.isHiddenActivation }
    case .width: nodes.compactMap(\.shape.extents.last).max() ?? 0
    case .output: network.graph.output.shape.count
    case .values: 0
    }
  }

  /// A statement for every quality, some true and some false.
  func choices(_ choices: inout Choices) -> [ChoiceTask.Choice] {
    var made: [ChoiceTask.Choice] = []
    for quality in Quality.allCases where quality != .values {
      let (one, other) = (count(quality, in: left), count(quality, in: right))
      // that there are equally many of what neither has would be a trick question
      guard one > 0 || other > 0 else { continue }
      let statements = [
        ("\(quality.words): equally many", one == other),
        ("\(quality.words): more in the first", one > other),
        ("\(quality.words): more in the second", one < other),
      ]
      let picked = statements.randomElement(using: &choices) ?? statements[0]
      made.append(choice(picked, one, other))
    }
    if !made.contains(where: \.isRight) {
      let (one, other) = (count(.parameters, in: left), count(.parameters, in: right))
      let words =
        one == other ? "equally many" : one > other ? "more in the first" : "more in the second"
      made[0] = choice(("\(Quality.parameters.words): \(words)", true), one, other)
    }
    return made
  }

  /// All that the engine counts, of the first and of the second.
  var sentence: String {
    let counts = Quality.allCases.filter { $0 != .values }.compactMap { quality -> String? in
      let (one, other) = (count(quality, in: left), count(quality, in: right))
      guard one > 0 || other > 0 else { return nil }
      return "\(quality.words) \(Figures.grouped(Double(one))) and "
        + Figures.grouped(Double(other))
    }
    return "The engine counts, in the first and in the second: "
      + counts.joined(separator: "; ") + "."
  }

  private func choice(
    _ statement: (words: String, isTrue: Bool), _ one: Int, _ other: Int
  ) -> ChoiceTask.Choice {
    let counts = [one, other].map { Figures.grouped(Double($0)) }
    let numbers = "The engine counts \(counts[0]) and \(counts[1])."
    return ChoiceTask.Choice(
      statement.words, isRight: statement.isTrue,
      finding: statement.isTrue ? nil : Grade.Finding(statement.words, why: numbers))
  }
}
