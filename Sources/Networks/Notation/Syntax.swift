import Tensors

/// What a text of the notation says, as it was written: definitions, or bare steps.
///
/// It is what is printed, compared and edited; its expansion to a `Block` knows sizes. Two
/// syntaxes are equal if they say the same, wherever it stood: a text equals its print.
public struct Syntax: Hashable, Sendable {
  public var definitions: [Definition]
  /// What a text without definitions says.
  public var steps: Rows

  public init(definitions: [Definition] = [], steps: Rows = Rows()) {
    self.definitions = definitions
    self.steps = steps
  }

  /// Where something stood in the text; marks do not tell two syntaxes apart.
  public struct Mark: Hashable, Sendable {
    public let place: Place
    public static let none = Mark(place: Place(line: 1, column: 1))

    public static func == (left: Mark, right: Mark) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}

    /// From the start of this to the end of another on its line.
    func through(_ other: Mark) -> Mark {
      guard place.line == other.place.line else { return self }
      let end = max(place.column + place.length, other.place.column + other.place.length)
      return Mark(
        place: Place(line: place.line, column: place.column, length: end - place.column))
    }
  }

  /// A word and where it stood.
  public struct Name: Hashable, Sendable {
    public let text: String
    public let mark: Mark

    public init(_ text: String, mark: Mark = .none) {
      self.text = text
      self.mark = mark
    }
  }

  /// `block bottleneck(width, stride: 1)` and the steps below it.
  public struct Definition: Hashable, Sendable {
    /// Comments above it; an empty line parts them.
    public var above: [String]
    public var name: Name
    public var parameters: [Parameter]
    public var steps: Rows

    public init(
      above: [String] = [], name: Name, parameters: [Parameter] = [], steps: Rows = Rows()
    ) {
      self.above = above
      self.name = name
      self.parameters = parameters
      self.steps = steps
    }
    /// Whether a call may leave all parameters out.
    public var needsNothing: Bool { parameters.allSatisfy { $0.standard != nil } }
    /// The comment right above it, a line each: its source, and what is to be known of it.
    public var remarks: [String] {
      above.reversed().prefix { !$0.isEmpty }.reversed().map { comment in
        String(comment.drop { $0 == "#" || $0 == " " })
      }
    }
  }

  /// `width`, or `stride: 1` with what it stands for where a call leaves it out.
  public struct Parameter: Hashable, Sendable {
    public var name: Name
    public var standard: Expression?

    public init(name: Name, standard: Expression? = nil) {
      self.name = name
      self.standard = standard
    }
  }

  /// Steps in the lines in which they were written, which a print keeps.
  public struct Rows: Hashable, Sendable {
    public var rows: [Row]
    /// Comments after the last row.
    public var below: [String]

    public init(_ rows: [Row] = [], below: [String] = []) {
      self.rows = rows
      self.below = below
    }
    public var steps: [Step] { rows.flatMap(\.steps) }
  }

  /// A line of steps with the comments that belong to it.
  public struct Row: Hashable, Sendable {
    /// Comments above it; an empty line parts them.
    public var above: [String]
    public var steps: [Step]
    /// A comment at its end.
    public var beside: String?

    public init(above: [String] = [], _ steps: [Step], beside: String? = nil) {
      self.above = above
      self.steps = steps
      self.beside = beside
    }
  }

  /// One step: what stands between two commas.
  public indirect enum Step: Hashable, Sendable {
    /// An operation or another block: `conv 3x3 64 stride: 2`.
    case call(Call)
    /// `sum { … | … }`.
    case join(Name, [Branch])
    /// `repeat 3 as round { … }`.
    case loop(count: Expression, round: Name?, Rows, Mark = .none)
    /// `if … { … } else if … { … } else { … }`.
    case choice([Case], otherwise: Rows?, Mark = .none)
    case identity(Mark = .none)
    /// `input 224x224x3`.
    case input(Expression, Mark = .none)
  }

  /// A keyword and its arguments.
  public struct Call: Hashable, Sendable {
    public var name: Name
    public var arguments: [Argument]

    public init(_ name: Name, _ arguments: [Argument] = []) {
      self.name = name
      self.arguments = arguments
    }
    var mark: Mark { name.mark.through(arguments.last?.value.mark ?? name.mark) }
  }

  /// `64`, `stride: 2`; a flag is a bare name.
  public struct Argument: Hashable, Sendable {
    public var label: Name?
    public var value: Expression

    public init(label: Name? = nil, _ value: Expression) {
      self.label = label
      self.value = value
    }
    var mark: Mark { label?.mark.through(value.mark) ?? value.mark }
  }

  /// A path of a join, or as many equal ones as `each` says.
  public enum Branch: Hashable, Sendable {
    case steps(Rows)
    case each(Expression, Rows, Mark = .none)
  }

  /// What an `if` does where its condition holds.
  public struct Case: Hashable, Sendable {
    public var condition: Expression
    public var steps: Rows

    public init(_ condition: Expression, _ steps: Rows) {
      self.condition = condition
      self.steps = steps
    }
  }
}

extension Syntax.Step {
  /// Where it stood: its first line.
  public var mark: Syntax.Mark {
    switch self {
    case .call(let call): call.mark
    case .join(let name, _): name.mark
    case .loop(_, _, _, let mark), .choice(_, _, let mark), .identity(let mark),
      .input(_, let mark):
      mark
    }
  }
}

extension Syntax {
  /// The operations and blocks that its steps name, in the order of the text.
  public var calls: [String] { Self.calls(in: steps) }

  private static func calls(in rows: Rows) -> [String] {
    rows.steps.flatMap { step -> [String] in
      switch step {
      case .call(let call): [call.name.text]
      case .join(_, let branches):
        branches.flatMap { branch in
          switch branch {
          case .steps(let rows), .each(_, let rows, _): calls(in: rows)
          }
        }
      case .loop(_, _, let rows, _): calls(in: rows)
      case .choice(let cases, let otherwise, _):
        cases.flatMap { calls(in: $0.steps) } + (otherwise.map { calls(in: $0) } ?? [])
      case .identity, .input: []
      }
    }
  }
}
