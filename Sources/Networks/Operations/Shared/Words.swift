import Tensors

/// Numbers in sentences.
public enum Words {
  /// A number with its noun: `1 channel`, `2,048 channels`.
  public static func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    number == 1 ? "1 \(noun)" : "\(grouped(number)) \(plural ?? noun + "s")"
  }
  /// A count with a comma every three digits.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// A small number spelled out, as in `two apart`; larger ones in digits.
  static func spelled(_ number: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  /// A choice in words: `a, b or c`.
  static func anyOf(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// A part of a whole: `every position`, `one position in four`, else `9 of 25 positions`.
  static func share(_ part: Int, of whole: Int, _ noun: String) -> String {
    if part == whole { return "every \(noun)" }
    if part > 0 && whole % part == 0 { return "one \(noun) in \(spelled(whole / part))" }
    return "\(grouped(part)) of \(counted(whole, noun))"
  }

  /// Rows × columns of a map: `8×8`.
  static func area(_ map: Shape) -> String { "\(map[0])×\(map[1])" }

  /// A number as the notation writes it: `0.9`, `1e-5`, `1`.
  static func source(_ number: Double) -> String {
    (Int(exactly: number).map(Value.integer) ?? .decimal(number)).source
  }
}
