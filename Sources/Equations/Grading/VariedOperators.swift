/// Signs, factors and terms that are wrong, missing or at the wrong place.
extension Variations {
  func binary(_ sign: Term.Operator, _ left: Term, _ right: Term) -> [Change] {
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
  func misplacedFactor(
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
}
