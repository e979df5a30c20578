/// An index in a formula, such as `2i+m-1`: letters with factors, and a number.
struct Affine: CustomStringConvertible, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral
{
  private var letters: [(name: String, factor: Int)]
  private var number: Int

  init(stringLiteral letter: String) { self.init(letter) }
  init(integerLiteral number: Int) { self.init(number) }
  init(_ letter: String) {
    letters = [(letter, 1)]
    number = 0
  }
  init(_ number: Int) {
    letters = []
    self.number = number
  }
  /// A letter, or 0 where it has one value only.
  init(_ letter: String, below count: Int) {
    if count == 1 { self.init(0) } else { self.init(letter) }
  }

  /// Its value, if it holds no letter.
  var constant: Int? { letters.isEmpty ? number : nil }

  static func + (left: Affine, right: Affine) -> Affine {
    var sum = left
    sum.letters += right.letters
    sum.number += right.number
    return sum
  }
  static func + (left: Affine, right: Int) -> Affine { left + Affine(right) }
  static func - (left: Affine, right: Int) -> Affine { left + Affine(-right) }
  static func - (left: Affine, right: Affine) -> Affine { left + -1 * right }
  static func * (factor: Int, index: Affine) -> Affine {
    var product = index
    product.letters = index.letters.map { ($0.name, factor * $0.factor) }
    product.number *= factor
    return product
  }

  var description: String {
    var text = ""
    for (name, factor) in letters {
      text += factor < 0 ? "-" : text.isEmpty ? "" : "+"
      text += abs(factor) == 1 ? name : "\(abs(factor))\(name)"
    }
    if number != 0 || text.isEmpty {
      text += number < 0 || text.isEmpty ? "\(number)" : "+\(number)"
    }
    return text
  }
}
