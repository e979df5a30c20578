/// A name in an equation, in the one spelling that it has everywhere: Greek as letters, `β1` for
/// `\beta_1`, `beta_1` and `beta1`; primes are part of it.
public struct Name: Hashable, Sendable {
  public let text: String
  /// Where it stands in the text.
  let span: Range<Int>

  init(_ text: String, _ span: Range<Int> = 0..<0) {
    self.text = text
    self.span = span
  }

  /// Where a name stands does not make it another.
  public static func == (left: Name, right: Name) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// An expression of an equation as it was written: this one tree is typeset, read out and run.
public indirect enum Term: Hashable, Sendable {
  case number(Double)
  case name(Name)
  /// A name with indices or arguments: `K[m,n,c,o]`, `K_{m,n,c,o}`, `f(x)`, `S(i + 1)`.
  case applied(Name, [Term], Bracket)
  case negative(Term)
  case binary(Operator, Term, Term)
  /// `0 <= m < N`: terms with a relation between each two.
  case comparison([Term], [Relation])
  /// Whether a number is whole: `(i − m)/S in Z`.
  case whole(Term)
  case not(Term)
  case call(Function, [Term])
  /// `softmax(z)[k]`: one element of the softmax of a vector.
  case softmax(Term, [Term])
  case reduction(Reduction)
  /// `[condition]`: 1 where it holds, else 0.
  case indicator(Term)
  /// The value of the first condition that holds, else the last one, else 0.
  case choice([Case], otherwise: Term?)

  public enum Bracket: Hashable, Sendable { case round, square, subscripted }

  public struct Case: Hashable, Sendable {
    public let condition: Term
    public let value: Term
  }

  public enum Operator: String, Hashable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    /// `a // b`: the quotient rounded down.
    case wholeOver = "//"
    case modulo = "mod"
    case power = "^"
    case and, or
  }

  public enum Relation: String, Hashable, Sendable {
    case equal = "="
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case more = ">"
  }

  /// What is called by name.
  public enum Function: String, CaseIterable, Hashable, Sendable {
    case exp, log, sqrt, abs, floor, ceil, round, sign, max, min, relu, relu6, swish, sigmoid, tanh
  }

  /// A sum, product, mean, largest or smallest over indices.
  public struct Reduction: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      case sum, product, mean, max, min
    }
    public let kind: Kind
    public var heads: [Head]
    public var body: Term
    /// Where its sign stands.
    let span: Range<Int>

    init(_ kind: Kind, _ heads: [Head], _ body: Term, _ span: Range<Int> = 0..<0) {
      self.kind = kind
      self.heads = heads
      self.body = body
      self.span = span
    }
    public static func == (left: Reduction, right: Reduction) -> Bool {
      left.kind == right.kind && left.heads == right.heads && left.body == right.body
    }
    public func hash(into hasher: inout Hasher) {
      hasher.combine(kind)
      hasher.combine(heads)
      hasher.combine(body)
    }
  }

  /// What a sum says of its indices.
  public enum Head: Hashable, Sendable {
    /// An index alone, or a condition.
    case term(Term)
    /// `m = 0..N-1`, both ends included.
    case range(Name, Term, Term)
  }
}

/// One line of an equation: `dI[i,j,c] = …`, `v = β*v + g`, or an expression alone.
public struct Statement: Hashable, Sendable {
  public let target: Target?
  /// Whether the value is added to what the target holds: `+=`.
  public let adds: Bool
  public var value: Term
  /// What is said behind it: `for 0 <= i' < H'`, `where m = i - i'*S`.
  public var clauses: [Term.Head]

  /// What is defined.
  public struct Target: Hashable, Sendable {
    /// Nothing for a derivative such as `∂L/∂I[i,j,c]`, which is what is asked for.
    public let name: Name?
    public let indices: [Term]
    /// The target as written, where it is a derivative.
    let derivative: String?
  }
}

/// An equation or an algorithm as it was written.
public struct Equation: Hashable, Sendable {
  public var statements: [Statement]
  /// Where a line `repeat` parts what happens once from what every step does.
  public let loopStart: Int?
  /// Whether it says in words that what lies outside of a tensor counts as 0.
  public let saysOutside: Bool
  let text: EquationText

  public static func == (left: Equation, right: Equation) -> Bool {
    left.statements == right.statements && left.loopStart == right.loopStart
      && left.saysOutside == right.saysOutside
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(statements) }
}
