extension Equation {
  /// The equation in LaTeX, as it is typeset: one row a line.
  public var latex: String {
    let lines = statements.map(\.latex)
    guard lines.count > 1 else { return lines.first ?? "" }
    return "\\begin{aligned} " + lines.joined(separator: " \\\\ ") + " \\end{aligned}"
  }
}

extension Statement {
  var latex: String {
    var text = ""
    if let target {
      let left =
        target.derivative != nil
        ? LaTeXWriter.derivative(target.indices)
        : LaTeXWriter.text(target.term)
      text = left + (adds ? " \\mathrel{+}= " : " = ").replacing("\\mathrel{+}=", with: "+=")
    }
    text += LaTeXWriter.text(value)
    for (place, clause) in clauses.enumerated() {
      text += (place == 0 ? " \\quad \\text{for } " : ", ") + LaTeXWriter.text(clause)
    }
    return text
  }
}

extension Statement.Target {
  /// The target as a term: a name with its indices.
  var term: Term {
    let name = name ?? Name("")
    return indices.isEmpty ? .name(name) : .applied(name, indices, .square)
  }
}

/// Writes terms in the LaTeX that formulas are typeset from.
enum LaTeXWriter {
  /// How tightly a term binds what it is made of.
  private enum Strength: Int, Comparable {
    case or, and, relation, sum, product, sign, power, whole

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  static func text(_ term: Term) -> String { text(term, atLeast: .or) }

  static func text(_ head: Term.Head) -> String {
    switch head {
    case .term(let term): text(term)
    case .range(let name, let from, let to):
      "\(text(name)) = \(text(from)) \\ldots \(text(to))"
    }
  }

  static func derivative(_ indices: [Term]) -> String {
    let list = indices.map(text).joined(separator: ",")
    return "\\frac{\\partial L}{\\partial I" + (list.isEmpty ? "" : "[\(list)]") + "}"
  }

  private static func text(_ term: Term, atLeast strength: Strength) -> String {
    let (text, own) = written(term)
    return own < strength ? "\\left( \(text) \\right)" : text
  }

  private static func written(_ term: Term) -> (String, Strength) {
    switch term {
    case .number(let number): return (self.number(number), number < 0 ? .sign : .whole)
    case .name(let name): return (text(name), .whole)
    case .applied(let name, let indices, let bracket):
      let list = indices.map { text($0) }.joined(separator: ", ")
      let isRound = bracket == .round
      return (text(name) + (isRound ? "\\left( \(list) \\right)" : "[\(tight(list))]"), .whole)
    case .negative(let operand): return ("-" + text(operand, atLeast: .product), .sign)
    case .binary(let sign, let left, let right): return binary(sign, left, right)
    case .comparison(let terms, let relations):
      var result = text(terms[0], atLeast: .sum)
      for (relation, term) in zip(relations, terms.dropFirst()) {
        result += " \(self.relation(relation)) " + text(term, atLeast: .sum)
      }
      return (result, .relation)
    case .whole(let operand): return (text(operand, atLeast: .sum) + " \\in \\mathbb{Z}", .relation)
    case .not(let operand): return ("\\text{not } " + text(operand, atLeast: .whole), .power)
    case .call(let function, let arguments): return call(function, arguments)
    case .softmax(let argument, let indices):
      let list = indices.map { text($0) }.joined(separator: ",")
      return (
        "\\text{softmax}\\left( \(text(argument)) \\right)" + (list.isEmpty ? "" : "[\(list)]"),
        .whole
      )
    case .reduction(let reduction): return (self.reduction(reduction), .product)
    case .indicator(let condition): return ("\\left[ \(text(condition)) \\right]", .whole)
    case .choice(let cases, let otherwise):
      var rows = cases.map { "\(text($0.value)) & \\text{if } \(text($0.condition))" }
      rows.append("\(otherwise.map { text($0) } ?? "0") & \\text{else}")
      return ("\\begin{cases} \(rows.joined(separator: " \\\\ ")) \\end{cases}", .whole)
    }
  }

  /// Blanks between indices stay only behind commas.
  private static func tight(_ list: String) -> String { list }

  private static func binary(
    _ sign: Term.Operator, _ left: Term, _ right: Term
  ) -> (String, Strength) {
    switch sign {
    case .plus: (text(left, atLeast: .sum) + " + " + text(right, atLeast: .product), .sum)
    case .minus: (text(left, atLeast: .sum) + " - " + text(right, atLeast: .power), .sum)
    case .times:
      (
        text(left, atLeast: .product) + (left.needsDot(before: right) ? " \\cdot " : " ")
          + text(right, atLeast: .product), .product
      )
    case .over: ("\\frac{\(text(left))}{\(text(right))}", .whole)
    case .wholeOver:
      ("\\left\\lfloor \\frac{\(text(left))}{\(text(right))} \\right\\rfloor", .whole)
    case .modulo:
      (text(left, atLeast: .product) + " \\bmod " + text(right, atLeast: .power), .product)
    case .power: (text(left, atLeast: .whole) + "^{\(text(right))}", .power)
    case .and:
      (text(left, atLeast: .and) + " \\text{ and } " + text(right, atLeast: .relation), .and)
    case .or: (text(left, atLeast: .or) + " \\text{ or } " + text(right, atLeast: .and), .or)
    }
  }

