/// The systematic mistakes of an answer: each differs from it in one place, and has a name.
struct Variations {
  struct Variation {
    let equation: Equation
    let name: String
    let why: String
  }

  private let answer: Equation
  /// The sizes of a tensor's axes as the question names them: `K: [N, M, C, O]`.
  private let sizes: [String: [String]]

  init(of answer: Equation, sizes: [String: [String]]) {
    self.answer = answer
    self.sizes = sizes
  }

  var all: [Variation] {
    answer.statements.indices.flatMap { line in
      changes(of: answer.statements[line].value).map { change in
        var equation = answer
        equation.statements[line].value = change.term
        return Variation(equation: equation, name: change.name, why: change.why)
      }
    }
  }

  private typealias Change = (term: Term, name: String, why: String)

  /// The term changed in one place, there or below.
  private func changes(of term: Term) -> [Change] {
    own(term) + below(term)
  }

  private func below(_ term: Term) -> [Change] {
    let children = term.children
    return children.indices.flatMap { place in
      changes(of: children[place]).map { change in
        var current = -1
        // children are gone through in the same order
        let changed = term.mapChildren { child in
          current += 1
          return current == Self.position(place, in: term) ? change.term : child
        }
        return (changed, change.name, change.why)
      }
    }
  }
  /// Indices of a sum are no terms that can be changed, so that they do not count.
  private static func position(_ place: Int, in term: Term) -> Int {
    guard case .reduction(let reduction) = term else { return place }
    var changed = 0
    var counted = 0
    for head in reduction.heads {
      for part in head.terms {
        if counted == place { return part.bareName != nil && head.isBare ? -2 : changed }
        counted += 1
        if !head.isBare { changed += 1 }
      }
    }
    return changed
  }

  private func own(_ term: Term) -> [Change] {
    switch term {
    case .applied(let name, let indices, let bracket):
      exchanged(name, indices, bracket) + shifted(name, indices, bracket)
        + turned(name, indices, bracket)
    case .negative(let operand): [(operand, "the sign is turned", "A minus sign is missing.")]
    case .binary(let sign, let left, let right): binary(sign, left, right)
    case .call(let function, let arguments): calls(function, arguments)
    case .reduction(let reduction): reductions(reduction)
    case .comparison(let terms, let relations): comparisons(terms, relations)
    case .choice(let cases, let otherwise): choices(cases, otherwise)
    default: []
    }
  }

  // MARK: Indices

  private func exchanged(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket) -> [Change] {
    indices.indices.flatMap { first in
      indices.indices.dropFirst(first + 1).map { second in
        var other = indices
        other.swapAt(first, second)
        return (
          .applied(name, other, bracket), "indices exchanged",
          "\(name.text) has its indices in another order."
        )
      }
    }
  }

  private func shifted(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket) -> [Change] {
    indices.indices.flatMap { place in
      [Term.Operator.plus, .minus].map { sign in
        var other = indices
        other[place] = .binary(sign, indices[place], .number(1))
        return (
          .applied(name, other, bracket), "an index shifted by one",
          "Indices count from 0; an index of \(name.text) is off by one."
        )
      }
    }
  }

  private func turned(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket) -> [Change] {
    guard let sizes = sizes[name.text], sizes.count == indices.count, indices.count >= 2 else {
      return []
    }
    func turned(_ place: Int) -> Term {
      .binary(
        .minus, .binary(.minus, .name(Name(sizes[place])), .number(1)), indices[place])
    }
    var both = indices
    both[0] = turned(0)
    both[1] = turned(1)
    let whole: Change = (
      .applied(name, both, bracket), "the kernel turned",
      "\(name.text) is read from its other end."
    )
    return [whole]
      + [0, 1].map { place in
        var one = indices
        one[place] = turned(place)
        return (
          .applied(name, one, bracket), "the kernel turned along one axis",
          "\(name.text) is read from its other end along one axis."
        )
      }
  }

  // MARK: Operators

  private func binary(_ sign: Term.Operator, _ left: Term, _ right: Term) -> [Change] {
    switch sign {
    case .plus:
      let one: [Change] =
        right == .number(1) ? [(left, "1 is missing", "A “+ 1” is missing.")] : []
      return one + misplacedFactor(.plus, left, right) + [
        (.binary(.minus, left, right), "a wrong sign", "There is a minus where a plus belongs."),
        (left, "a term is missing", "One of the terms that are added is missing."),
        (right, "a term is missing", "One of the terms that are added is missing."),
      ]
    case .minus:
      let one: [Change] =
        right == .number(1) ? [(left, "1 too many", "A “− 1” is missing.")] : []
      return one + misplacedFactor(.minus, left, right) + [
        (.binary(.plus, left, right), "a wrong sign", "There is a plus where a minus belongs."),
        (
          .binary(.minus, right, left), "the difference turned",
          "The two sides of a difference are exchanged."
        ),
        (left, "a term is missing", "A term that is subtracted is missing."),
      ]
    case .times:
      return [(left, right), (right, left)].map { kept, missing in
        (
          kept, "a factor is missing",
          missing.bareName.map { "The factor \($0) is missing." } ?? "A factor is missing."
        )
      } + [
        (.binary(.over, left, right), "divided instead of multiplied", "A factor divides.")
      ]
    case .over:
      return [
        (left, "not divided", "A division is missing."),
        (.binary(.times, left, right), "multiplied instead of divided", "A divisor multiplies."),
        (.binary(.over, right, left), "the fraction turned", "The fraction stands upside down."),
      ]
    case .power:
      return [(left, "the power is missing", "A power is missing.")]
    case .modulo, .wholeOver, .and, .or: return []
    }
  }

  /// `i'*S + m` as `(i' + m)*S` and as `i' + m*S`.
  private func misplacedFactor(
    _ sign: Term.Operator, _ left: Term, _ right: Term
  ) -> [Change] {
    let why = "The stride multiplies the position of the output, and nothing else."
    func split(_ term: Term) -> (Term, Term)? {
      if case .binary(.times, let a, let b) = term { (a, b) } else { nil }
    }
    if let (a, b) = split(left) {
      return [
        (.binary(.times, .binary(sign, a, right), b), "the stride at the wrong place", why),
        (.binary(sign, a, .binary(.times, right, b)), "the stride at the wrong place", why),
      ]
    }
    if let (a, b) = split(right) {
      return [
        (.binary(.times, .binary(sign, left, a), b), "the stride at the wrong place", why),
        (.binary(sign, .binary(.times, left, b), a), "the stride at the wrong place", why),
      ]
    }
    return []
  }

  // MARK: Functions and sums

  private func calls(_ function: Term.Function, _ arguments: [Term]) -> [Change] {
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

  private func roots(_ operand: Term) -> [Change] {
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

  private func reductions(_ reduction: Term.Reduction) -> [Change] {
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

  private func comparisons(_ terms: [Term], _ relations: [Term.Relation]) -> [Change] {
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

  private func choices(_ cases: [Term.Case], _ otherwise: Term?) -> [Change] {
    cases.map { ($0.value, "a condition is missing", "A condition is missing.") }
      + (otherwise.map { [($0, "a case is missing", "Another case is missing.")] } ?? [])
  }
}

extension Term.Head {
  /// Whether it is an index alone.
  var isBare: Bool { if case .term(.name) = self { true } else { false } }
}
