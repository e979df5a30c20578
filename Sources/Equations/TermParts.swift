extension Term {
  /// The factors of a product, from left to right.
  var factors: [Term] {
    guard case .binary(.times, let left, let right) = self else { return [self] }
    return left.factors + right.factors
  }
  static func product(_ factors: [Term]) -> Term {
    guard let first = factors.first else { return .number(1) }
    return factors.dropFirst().reduce(first) { .binary(.times, $0, $1) }
  }
  var isCondition: Bool { if case .indicator = self { true } else { false } }

  /// Conditions joined by `and`, one by one.
  var conjuncts: [Term] {
    guard case .binary(.and, let left, let right) = self else { return [self] }
    return left.conjuncts + right.conjuncts
  }

  /// The terms directly below, conditions of sums included.
  var children: [Term] {
    switch self {
    case .number, .name: []
    case .applied(_, let indices, _): indices
    case .negative(let operand), .whole(let operand), .not(let operand), .indicator(let operand):
      [operand]
    case .binary(_, let left, let right): [left, right]
    case .comparison(let terms, _): terms
    case .call(_, let arguments): arguments
    case .softmax(let argument, let indices): [argument] + indices
    case .reduction(let reduction): reduction.heads.flatMap(\.terms) + [reduction.body]
    case .choice(let cases, let otherwise):
      cases.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
    }
  }

  /// The same term with each of the terms directly below it replaced.
  func mapChildren(_ change: (Term) -> Term) -> Term {
    switch self {
    case .number, .name: self
    case .applied(let name, let indices, let bracket): .applied(name, indices.map(change), bracket)
    case .negative(let operand): .negative(change(operand))
    case .whole(let operand): .whole(change(operand))
    case .not(let operand): .not(change(operand))
    case .indicator(let operand): .indicator(change(operand))
    case .binary(let sign, let left, let right): .binary(sign, change(left), change(right))
    case .comparison(let terms, let relations): .comparison(terms.map(change), relations)
    case .call(let function, let arguments): .call(function, arguments.map(change))
    case .softmax(let argument, let indices): .softmax(change(argument), indices.map(change))
    case .reduction(var reduction):
      {
        reduction.heads = reduction.heads.map { $0.map(change) }
        reduction.body = change(reduction.body)
        return .reduction(reduction)
      }()
    case .choice(let cases, let otherwise):
      .choice(
        cases.map { Case(condition: change($0.condition), value: change($0.value)) },
        otherwise: otherwise.map(change))
    }
  }

  /// All names in it, those of tensors and indices alike.
  var names: Set<String> {
    var names: Set<String> = []
    collectNames(&names)
    return names
  }
  private func collectNames(_ names: inout Set<String>) {
    switch self {
    case .name(let name), .applied(let name, _, _): names.insert(name.text)
    case .reduction(let reduction):
      for case .range(let name, _, _) in reduction.heads { names.insert(name.text) }
    default: break
    }
    for child in children { child.collectNames(&names) }
  }

  /// All names in it, and the letters of which a word may be the product: `pS` may be p·S.
  var possibleNames: Set<String> {
    var possible = names
    for word in names {
      var rest = Substring(word)
      while let first = rest.first {
        let primes = rest.dropFirst().prefix { $0 == "'" }
        possible.insert("\(first)\(primes)")
        rest = rest.dropFirst(1 + primes.count)
      }
    }
    return possible
  }

  /// The term with a name replaced wherever no sum binds it anew.
  func replacing(_ name: String, with value: Term) -> Term {
    if case .name(let own) = self { return own.text == name ? value : self }
    if case .reduction(let reduction) = self, reduction.binderNames.contains(name) { return self }
    return mapChildren { $0.replacing(name, with: value) }
  }

  /// How many terms it is made of.
  var size: Int { children.reduce(1) { $0 + $1.size } }
}

extension Term.Head {
  var terms: [Term] {
    switch self {
    case .term(let term): [term]
    case .range(_, let from, let to): [from, to]
    }
  }
  func map(_ change: (Term) -> Term) -> Term.Head {
    switch self {
    case .term(.name): self
    case .term(let term): .term(change(term))
    case .range(let name, let from, let to): .range(name, change(from), change(to))
    }
  }
}

extension Term.Reduction {
  /// The indices that it says alone or with a range.
  var binderNames: Set<String> {
    var names: Set<String> = []
    for head in heads {
      switch head {
      case .range(let name, _, _), .term(.name(let name)): names.insert(name.text)
      default: break
      }
    }
    return names
  }
}
