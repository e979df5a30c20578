/// What is wrong with an equation that is none of the known misconceptions.
extension Judge {
  /// A factor that is the same for all elements, and what it is.
  func factor(_ given: [TrialOutcome]) -> Verdict.Finding? {
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
  func variation(_ given: [TrialOutcome]) -> Verdict.Finding? {
    // the smallest case on which it differs decides, the others confirm
    let first = zip(given, trials).enumerated().first { !$1.0.values.isClose(to: $1.1.right) }
    guard let place = first?.offset else { return nil }
    let order = [place] + trials.indices.filter { $0 != place }
    let isSame = { (equation: Equation) in
      order.allSatisfy { place in
        (try? equation.outcome(in: trials[place].surroundings).values)
          .map { given[place].values.isClose(to: $0) } ?? false
      }
    }
    // who leaves the ranges to the tensors changes them with the indices
    let short = answer.loosened { equation in
      zip(trials, outcomes).allSatisfy { trial, outcome in
        (try? equation.outcome(in: trial.surroundings).values)
          .map { outcome.values.isClose(to: $0) } ?? false
      }
    }
    for answer in short == answer ? [answer] : [answer, short] {
      let variations = Variations(of: answer, sizes: sizes).all
      if let found = variations.first(where: { isSame($0.equation) }) {
        return Verdict.Finding(found.name, found.why)
      }
    }
    return nil
  }

  /// The number with which it is right in one case only, as with a stride of 1.
  func restriction(_ equal: [Bool]) -> Verdict.Finding? {
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
}
