extension Equation {
  /// The equation in words, for ears and for checking what was understood: `y at (i) equals the
  /// sum over k of x at (k) times w at (k, i)`.
  public var spoken: String {
    var lines = statements.map(SpokenWriter.text)
    if let loopStart, lines.indices.contains(loopStart) {
      lines[loopStart] = "in every step: " + lines[loopStart]
    }
    return lines.joined(separator: "; then ")
  }
}

/// Writes terms in words; parentheses stay where the order would be lost without them.
enum SpokenWriter {
  /// How tightly the words of a term hold together.
  private enum Strength: Int, Comparable {
    case logic, relation, sum, product, whole

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  static func text(_ statement: Statement) -> String {
    var text = self.text(statement.value, atLeast: .logic)
    if let target = statement.target {
      let left = self.text(target)
      text = statement.adds ? "add to \(left): \(text)" : "\(left) equals \(text)"
    }
    let clauses = statement.clauses.map(self.text)
    return clauses.isEmpty ? text : text + ", for " + list(clauses)
  }

  private static func text(_ target: Statement.Target) -> String {
    let indices = target.indices.isEmpty ? "" : " at (\(listed(target.indices)))"
    guard let name = target.name else { return "the gradient of the loss" + indices }
    return self.name(name) + indices
  }

  private static func text(_ head: Term.Head) -> String {
    switch head {
    case .term(let term): text(term, atLeast: .logic)
    case .range(let name, let from, let to):
      "\(self.name(name)) from \(text(from, atLeast: .sum)) to \(text(to, atLeast: .sum))"
    }
  }

  private static func text(_ term: Term, atLeast strength: Strength) -> String {
    let (text, own) = written(term)
    return own < strength ? "(\(text))" : text
  }

  private static func written(_ term: Term) -> (String, Strength) {
    switch term {
    case .number(let number): return (self.number(number), number < 0 ? .sum : .whole)
    case .name(let name): return (self.name(name), .whole)
    case .applied(let name, let indices, let bracket):
      let joint = bracket == .round ? "of" : "at"
      return ("\(self.name(name)) \(joint) (\(listed(indices)))", .whole)
    case .negative(let operand): return ("minus " + text(operand, atLeast: .product), .sum)
    case .binary(let sign, let left, let right): return binary(sign, left, right)
    case .comparison(let terms, let relations): return (comparison(terms, relations), .relation)
    case .whole(let operand):
      return (text(operand, atLeast: .sum) + " is a whole number", .relation)
    case .not(let operand): return ("not " + text(operand, atLeast: .whole), .relation)
    case .call(let function, let arguments):
      return ("\(self.function(function)) of (\(listed(arguments)))", .whole)
    case .softmax(let argument, let indices):
      let place = indices.isEmpty ? "" : " at (\(listed(indices)))"
      return ("the softmax of " + text(argument, atLeast: .whole) + place, .whole)
    case .reduction(let reduction): return (self.reduction(reduction), .product)
    case .indicator(let condition):
      return ("(1 if \(text(condition, atLeast: .logic)), else 0)", .whole)
    case .choice(let cases, let otherwise):
      let parts = cases.map {
        "\(text($0.value, atLeast: .sum)) if \(text($0.condition, atLeast: .logic))"
      }
      let last = otherwise.map { text($0, atLeast: .sum) } ?? "0"
      return ("(" + parts.joined(separator: ", ") + ", else \(last))", .whole)
    }
  }

