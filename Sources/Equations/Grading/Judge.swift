import Tensors

/// One choice of sizes and numbers on which an equation is run.
public struct Trial: Sendable {
  public let surroundings: Surroundings
  /// What is right, from the engine where it computes it.
  public let right: Values
  /// Numbers that are worth saying with a difference: `S`, but not the sizes of tensors.
  public let shown: [String]

  public init(_ surroundings: Surroundings, right: Values, shown: [String] = []) {
    self.surroundings = surroundings
    self.right = right
    self.shown = shown
  }
}

/// Grades equations by running them beside the right one.
public struct Judge: Sendable {
  /// From small and by hand to large.
  public let trials: [Trial]
  public let answer: Equation
  public let mistakes: [Mistake]
  /// The sizes of a tensor's axes by name.
  let sizes: [String: [String]]
  /// What one product of the sum is called: a window, a path.
  let noun: String
  /// The share that ranges are worth which nothing says.
  let rangeShare: Double
  let outcomes: [TrialOutcome]
  private let mistaken: [[Values?]]

  /// An equation of a known misconception.
  public struct Mistake: Sendable {
    public let equation: Equation
    public let name: String
    public let why: String
    /// The share of the points that is earned all the same.
    public let share: Double

    public init(_ equation: Equation, name: String, why: String, share: Double) {
      self.equation = equation
      self.name = name
      self.why = why
      self.share = share
    }
  }

  /// More than this an equation that is not equal never gets.
  public static let unequalShare = 0.7
  /// The share for a mistake that is found by changing the answer in one place.
  static let variationShare = 0.5
  /// The share for an equation that is right for some sizes only.
  static let partialShare = 0.4

  /// Throws where the answer itself cannot be run.
  public init(
    trials: [Trial], answer: Equation, mistakes: [Mistake], sizes: [String: [String]] = [:],
    noun: String = "term", rangeShare: Double = 0.1
  ) throws(EquationError) {
    self.trials = trials
    self.answer = answer
    self.mistakes = mistakes
    self.sizes = sizes
    self.noun = noun
    self.rangeShare = rangeShare
    var outcomes: [TrialOutcome] = []
    for trial in trials { outcomes.append(try answer.outcome(in: trial.surroundings)) }
    self.outcomes = outcomes
    mistaken = mistakes.map { mistake in
      trials.map { try? mistake.equation.outcome(in: $0.surroundings).values }
    }
  }

  /// The names that an answer may use.
  public var known: Set<String> {
    guard let surroundings = trials.first?.surroundings else { return [] }
    return surroundings.names.union([surroundings.asked])
  }

  /// What an answer is worth.
  public func verdict(on text: String) -> Verdict {
    do {
      return verdict(on: try Equation(text, known: known))
    } catch {
      return Self.refusal(error)
    }
  }

  /// What an equation that was read already is worth.
  public func verdict(on equation: Equation) -> Verdict {
    do {
      return try run(equation)
    } catch {
      return Self.refusal(error)
    }
  }
  private static func refusal(_ error: EquationError) -> Verdict {
    Verdict(
      share: 0, findings: [Verdict.Finding("cannot be run", error.sentence)], error: error)
  }

  private func run(_ equation: Equation) throws(EquationError) -> Verdict {
    var given: [TrialOutcome] = []
    for trial in trials { given.append(try equation.outcome(in: trial.surroundings)) }
    if let index = given.lazy.compactMap(\.unbound.first).first {
      let finding = Verdict.Finding(
        "the sum over \(index) is missing", "‘\(index)’ is bound by no sum.")
      return Verdict(
        share: Self.unequalShare, findings: [finding], difference: difference(given))
    }
    let equal = zip(given, trials).map { $0.values.isClose(to: $1.right) }
    guard equal.contains(false) else { return right(equation, given) }
    let difference = difference(given)
    for (mistake, values) in zip(mistakes, mistaken)
    where zip(given, values).allSatisfy({ $1.map($0.values.isClose) ?? false }) {
      return Verdict(
        share: min(mistake.share, Self.unequalShare),
        findings: [Verdict.Finding(mistake.name, mistake.why)], difference: difference)
    }
    if given.contains(where: \.readsBetween), !outcomes.contains(where: \.readsBetween) {
      return Verdict(
        share: Self.variationShare,
        findings: [
          Verdict.Finding(
            "a fractional index", "It reads between two elements where a quotient is not whole.")
        ], difference: difference)
    }
    if let finding = factor(given) ?? variation(given) {
      return Verdict(
        share: Self.variationShare, findings: [finding], difference: difference)
    }
    if let finding = restriction(equal) {
      return Verdict(
        share: Self.partialShare, findings: [finding], difference: difference)
    }
    return Verdict(
      share: 0, findings: [Verdict.Finding("another value", "It is not equal to the right one.")],
      difference: difference)
  }

  /// Equal everywhere: what remains is whether its ranges are said.
  private func right(_ equation: Equation, _ given: [TrialOutcome]) -> Verdict {
    guard !equation.saysOutside, let place = given.lazy.compactMap(\.outside).first else {
      return Verdict(share: 1, findings: [])
    }
    return Verdict(
      share: 1 - rangeShare,
      findings: [
        Verdict.Finding(
          "the ranges are missing",
          "It reads \(place), which does not exist: write the ranges, or that it counts as 0.")
      ])
  }
}
