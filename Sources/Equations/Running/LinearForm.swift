/// A number plus multiples of names: `i − 2i' + 1`.
struct LinearForm {
  var constant: Double
  var factors: [String: Double]

  /// Nothing where a term is no such sum; `value` gives the numbers of names that have one.
  init?(_ term: Term, _ value: (String) -> Double?) {
    switch term {
    case .number(let number): self.init(constant: number)
    case .name(let name):
      if let number = value(name.text) {
        self.init(constant: number)
      } else {
        self.init(constant: 0, factors: [name.text: 1])
      }
    case .negative(let operand):
      guard let form = LinearForm(operand, value) else { return nil }
      self = form.scaled(by: -1)
    case .binary(let sign, let left, let right):
      guard let a = LinearForm(left, value), let b = LinearForm(right, value) else { return nil }
      switch sign {
      case .plus: self = a.adding(b)
      case .minus: self = a.adding(b.scaled(by: -1))
      case .times where a.factors.isEmpty: self = b.scaled(by: a.constant)
      case .times where b.factors.isEmpty: self = a.scaled(by: b.constant)
      case .over where b.factors.isEmpty && b.constant != 0: self = a.scaled(by: 1 / b.constant)
      default: return nil
      }
    case .call(.floor, let parts) where parts.count == 1,
      .call(.ceil, let parts)
    where parts.count == 1:
      // of numbers alone
      guard let form = LinearForm(parts[0], value), form.factors.isEmpty else { return nil }
      let isFloor = if case .call(.floor, _) = term { true } else { false }
      self.init(
        constant: isFloor ? form.constant.rounded(.down) : form.constant.rounded(.up))
    default: return nil
    }
  }

  private init(constant: Double, factors: [String: Double] = [:]) {
    self.constant = constant
    self.factors = factors
  }

  private func scaled(by factor: Double) -> LinearForm {
    LinearForm(
      constant: constant * factor,
      factors: factors.mapValues { $0 * factor }.filter { $0.value != 0 })
  }
  private func adding(_ other: LinearForm) -> LinearForm {
    LinearForm(
      constant: constant + other.constant,
      factors: factors.merging(other.factors, uniquingKeysWith: +).filter { $0.value != 0 })
  }
}
