/// What a piece of text is for; views name roles, one table in `Theme` turns them into looks.
public enum Role: String, CaseIterable, Sendable {
  case text, title, quiet, heading, term, focus
  /// The name of a key, beside the word for what it does.
  case key
  /// A cell that takes part in the computation in focus.
  case participant
  /// A factor of the product in focus.
  case product
  /// A line through which the forward pass has gone.
  case forward
  /// A line through which the backward pass has gone.
  case backward
  /// A line or dot that a pass has yet to reach.
  case upcoming
  case right, wrong, notice, added, removed
  case barFilled, barEmpty
  /// Ink on a value's colour.
  case value
}

/// A step of a colour ramp: what a number looks like without being spelled.
public enum Shade: Hashable, Sendable {
  /// −6 … 6 on the signed ramp; 0 is exactly zero and nothing else. A byte: screens have many.
  case signed(Int8)
  /// 0 … 6 on the ramp of what has no sign, such as a count.
  case amount(Int8)
  /// Not zero, but so near it that the sign says nothing.
  case faint
  /// Not a number.
  case invalid
  /// A factor of one of eight products that are told apart, from 0; a ninth is as the first.
  case product(Int8)
  /// A cell that takes part in a computation, of whichever product.
  case participant
}

/// How a cell looks: its role, and for data the shades of ink and paper.
///
/// A cell of numbers has a `paper`; a half block shows the upper value as `ink` on the lower's
/// `paper`. Text on a paper without ink is black or white, whichever reads better.
public struct Style: Hashable, Sendable {
  public var role: Role
  public var ink: Shade?
  public var paper: Shade?
  /// In focus besides its role: shown reversed and bold.
  public var isFocused: Bool
  /// Underlined besides its role.
  public var isUnderlined: Bool

  public init(
    _ role: Role = .text, ink: Shade? = nil, paper: Shade? = nil, isFocused: Bool = false,
    isUnderlined: Bool = false
  ) {
    self.role = role
    self.ink = ink
    self.paper = paper
    self.isFocused = isFocused
    self.isUnderlined = isUnderlined
  }

  public static let text = Style()
}