  private static func call(_ function: Term.Function, _ arguments: [Term]) -> (String, Strength) {
    let list = arguments.map { text($0) }.joined(separator: ", ")
    switch function {
    case .sqrt: return ("\\sqrt{\(list)}", .whole)
    case .floor: return ("\\left\\lfloor \(list) \\right\\rfloor", .whole)
    case .ceil: return ("\\left\\lceil \(list) \\right\\rceil", .whole)
    case .abs: return ("\\left| \(list) \\right|", .whole)
    case .exp, .log, .max, .min, .tanh: return ("\\\(function)\\left( \(list) \\right)", .whole)
    case .sigmoid: return ("\\sigma\\left( \(list) \\right)", .whole)
    case .relu: return ("\\text{ReLU}\\left( \(list) \\right)", .whole)
    case .relu6: return ("\\text{ReLU6}\\left( \(list) \\right)", .whole)
    case .round, .sign, .swish: return ("\\text{\(function)}\\left( \(list) \\right)", .whole)
    }
  }

  /// One sign for each index, so that limits stand below their own.
  private static func reduction(_ reduction: Term.Reduction) -> String {
    let sign =
      switch reduction.kind {
      case .sum: "\\sum"
      case .product: "\\prod"
      case .mean: "\\text{mean}"
      case .max: "\\max"
      case .min: "\\min"
      }
    var alone: [String] = []
    var signs: [String] = []
    var conditions: [String] = []
    for head in reduction.heads {
      switch head {
      case .range(let name, let from, let to):
        signs.append("\(sign)_{\(text(name))=\(text(from))}^{\(text(to))}")
      case .term(.name(let name)): alone.append(text(name))
      case .term(let condition): conditions += condition.conjuncts.map { text($0) }
      }
    }
    let body = " " + text(reduction.body, atLeast: .product)
    if reduction.kind == .mean {
      return "\\text{mean}_{\((alone + conditions).joined(separator: ","))}" + body
    }
    if !alone.isEmpty || signs.isEmpty {
      let first = alone.joined(separator: ",")
      let rows = (first.isEmpty ? [] : [first]) + conditions
      signs.append(sign + below(rows))
    } else if !conditions.isEmpty {
      // below the last range there is no room for more
      return signs.joined(separator: " ") + " " + sign + below(conditions) + body
    }
    return signs.joined(separator: " ") + body
  }
  private static func below(_ rows: [String]) -> String {
    guard rows.count > 1 else { return rows.isEmpty ? "" : "_{\(rows[0])}" }
    return "_{\\substack{\(rows.joined(separator: " \\\\ "))}}"
  }

  private static func relation(_ relation: Term.Relation) -> String {
    switch relation {
    case .equal: "="
    case .notEqual: "\\ne"
    case .atMost: "\\le"
    case .atLeast: "\\ge"
    case .less: "<"
    case .more: ">"
    }
  }

  /// A name in the letters that it has: accents as commands, digits behind a letter below it.
  private static func text(_ name: Name) -> String {
    let marks: [Unicode.Scalar: String] = ["\u{302}": "hat", "\u{304}": "bar", "\u{303}": "tilde"]
    let scalars = Array(name.text.decomposedScalars)
    if let last = scalars.last, let mark = marks[last] {
      return "\\\(mark){\(String(String.UnicodeScalarView(scalars.dropLast())))}"
    }
    let letters = name.text.prefix { !$0.isNumber }
    let digits = name.text.dropFirst(letters.count)
    guard letters.count == 1, !digits.isEmpty, digits.allSatisfy(\.isNumber) else {
      return name.text
    }
    return "\(letters)_{\(digits)}"
  }

  private static func number(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
  }
}

extension Term {
  /// Whether a product needs a sign between its factors to be read.
  fileprivate func needsDot(before right: Term) -> Bool {
    switch (self, right) {
    case (.number, .number), (.applied, _), (_, .applied), (_, .reduction), (_, .number): true
    case (.name, .name), (.number, .name), (.number, .binary(.power, _, _)): false
    case (.binary(.times, _, let last), _): last.needsDot(before: right)
    default: true
    }
  }
}

extension String {
  /// The scalars with accents that this program composes apart from their letters.
  fileprivate var decomposedScalars: [Unicode.Scalar] { Array(unicodeScalars) }
}
