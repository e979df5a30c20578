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
  private let outcomes: [Outcome]
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
    var outcomes: [Outcome] = []
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
    var given: [Outcome] = []
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
  private func right(_ equation: Equation, _ given: [Outcome]) -> Verdict {
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

  // MARK: What is wrong

  /// A factor that is the same for all elements, and what it is.
  private func factor(_ given: [Outcome]) -> Verdict.Finding? {
    let ratios = zip(given, trials).map { $0.values.ratio(to: $1.right) }
    guard let first = ratios.compactMap({ $0 }).first, !ratios.contains(where: { $0 == nil }) else {
      return nil
    }
    let factors = ratios.compactMap { $0 }
    if factors.allSatisfy({ ($0 - first).magnitude < 1e-7 * max(1, first.magnitude) }) {
      if (first + 1).magnitude < 1e-9 {
        return Verdict.Finding("the sign is turned", "It is the right one with the other sign.")
      }
      return Verdict.Finding(
        "a constant factor", "It is \(Verdict.number(first)) times the right one.")
    }
    // a product of sizes: a sum too many, or a division by a size
    for names in sizeProducts {
      let products = trials.map { trial in
        names.reduce(1.0) { $0 * (trial.surroundings.numbers[$1] ?? 1) }
      }
      let label = names.joined(separator: "·")
      if zip(factors, products).allSatisfy({ ($0 - $1).magnitude < 1e-7 * max(1, $1) }) {
        return Verdict.Finding(
          "\(label) times too large", "A sum too many, or a division by \(label) that is missing.")
      }
      if zip(factors, products).allSatisfy({ ($0 * $1 - 1).magnitude < 1e-7 }) {
        return Verdict.Finding("divided by \(label)", "Nothing is divided by \(label) here.")
      }
    }
    return nil
  }

  /// Numbers that are given, alone and by twos.
  private var sizeProducts: [[String]] {
    let names = trials[0].surroundings.numbers.keys.sorted()
    return names.map { [$0] }
      + names.indices.flatMap { first in
        names[first...].dropFirst().map { [names[first], $0] }
      }
  }

  /// The change of the answer in one place that gives the same values.
  private func variation(_ given: [Outcome]) -> Verdict.Finding? {
    // the smallest case on which it differs decides, the others confirm
    let first = zip(given, trials).enumerated().first { !$1.0.values.isClose(to: $1.1.right) }
    guard let place = first?.offset else { return nil }
    let order = [place] + trials.indices.filter { $0 != place }
    for variation in Variations(of: answer, sizes: sizes).all {
      let isSame = order.allSatisfy { place in
        (try? variation.equation.outcome(in: trials[place].surroundings).values)
          .map { given[place].values.isClose(to: $0) } ?? false
      }
      if isSame { return Verdict.Finding(variation.name, variation.why) }
    }
    return nil
  }

  /// The number with which it is right in one case only, as with a stride of 1.
  private func restriction(_ equal: [Bool]) -> Verdict.Finding? {
    guard equal.contains(true), let numbers = trials.first?.surroundings.numbers else { return nil }
    for name in numbers.keys.sorted() {
      let isOne = trials.map { $0.surroundings.numbers[name] == 1 }
      if isOne == equal {
        return Verdict.Finding(
          "right for \(name) = 1 only", "With \(name) > 1 it gives something else.")
      }
    }
    return nil
  }

  /// The smallest case on which it differs, at the element where it differs most.
  private func difference(_ given: [Outcome]) -> Verdict.Difference? {
    for (place, trial) in trials.enumerated() where !given[place].values.isClose(to: trial.right) {
      let (yours, right) = (given[place].values, trial.right)
      guard yours.extents == right.extents else { return nil }
      let distance = { (offset: Int) -> Double in
        let distance = (yours.numbers[offset] - right.numbers[offset]).magnitude
        return distance.isNaN ? .infinity : distance
      }
      guard let offset = right.numbers.indices.max(by: { distance($0) < distance($1) }) else {
        return nil
      }
      let terms = { (outcome: Outcome) in
        outcome.terms.indices.contains(offset) ? outcome.terms[offset] : 0
      }
      return Verdict.Difference(
        settings: trial.shown.compactMap { name in
          trial.surroundings.numbers[name].map { (name, $0) }
        }, name: trial.surroundings.asked, index: right.shownIndex(at: offset),
        yours: yours.numbers[offset], right: right.numbers[offset],
        missing: terms(outcomes[place]) - terms(given[place]), noun: noun)
    }
    return nil
  }
}

extension Values {
  /// Whether all numbers are those of another box, but for rounding.
  func isClose(to other: Values) -> Bool {
    guard extents == other.extents else { return false }
    let scale = other.numbers.reduce(0) { max($0, $1.magnitude) }
    let slack = 1e-9 * max(scale, 1e-3)
    return zip(numbers, other.numbers).allSatisfy { left, right in
      (left - right).magnitude <= slack || left == right
    }
  }

  /// By what all numbers of another box are multiplied; nothing where that is no one number.
  func ratio(to other: Values) -> Double? {
    guard extents == other.extents,
      let offset = other.numbers.indices.max(by: {
        other.numbers[$0].magnitude < other.numbers[$1].magnitude
      }), other.numbers[offset] != 0
    else { return nil }
    let ratio = numbers[offset] / other.numbers[offset]
    guard ratio.isFinite, ratio != 0 else { return nil }
    let scaled = Values(other.extents, other.numbers.map { $0 * ratio })
    return isClose(to: scaled) ? ratio : nil
  }

  /// The index of an element without axes of one place at its end.
  func shownIndex(at offset: Int) -> [Int] {
    var index = self.index(at: offset)
    var axis = extents.count - 1
    while axis > 0, extents[axis] == 1 {
      index.removeLast()
      axis -= 1
    }
    return index
  }
}
