import Tensors

/// Numbers in sentences.
enum Words {
  /// A number with its noun: `1 channel`, `16 channels`.
  static func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(plural ?? noun + "s")"
  }

  /// A small number spelled out, as in `two apart`; larger ones in digits.
  static func spelled(_ number: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  /// A part of a whole: `one cell in four`, else `9 of 25 cells`.
  static func share(_ part: Int, of whole: Int, _ noun: String) -> String {
    if part > 0 && whole % part == 0 { return "one \(noun) in \(spelled(whole / part))" }
    return "\(part) of \(counted(whole, noun))"
  }

  /// Rows × columns of a map: `8×8`.
  static func area(_ map: Shape) -> String { "\(map[0])×\(map[1])" }

  /// A number as the notation writes it: `0.9`, `1e-5`, `1`.
  static func source(_ number: Double) -> String {
    if let whole = Int(exactly: number), abs(whole) < 1_000_000 { return String(whole) }
    // Swift pads exponents: 1e-05
    return String(number).replacing("e-0", with: "e-").replacing("e+0", with: "e").replacing(
      "e+", with: "e")
  }
}
