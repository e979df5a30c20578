/// What follows an operation's keyword, evaluated and checked against its spelling.
///
/// Squares come as two numbers, counts as at least 1; an operation asks for its arguments by name.
public struct Arguments: Sendable {
  let values: [String: Value]
  let flags: Set<String>

  init(_ values: [String: Value], flags: Set<String> = []) {
    self.values = values
    self.flags = flags
  }

  /// A whole number; the spelling has made sure that a required one is there.
  func integer(_ name: String) -> Int? {
    guard case .integer(let value)? = values[name] else { return nil }
    return value
  }
  func number(_ name: String) -> Double? {
    switch values[name] {
    case .integer(let value)?: Double(value)
    case .decimal(let value)?: value
    default: nil
    }
  }
  /// Rows and columns of a `square` or of numeric `paddings`.
  func pair(_ name: String) -> Pair? {
    switch values[name] {
    case .integer(let value)?: Pair(value, value)
    case .size(let extents)? where extents.count == 2: Pair(extents[0], extents[1])
    default: nil
    }
  }
  func word(_ name: String) -> String? {
    guard case .word(let word)? = values[name] else { return nil }
    return word
  }
  func has(_ flag: String) -> Bool { flags.contains(flag) }
}

/// Two numbers of a window: for rows and for columns.
public struct Pair: Hashable, Sendable, CustomStringConvertible {
  public let rows: Int
  public let columns: Int

  public init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
  }
  /// As the notation writes it where one number will do: `2`, else `2x1`.
  public var short: String { rows == columns ? "\(rows)" : "\(rows)x\(columns)" }
  /// As the notation writes it: `3x3`.
  public var source: String { "\(rows)x\(columns)" }
  /// As pictures write it: `3×3`.
  public var description: String { "\(rows)×\(columns)" }
}
