extension Equation {
  /// The equation without the ranges and conditions of its sums that nothing depends on: the
  /// tensors say them too.
  ///
  /// `isEqual` decides whether an equation still comes to the same.
  func loosened(isEqual: (Equation) -> Bool) -> Equation {
    var equation = self
    for line in statements.indices {
      var number = 0
      while let sum = equation.statements[line].value.sum(number) {
        // what is taken away shifts nothing that is still to be looked at
        for place in sum.heads.indices.reversed() where !sum.heads[place].isBare {
          var shorter = equation
          shorter.statements[line].value = equation.statements[line].value.changingSum(number) {
            if case .range(let name, _, _) = $0.heads[place] {
              $0.heads[place] = .term(.name(name))
            } else {
              $0.heads.remove(at: place)
            }
          }
          if isEqual(shorter) { equation = shorter }
        }
        number += 1
      }
    }
    return equation
  }
}

extension Term {
  /// The sum of that number, counted from the outside.
  fileprivate func sum(_ number: Int) -> Reduction? {
    var found: Reduction?
    _ = changingSum(number) { found = $0 }
    return found
  }

  /// The term with the sum of that number changed.
  fileprivate func changingSum(_ number: Int, _ change: (inout Reduction) -> Void) -> Term {
    var seen = 0
    func walk(_ term: Term) -> Term {
      guard case .reduction(var reduction) = term else { return term.mapChildren(walk) }
      if seen == number { change(&reduction) }
      seen += 1
      return Term.reduction(reduction).mapChildren(walk)
    }
    return walk(self)
  }
}
