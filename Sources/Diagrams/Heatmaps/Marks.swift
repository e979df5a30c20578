import Screens

/// What a cell of a heatmap is in the computation in focus.
public enum Mark: Hashable, Sendable {
  /// The cell in focus: `[ ]`.
  case chosen
  /// A factor of the product in focus: `« »`.
  case product
  /// A cell that takes part: `‹ ›`.
  case participant

  /// The style of a marked cell, on the colour of its product.
  func style(product: Int?) -> Style {
    switch self {
    case .chosen: Style(.focus, isFocused: true)
    case .product: Style(.product, paper: .product(Int8(product ?? 0)))
    case .participant:
      Style(.participant, paper: product.map { .product(Int8($0)) } ?? .participant)
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
  /// Which product a cell is a factor of, where it is told apart from the others.
  private var products: [Position: Int] = [:]

  public init() {}
  public var isEmpty: Bool { marks.isEmpty }

  /// The mark at a row and column; nothing for most.
  public subscript(row: Int, column: Int) -> Mark? {
    get { marks.isEmpty ? nil : marks[Position(column, row)] }
    set { marks[Position(column, row)] = newValue }
  }

  /// The product of which the cell at a row and column is a factor, if that is told.
  public func product(row: Int, column: Int) -> Int? {
    products.isEmpty ? nil : products[Position(column, row)]
  }
  /// Says of which product a cell is a factor; the first one counts.
  ///
  ///     marks.setProduct(0, row: 1, column: 0)
  ///     marks.setProduct(5, row: 1, column: 0)
  ///     marks.product(row: 1, column: 0)  // 0
  public mutating func setProduct(_ product: Int, row: Int, column: Int) {
    let place = Position(column, row)
    if products[place] == nil { products[place] = product }
  }

  /// The marks of a single row where it is folded into rows of so many.
  func folded(into columns: Int) -> Marks {
    var folded = Marks()
    for (place, mark) in marks {
      folded[place.column / max(columns, 1), place.column % max(columns, 1)] = mark
    }
    for (place, product) in products {
      folded.setProduct(
        product, row: place.column / max(columns, 1), column: place.column % max(columns, 1))
    }
    return folded
  }

  /// What stands before a cell, between it and its neighbour at the left.
  ///
  /// A run of equal marks shares one pair of brackets. Without colour the letter of a product
  /// stands there.
  func bracket(row: Int, column: Int, on screen: Screen) -> Cell? {
    let (left, right) = (self[row, column - 1], self[row, column])
    let glyphs = screen.glyphs
    if screen.colors == .none, right == .participant,
      let product = product(row: row, column: column), let letter = Self.letter(of: product)
    {
      return Cell(letter, Mark.participant.bracketStyle)
    }
    guard left != right else { return nil }
    for mark in [Mark.chosen, .product, .participant] {
      if right == mark { return Cell(mark.brackets(on: glyphs).left, mark.bracketStyle) }
      if left == mark { return Cell(mark.brackets(on: glyphs).right, mark.bracketStyle) }
    }
    return nil
  }
}

extension Marks {
  /// What a product is called where it cannot have a colour: `letter(of: 0)` → `a`, and so on to
  /// `h`; nothing from the ninth on.
  public static func letter(of product: Int) -> Unicode.Scalar? {
    0..<8 ~= product ? Unicode.Scalar(UInt8(97 + product)) : nil
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
