/// A wiring and the one that it should be, as one: what both have, what is missing, what is too much.
public struct MarkedWiring: Hashable, Sendable {
  /// What is wrong with a thing where it stands.
  public enum Mark: Hashable, Sendable {
    case none
    case missing, extra
    /// Something else should stand there.
    case changed
  }
  public indirect enum Part: Hashable, Sendable {
    case operation(Wiring.Element, Mark)
    case join(Wiring.Element, Mark, [MarkedWiring])
  }
  public let parts: [Part]
  /// The mark of a branch that is there or not as a whole, bare wires included.
  public let mark: Mark

  init(_ parts: [Part], _ mark: Mark = .none) {
    self.parts = parts
    self.mark = mark
  }

  /// A wiring of which all is right, or all is missing or too much.
  init(_ wiring: Wiring, all mark: Mark) {
    self.mark = mark
    parts = wiring.parts.map { part in
      switch part {
      case .operation(let element): .operation(element, mark)
      case .join(let element, let branches):
        .join(element, mark, branches.map { MarkedWiring($0, all: mark) })
      }
    }
  }

  /// How many operations it has, joins included.
  public var count: Int {
    parts.reduce(0) { count, part in
      switch part {
      case .operation: count + 1
      case .join(_, _, let branches): count + 1 + branches.reduce(0) { $0 + $1.count }
      }
    }
  }

  /// Its marks from the beginning to the end, those of right things left out.
  public var marks: [Mark] {
    (parts.isEmpty && mark != .none ? [mark] : [])
      + parts.flatMap { part -> [Mark] in
        switch part {
        case .operation(_, let mark): mark == .none ? [] : [mark]
        case .join(_, let mark, let branches):
          branches.flatMap(\.marks) + (mark == .none ? [] : [mark])
        }
      }
  }
}