  private static func binary(
    _ sign: Term.Operator, _ left: Term, _ right: Term
  ) -> (String, Strength) {
    let (word, own, isEither): (String, Strength, Bool) =
      switch sign {
      case .plus: ("plus", .sum, true)
      case .minus: ("minus", .sum, false)
      case .times: ("times", .product, true)
      case .over: ("over", .product, false)
      case .wholeOver: ("divided and rounded down by", .product, false)
      case .modulo: ("modulo", .product, false)
      case .power: ("to the power of", .whole, false)
      case .and: ("and", .logic, true)
      case .or: ("or", .logic, true)
      }
    if sign == .power, right == .number(2) {
      return (text(left, atLeast: .whole) + " squared", .whole)
    }
    // what stands behind `minus`, `over` and the like is one thing
    let tighter = Strength(rawValue: own.rawValue + 1) ?? .whole
    let isMixed = sign == .and || sign == .or
    return (
      text(left, atLeast: isMixed ? .relation : own)
        + " \(word) " + text(right, atLeast: isEither && !isMixed ? own : tighter), own
    )
  }

  /// `0 is at most m, which is less than N`.
  private static func comparison(_ terms: [Term], _ relations: [Term.Relation]) -> String {
    var result = text(terms[0], atLeast: .sum)
    for (place, relation) in relations.enumerated() {
      let joint = place == 0 ? " " : ", which "
      result += joint + self.relation(relation) + " " + text(terms[place + 1], atLeast: .sum)
    }
    return result
  }

  /// `the sum over i prime and m from 0 to N minus 1, where …, of …`.
  private static func reduction(_ reduction: Term.Reduction) -> String {
    let kind =
      switch reduction.kind {
      case .sum: "the sum"
      case .product: "the product"
      case .mean: "the mean"
      case .max: "the maximum"
      case .min: "the minimum"
      }
    var indices: [String] = []
    var conditions: [String] = []
    for head in reduction.heads {
      if case .term(let term) = head, !head.isBare {
        conditions += term.conjuncts.map { text($0, atLeast: .relation) }
      } else {
        indices.append(text(head))
      }
    }
    let over = indices.isEmpty ? "" : " over " + list(indices)
    let whether = conditions.isEmpty ? "" : ", where " + list(conditions) + ","
    return kind + over + whether + " of " + text(reduction.body, atLeast: .product)
  }

  private static func listed(_ terms: [Term]) -> String {
    terms.map { text($0, atLeast: .sum) }.joined(separator: ", ")
  }

  /// `a, b and c`.
  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func relation(_ relation: Term.Relation) -> String {
    switch relation {
    case .equal: "equals"
    case .notEqual: "is not"
    case .atMost: "is at most"
    case .atLeast: "is at least"
    case .less: "is less than"
    case .more: "is more than"
    }
  }

  private static func function(_ function: Term.Function) -> String {
    switch function {
    case .exp: "the exponential"
    case .log: "the logarithm"
    case .sqrt: "the square root"
    case .abs: "the absolute value"
    case .floor: "the floor"
    case .ceil: "the ceiling"
    case .round: "the nearest whole number"
    case .sign: "the sign"
    case .max: "the maximum"
    case .min: "the minimum"
    case .relu: "ReLU"
    case .relu6: "ReLU6"
    case .swish: "swish"
    case .sigmoid: "the sigmoid"
    case .tanh: "the hyperbolic tangent"
    }
  }

  private static func number(_ number: Double) -> String {
    Verdict.number(number).replacing("−", with: "minus ")
  }

  private static let letters: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta",
    "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "ω": "omega", "Δ": "delta", "Σ": "sigma", "∇": "nabla", "'": "prime",
    "²": "squared", "\u{302}": "hat", "\u{304}": "bar", "\u{303}": "tilde", "_": "",
  ]

  /// A name as one says it: `i prime`, `gamma`, `x hat`, `beta 1`.
  private static func name(_ name: Name) -> String {
    var words: [String] = []
    var isOpen = false
    for scalar in name.text.unicodeScalars {
      if let word = letters[scalar] {
        if !word.isEmpty { words.append(word) }
        isOpen = false
      } else if isOpen {
        words[words.count - 1].unicodeScalars.append(scalar)
      } else {
        words.append(String(scalar))
        isOpen = true
      }
    }
    return words.joined(separator: " ")
  }
}
