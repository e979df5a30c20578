/// What a line says behind its value, put where it belongs: conditions and ranges into the sums
/// whose indices they name, `m = i − i'*S` in the place of m.
struct Clauses {
  private let heads: [Term.Head]
  private let isKnown: (String) -> Bool

  init(_ heads: [Term.Head], in translator: Translator) {
    self.heads = heads
    isKnown = { translator.bound[$0] != nil || translator.isGiven($0) }
  }

  func applied(to term: Term) -> Term {
    var (term, others) = substituted(term)
    for head in others {
      switch head {
      case .range(let name, let from, let to): term = Self.ranged(term, name, from, to)
      case .term(let condition):
        for part in condition.conjuncts { term = applied(part, to: term) }
      }
    }
    return term
  }

  /// What clauses such as `m = i − i'*S` stand for, put into the term and the other clauses.
  private func substituted(_ term: Term) -> (term: Term, others: [Term.Head]) {
    var term = term
    var others: [Term.Head] = []
    var replacements: [(name: String, value: Term)] = []
    for head in heads.flatMap(\.conjuncts) {
      if case .term(.comparison(let sides, [.equal])) = head, case .name(let name) = sides[0],
        !isKnown(name.text), !Self.binds(name.text, in: term)
      {
        replacements.append((name.text, sides[1]))
      } else {
        others.append(head)
      }
    }
    // one may name another
    for _ in replacements {
      for (name, value) in replacements where !value.names.contains(name) {
        term = term.replacing(name, with: value)
        others = others.map { $0.map { $0.replacing(name, with: value) } }
      }
    }
    return (term, others)
  }

  private func applied(_ condition: Term, to term: Term) -> Term {
    guard Self.clauseNames(condition) else { return term }
    let names = condition.names
    if let attached = Self.attached(condition, names, to: term) { return attached }
    // about the indices of what is defined: elsewhere it is 0
    guard names.allSatisfy(isKnown) else { return term }
    return .choice([Term.Case(condition: condition, value: term)], otherwise: nil)
  }
  private static func clauseNames(_ condition: Term) -> Bool {
    EquationParser.clause(condition) != nil
  }

  private static func binds(_ name: String, in term: Term) -> Bool {
    if case .reduction(let reduction) = term, reduction.binderNames.contains(name) { return true }
    return term.children.contains { binds(name, in: $0) }
  }

  /// The term with a range given to the sums over an index.
  private static func ranged(_ term: Term, _ name: Name, _ from: Term, _ to: Term) -> Term {
    let term = term.mapChildren { ranged($0, name, from, to) }
    guard case .reduction(var reduction) = term else { return term }
    reduction.heads = reduction.heads.map { head in
      head == .term(.name(name)) ? .range(name, from, to) : head
    }
    return .reduction(reduction)
  }

  /// The term with a condition in the innermost sums that bind one of its names.
  private static func attached(_ condition: Term, _ names: Set<String>, to term: Term) -> Term? {
    var isAttached = false
    let changed = term.mapChildren { child in
      guard let attached = attached(condition, names, to: child) else { return child }
      isAttached = true
      return attached
    }
    if isAttached { return changed }
    guard case .reduction(var reduction) = term, !reduction.binderNames.isDisjoint(with: names)
    else { return nil }
    reduction.heads.append(.term(condition))
    return .reduction(reduction)
  }
}

extension Term.Head {
  /// Conditions joined by `and`, one by one.
  fileprivate var conjuncts: [Term.Head] {
    if case .term(let term) = self { term.conjuncts.map { .term($0) } } else { [self] }
  }
}

extension Translator {
  /// Whether a name is given or defined.
  func isGiven(_ name: String) -> Bool {
    tensors[name] != nil || macros[name] != nil || surroundings.numbers[name] != nil
  }
}
