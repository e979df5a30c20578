import Screens

/// What a cell of a heatmap is in the computation in focus.
public enum Mark: Hashable, Sendable {
  /// The cell in focus: `[ ]`.
  case chosen
  /// A factor of the product in focus: `« »`.
  case product
  /// A cell that takes part: `‹ ›`.
  case participant

  /// The style of a marked cell; its number keeps the colour of its value behind it.
  func style(_ paper: Shade?) -> Style {
    switch self {
    case .chosen: Style(.focus, paper: paper, isFocused: true)
    case .product: Style(.product, paper: paper)
    case .participant: Style(.participant, paper: paper, isUnderlined: true)
    }
  }
  func brackets(on glyphs: GlyphTier) -> (left: Unicode.Scalar, right: Unicode.Scalar) {
    switch (self, glyphs) {
    case (.chosen, _): ("[", "]")
    case (.product, .unicode): ("«", "»")
    case (.product, _): ("{", "}")
    case (.participant, .unicode): ("‹", "›")
    case (.participant, _): ("<", ">")
    }
  }
}

/// The marked cells of a heatmap.
public struct Marks: Hashable, Sendable {
  private var marks: [Position: Mark] = [:]

  public init() {}
  public var isEmpty: Bool { marks.isEmpty }

  /// The mark at a row and column; nothing for most.
  public subscript(row: Int, column: Int) -> Mark? {
    get { marks.isEmpty ? nil : marks[Position(column, row)] }
    set { marks[Position(column, row)] = newValue }
  }

  /// The marks of a single row where it is folded into rows of so many.
  func folded(into columns: Int) -> Marks {
    var folded = Marks()
    for (place, mark) in marks {
      folded[place.column / max(columns, 1), place.column % max(columns, 1)] = mark
    }
    return folded
  }

  /// What stands between two neighbours: a run of equal marks shares one pair of brackets.
  func bracket(
    between left: Mark?, and right: Mark?, on glyphs: GlyphTier
  ) -> Cell? {
    guard left != right else { return nil }
    for mark in [Mark.chosen, .product, .participant] {
      if right == mark { return Cell(mark.brackets(on: glyphs).left, mark.bracketStyle) }
      if left == mark { return Cell(mark.brackets(on: glyphs).right, mark.bracketStyle) }
    }
    return nil
  }
}

extension Mark {
  /// The brackets stand beside the cell, not in it: neither reversed nor underlined.
  fileprivate var bracketStyle: Style {
    switch self {
    case .chosen: Style(.text)
    case .product: Style(.product)
    case .participant: Style(.participant)
    }
  }
}
