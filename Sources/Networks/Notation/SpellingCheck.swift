import Tensors

extension Spelling.Kind {
  /// The value in the form in which operations take it, or nothing where it is of another kind.
  func accepted(_ value: Value) -> Value? {
    switch (self, value) {
    case (.count, .integer(1...Limits.extent)), (.natural, .integer(0...Limits.extent)),
      (.number, .integer), (.number, .decimal):
      value
    case (.square, .integer(let side)) where 1...Limits.window ~= side: .size([side, side])
    case (.square, .size(let sides))
    where sides.count == 2 && sides.allSatisfy { 1...Limits.window ~= $0 }:
      value
    case (.paddings(let words), .word(let word)) where words.contains(word): value
    case (.paddings, .integer(let side)) where 0...Limits.window ~= side: .size([side, side])
    case (.paddings, .size(let sides))
    where sides.count == 2 && sides.allSatisfy { 0...Limits.window ~= $0 }:
      value
    default: nil
    }
  }

  /// What it takes, in words.
  public var expectation: String {
    switch self {
    case .count: "a whole number from 1 to \(Limits.extent)"
    case .natural: "a whole number from 0 to \(Limits.extent)"
    case .number: "a number"
    case .square: "a whole number or a size such as 3x3, from 1 to \(Limits.window)"
    case .paddings(let words):
      (words.isEmpty ? "" : words.joined(separator: ", ") + " or ")
        + "a number from 0 to \(Limits.window)"
    }
  }
}
