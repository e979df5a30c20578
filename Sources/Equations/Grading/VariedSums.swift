/// Functions, sums, bounds and conditions that are wrong or missing.
extension Variations {
  func calls(_ function: Term.Function, _ arguments: [Term]) -> [Change] {
    switch function {
    case .floor:
      [
        (.call(.ceil, arguments), "rounded up", "It is rounded down."),
        (arguments[0], "not rounded", "It is rounded down."),
      ]
    case .ceil:
      [
        (.call(.floor, arguments), "rounded down", "It is rounded up."),
        (arguments[0], "not rounded", "It is rounded up."),
      ]
    case .max, .min:
      [
        (
          .call(function == .max ? .min : .max, arguments), "max and min exchanged",
          "The \(function == .max ? "larger" : "smaller") one counts."
        )
      ] + arguments.map { ($0, "a bound is missing", "One side of the \(function) is missing.") }
    case .sqrt: roots(arguments[0])
    case .sigmoid:
      [
        (.call(.relu, arguments), "ReLU for the sigmoid", "A gate lies between 0 and 1."),
        (arguments[0], "the sigmoid is missing", "The sigmoid is missing."),
      ]
    case .relu:
      [
        (.call(.sigmoid, arguments), "a sigmoid for the ReLU", "The ReLU is missing."),
        (arguments[0], "the ReLU is missing", "The ReLU is missing."),
      ]
    default:
      [(arguments[0], "the \(function) is missing", "The function \(function) is missing.")]
    }
  }

  func roots(_ operand: Term) -> [Change] {
    var changes: [Change] = [(operand, "the root is missing", "A square root is missing.")]
    if case .binary(.plus, let value, let epsilon) = operand {
      changes.append(
        (
          .binary(.plus, .call(.sqrt, [value]), epsilon), "ε outside of the root",
          "It stands within the root here."
        ))
    }
    return changes
  }

  func reductions(_ reduction: Term.Reduction) -> [Change] {
    var changes: [Change] = []
    func with(_ kind: Term.Reduction.Kind, _ body: Term? = nil) -> Term {
      .reduction(Term.Reduction(kind, reduction.heads, body ?? reduction.body))
    }
    switch reduction.kind {
    case .mean:
      // with the same body, from which its indices have their ranges
      let count = with(
        .sum, .binary(.plus, .binary(.times, .number(0), reduction.body), .number(1)))
      changes.append(
        (with(.sum), "a sum for the mean", "It is not divided by the number of terms."))
      changes.append(
        (
          .binary(.over, with(.sum), .binary(.minus, count, .number(1))),
          "divided by n − 1", "The mean divides by the number of terms."
        ))
      changes.append((with(.max), "the maximum for the mean", "It is a mean."))
    case .sum:
      changes.append((with(.mean), "a mean for the sum", "Nothing is divided here."))
      changes.append((with(.max), "the maximum for the sum", "All terms are added."))
    case .product, .max, .min: break
    }
    for place in reduction.heads.indices {
      switch reduction.heads[place] {
      case .term(let condition) where condition.bareName == nil:
        var other = reduction
        other.heads.remove(at: place)
        changes.append((.reduction(other), "a condition is missing", "A condition is missing."))
      case .range(let name, let from, let to):
        for sign in [Term.Operator.plus, .minus] {
          var other = reduction
          other.heads[place] = .range(name, from, .binary(sign, to, .number(1)))
          let way = sign == .plus ? "too late" : "too early"
          changes.append(
            (.reduction(other), "a sum ends \(way)", "The sum over \(name.text) ends \(way)."))
        }
        var other = reduction
        other.heads[place] = .range(name, .binary(.plus, from, .number(1)), to)
        changes.append(
          (.reduction(other), "a sum begins too late", "The sum over \(name.text) begins too late.")
        )
      case .term: break
      }
    }
    return changes
  }

  func comparisons(_ terms: [Term], _ relations: [Term.Relation]) -> [Change] {
    let strict: [Term.Relation: Term.Relation] = [
      .atMost: .less, .less: .atMost, .atLeast: .more, .more: .atLeast,
    ]
    return relations.indices.compactMap { place in
      guard let other = strict[relations[place]] else { return nil }
      var changed = relations
      changed[place] = other
      return (.comparison(terms, changed), "a bound off by one", "A bound is off by one.")
    }
  }

  func choices(_ cases: [Term.Case], _ otherwise: Term?) -> [Change] {
    cases.map { ($0.value, "a condition is missing", "A condition is missing.") }
      + (otherwise.map { [($0, "a case is missing", "Another case is missing.")] } ?? [])
  }
}
