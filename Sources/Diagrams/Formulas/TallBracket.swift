/// Brackets that grow with what they hold: `⎛ ⎜ ⎝`, in ASCII `/ | \`.
enum TallBracket {
  /// Top, extension, bottom and, for braces, the tip in the middle.
  private static let pieces: [String: [Character]] = [
    "(": ["⎛", "⎜", "⎝"], ")": ["⎞", "⎟", "⎠"],
    "[": ["⎡", "⎢", "⎣"], "]": ["⎤", "⎥", "⎦"],
    "{": ["⎧", "⎪", "⎩", "⎨"], "}": ["⎫", "⎪", "⎭", "⎬"],
    "⌊": ["⎢", "⎢", "⎣"], "⌋": ["⎥", "⎥", "⎦"],
    "⌈": ["⎡", "⎢", "⎢"], "⌉": ["⎤", "⎥", "⎥"],
    "|": ["│", "│", "│"], "‖": ["║", "║", "║"],
  ]
  private static let asciiPieces: [String: [Character]] = [
    "(": ["/", "|", "\\"], ")": ["\\", "|", "/"],
    "[": ["[", "[", "["], "]": ["]", "]", "]"],
    "{": ["/", "|", "\\", "<"], "}": ["\\", "|", "/", ">"],
    "⌊": ["|", "|", "["], "⌋": ["|", "|", "]"],
    "⌈": ["[", "|", "|"], "⌉": ["]", "|", "|"],
    "|": ["|", "|", "|"], "‖": ["|", "|", "|"],
  ]

  static func isKnown(_ bracket: String) -> Bool { pieces[bracket] != nil }

  /// A bracket of a height of two rows or more, one character a row.
  static func column(_ bracket: String, height: Int, inASCII: Bool) -> [Character] {
    guard let pieces = (inASCII ? asciiPieces : pieces)[bracket], height > 1 else {
      return Array(repeating: " ", count: height)
    }
    var column = [pieces[0]] + Array(repeating: pieces[1], count: height - 2) + [pieces[2]]
    if pieces.count > 3, height > 2 { column[height / 2] = pieces[3] }
    return column
  }
}
