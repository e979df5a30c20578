/// The forms of the notation, each with a block that has it.
enum NotationReference {
  static let entries: [ReferenceEntry] = [
    form("steps in a row", "a comma or a new line", "conv 3x3 16, norm, relu"),
    form(
      "branches", "sum, concat or scale, with | between them",
      "sum { conv 3x3 16, norm | identity }, relu"),
    form("repeat", "the same steps some times in a row", "repeat 3 { conv 3x3 16, relu }"),
    form("each", "the same branch some times side by side", "sum { each 4 { conv 1x1 16 } }"),
    form(
      "as", "a name for the number of the round, from 1", "repeat 3 as i { conv 3x3 16*i }"),
    form("input", "the size that enters where nobody names another", "input 8x8x16\nconv 3x3 16"),
    form(
      "block",
      "a definition; parameters with a colon have a default, in is the number of "
        + "channels that enter", "block wider(factor: 2)\n  conv 1x1 factor*in"),
    form(
      "if, else", "one of two ways; == != < > and, or, not",
      "block strided(stride: 2)\n"
        + "  if stride == 1 and not stride > 1 or in < 4 { identity } "
        + "else { maxpool 2x2 stride: stride }"),
    form("comment", "from # to the end of the line", "relu  # max(x, 0)"),
  ]

  private static func form(_ name: String, _ meaning: String, _ example: String) -> ReferenceEntry {
    ReferenceEntry(name, [("is", meaning)], example: example)
  }
}
