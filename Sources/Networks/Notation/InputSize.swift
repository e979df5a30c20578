import Tensors

extension Expansion {
  /// The shape that an `input` states: three extents of an image, or one number of channels.
  mutating func size(_ expression: Expression, in scope: Scope) throws -> Shape {
    let shape: Shape
    switch try value(of: expression, in: scope) {
    case .integer(let channels): shape = Shape(channels)
    case .size(let extents): shape = Shape(extents)
    case let value:
      throw scope.fault(
        "an input is rows, columns and channels, such as 8x8x16, not \(value.caption)",
        at: expression.mark)
    }
    try scope.check(shape, at: expression.mark)
    return shape
  }
}

extension Scope {
  /// Throws where something cannot be the shape of an input.
  func check(_ shape: Shape, at mark: Syntax.Mark) throws {
    guard shape.rank == 3 || shape.rank == 1 else {
      throw fault(
        "an input is rows, columns and channels, such as 8x8x16, or a number of channels, not "
          + "\(shape)", at: mark)
    }
    guard shape.extents.allSatisfy({ 1...Limits.extent ~= $0 }), let count = shape.checkedCount,
      count <= Limits.elements
    else {
      throw fault(
        "an input of \(shape) is out of range; every extent is at least 1 and the whole at most "
          + "\(Limits.elements) numbers", at: mark)
    }
  }
}

extension Shape {
  /// Reads a size as `--on` and `input` write it: `8x8x16`, or `10` for a vector.
  ///
  /// Throws a `NotationError` where it is neither, as `8x8`.
  ///
  ///     try Shape(notation: "8x8x16")  // 8×8×16
  public init(notation text: String) throws {
    let source = SourceText(text: text, origin: nil)
    let tokens = try Lexer.tokens(of: source)
    switch (tokens.count, tokens[0].kind) {
    case (2, .integer(let channels)): self.init(channels)
    case (2, .size(let extents)): self.init(extents)
    default:
      throw source.error(
        "a size is rows, columns and channels, such as 8x8x16, or a number of channels",
        at: tokens[0].place)
    }
    try Scope(source: source, channels: nil)
      .check(self, at: Syntax.Mark(place: tokens[0].place))
  }
}
