/// What an expression of the notation comes to.
public enum Value: Hashable, Sendable {
  case integer(Int)
  case decimal(Double)
  /// `3x3`, `224x224x3`.
  case size([Int])
  case truth(Bool)
  /// A word that stands for itself, such as `valid`.
  case word(String)
}

extension Value {
  /// As the notation writes it: `64`, `1e-5`, `3x3`, `(-1)`.
  public var source: String {
    switch self {
    case .integer(let value): value < 0 ? "(\(value))" : String(value)
    case .decimal(let value):
      value.sign == .minus ? "(\(Self.digits(value)))" : Self.digits(value)
    case .size(let extents): extents.map(String.init).joined(separator: "x")
    case .truth(let truth): truth ? "1 == 1" : "1 == 0"
    case .word(let word): word
    }
  }

  /// As captions write it: `64`, `1e-5`, `3×3`, `−1`.
  public var caption: String {
    switch self {
    case .integer(let value): value < 0 ? "−\(value.magnitude)" : String(value)
    case .decimal(let value):
      value.sign == .minus ? "−" + Self.digits(-value) : Self.digits(value)
    case .size(let extents): extents.map(String.init).joined(separator: "×")
    case .truth(let truth): truth ? "yes" : "no"
    case .word(let word): word
    }
  }

  /// The shortest digits that read back as the same number, without `+` or zeros in the exponent.
  private static func digits(_ value: Double) -> String {
    let parts = value.description.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return value.description }
    let mantissa = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    return "\(mantissa)e\(exponent)"
  }
}
