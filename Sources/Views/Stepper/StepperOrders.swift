import Networks
import Screens
import Tensors

/// What the stepper does by name.
extension Stepper {
  var orders: [NamedCommand] {
    let tensors = walk.steps.flatMap { Panel.of($0, in: walk).map(\.name) }
    return [
      NamedCommand("inference", "use running statistics in every norm"),
      NamedCommand("training", "use the statistics of the batch"),
      NamedCommand(
        "input", taking: "x", "x from a picture, or of another size, such as 16x16x8",
        choices: InputChoice.allCases.map(\.rawValue)),
      NamedCommand(
        "weights", taking: "KIND", "small whole weights, or random ones",
        choices: WeightChoice.allCases.map(\.rawValue)),
      NamedCommand(
        "gradient", taking: "KIND", "the gradient to start from",
        choices: Self.gradients.map(\.name)),
      NamedCommand("seed", taking: "N", "draw all numbers from another seed"),
      NamedCommand("batch", taking: "N", "how many images enter together"),
      NamedCommand(
        "go", taking: "STEP", "to a step by the name of its node",
        choices: walk.graph.nodes.map(\.id)),
      NamedCommand(
        "inspect", taking: "TENSOR", "one tensor on the whole screen", choices: tensors.unique),
    ]
  }

  /// Gradients to start from that have a name of one word.
  private static let gradients: [UpstreamChoice] = [.random, .ones, .whole]

  mutating func carryOut(
    _ order: String, _ argument: String, in screen: Screen
  ) throws(Failure) -> [Effect]? {
    var other = requestFromHere
    other.revision = .change
    switch order {
    case "inference": other.mode = .inference
    case "training": other.mode = .training
    case "seed":
      guard let seed = UInt64(argument) else {
        throw Failure("‘\(argument)’ is not a seed; use a whole number, 0 or more.")
      }
      other.seed = seed
    case "batch":
      guard let images = Int(argument), 1...64 ~= images else {
        throw Failure("‘\(argument)’ is not a valid batch size; use 1 to 64.")
      }
      other.batch = images
    case "input":
      if let choice = InputChoice(rawValue: argument) {
        other.choose(choice)
      } else if let shape = try? Shape(notation: argument) {
        other.input = shape
        other.changes = []
      } else {
        let names = InputChoice.allCases.map(\.rawValue)
        throw Failure(
          "‘\(argument)’ is neither a picture nor a size; "
            + (nearest(to: argument, among: names).map { "did you mean ‘\($0)’?" }
              ?? "pictures are \(names.joined(separator: ", ")); sizes are written 8x8x16."))
      }
    case "weights":
      guard let choice = WeightChoice(rawValue: argument) else {
        throw unknown("kind of weights", argument, WeightChoice.allCases.map(\.rawValue))
      }
      other.choose(choice)
    case "gradient":
      guard let choice = Self.gradients.first(where: { $0.name == argument }) else {
        throw unknown("gradient", argument, Self.gradients.map(\.name))
      }
      other.choose(choice)
    case "go":
      guard let index = walk.index(of: argument, isBackward: step.isBackward) else {
        throw unknown("node", argument, walk.graph.nodes.map(\.id))
      }
      return press(.first, count: index + 1, in: screen)
    case "inspect":
      guard inspect(argument) else {
        throw unknown("tensor", argument, walk.steps.flatMap { Panel.of($0, in: walk).map(\.name) })
      }
      return []
    default: return nil
    }
    return [.ask(.run(other))]
  }

  private func unknown(_ kind: String, _ name: String, _ known: [String]) -> Failure {
    let near = nearest(to: name, among: known)
    return Failure(
      "There is no \(kind) ‘\(name)’" + (near.map { "; did you mean ‘\($0)’?" } ?? "."))
  }
}

extension [String] {
  /// Each once, in the order in which they come first.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
