/// What an equation may name, with the numbers of one trial: tensors, numbers, and how far indices
/// run that index nothing.
public struct Surroundings: Sendable {
  public var tensors: [String: Values]
  public var numbers: [String: Double]
  /// Extents by the usual name of an index, where the equation says no other: `m: N`.
  public var ranges: [String: Int]
  /// The names of a tensor's axes, for messages: `K: [m, n, c, o]`.
  public var axes: [String: [String]]
  /// What is asked for, and its extents.
  public var asked: String
  public var extents: [Int]
  /// How often an algorithm's lines are gone through; nothing for an equation.
  public var steps: Int?
  /// Functions of a whole vector by name, such as the gradient `∇L` of a loss.
  public var maps: [String: @Sendable ([Double]) -> [Double]]
  /// What holds at the start of each step, such as the gradient of that step, after the state.
  public var beforeStep: (@Sendable (_ step: Int, inout [String: Values]) -> Void)?

  public init(
    asked: String, extents: [Int], tensors: [String: Values] = [:],
    numbers: [String: Double] = [:], ranges: [String: Int] = [:], axes: [String: [String]] = [:],
    steps: Int? = nil, maps: [String: @Sendable ([Double]) -> [Double]] = [:],
    beforeStep: (@Sendable (_ step: Int, inout [String: Values]) -> Void)? = nil
  ) {
    self.asked = asked
    self.extents = extents
    self.tensors = tensors
    self.numbers = numbers
    self.ranges = ranges
    self.axes = axes
    self.steps = steps
    self.maps = maps
    self.beforeStep = beforeStep
  }

  /// All names that are given.
  public var names: Set<String> {
    Set(tensors.keys).union(numbers.keys).union(maps.keys).union(steps == nil ? [] : ["t"])
  }
}

/// What an equation came to in one trial.
public struct TrialOutcome: Sendable {
  public let values: Values
  /// The place outside of a tensor that was read first, as in `K[0, −1, 0, 0]`.
  public let outside: String?
  /// Whether a place between two elements was read, as `G[(i − m)/S]` does.
  public let readsBetween: Bool
  /// Products that are not 0, by element of what was asked.
  public let terms: [Int]
  /// Indices that no sum binds and that were taken as 0.
  public let unbound: [String]
}
