/// The blanks between the parts of a row: of two wishes the wider one holds.
struct Spacing {
  /// The blanks on either side of `=`: one in a line, two where a formula is displayed.
  let relation: Int
  private var blanks = 0
  /// What stands before; nothing at the start of a row, where no blanks are.
  private var last: Symbol.Kind?

  init(relation: Int) { self.relation = relation }

  /// Parts what comes next from what was before.
  mutating func part(by width: Int) { blanks = max(blanks, width) }

  /// The blanks before a part; it now is what stands before the next.
  ///
  /// A part that brings one blank along, as a narrow sum does beside its sign, needs one less.
  mutating func blanks(before kind: Symbol.Kind, isInset: Bool = false) -> Int {
    let follows = last == .ordinary || last == .closing || last == .enclosed
    switch kind {
    case .binary: part(by: 1)
    case .relation: part(by: relation)
    case .function, .large: part(by: follows ? 1 : 0)
    case .opening where appliesToNext, .enclosed where appliesToNext, .punctuation: blanks = 0
    case .ordinary where last == .function: part(by: 1)
    default: break
    }
    let width = last == nil ? 0 : isInset && blanks > 1 ? blanks - 1 : blanks
    blanks = kind == .binary ? 1 : kind == .relation ? relation : 0
    last = kind
    return width
  }

  /// Whether what stands before is a function, or a sign without limits, that brackets may follow.
  private var appliesToNext: Bool { last == .function || last == .large && blanks < 2 }
}
