import Screens

/// A sentence from the explorer itself, and how it looks.
struct Notice: Sendable {
  let sentence: String
  let role: Role

  init(_ sentence: String, _ role: Role) {
    self.sentence = sentence
    self.role = role
  }

  /// Writes it above a row, over whatever stood there; returns its first row.
  @discardableResult
  func draw(on grid: inout Grid, above end: Int) -> Int {
    let lines = Text.wrapped(sentence, to: grid.size.width - 2).prefix(3)
    for (index, line) in lines.enumerated() {
      let row = end - lines.count + index
      grid.write(String(repeating: " ", count: grid.size.width), at: Position(0, row))
      grid.write(line, at: Position(1, row), Style(role))
    }
    return end - lines.count
  }
}
