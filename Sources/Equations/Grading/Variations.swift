/// The systematic mistakes of an answer: each differs from it in one place, and has a name.
struct Variations {
  struct Variation {
    let equation: Equation
    let name: String
    let why: String
  }

  let answer: Equation
  /// The sizes of a tensor's axes as the question names them: `K: [N, M, C, O]`.
  let sizes: [String: [String]]

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

  typealias Change = (term: Term, name: String, why: String)

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
}

extension Term.Head {
  /// Whether it is an index alone.
  var isBare: Bool { if case .term(.name) = self { true } else { false } }
}
