/// A sign that a view draws, and what it stands for: the help explains it.
struct Sign: Sendable {
  let glyphs: String
  let meaning: String

  init(_ glyphs: String, _ meaning: String) {
    self.glyphs = glyphs
    self.meaning = meaning
  }
}

extension Sign {
  /// The line of dots below a walk.
  static let timeline = [
    Sign("◉", "the step that is shown"),
    Sign("● ○", "a step that is done, one to come"),
    Sign("◆ ◇", "the same at a fork, join or change of shape"),
  ]

  /// The picture of a block.
  static let diagram = [
    Sign("[ conv ]", "an operation; BN and ReLU may share its box"),
    Sign("(+) (×)", "a join: the sum or product of its branches"),
    Sign("▸", "the operation of this step"),
    Sign("┃ │", "a wire that is passed, one that is to come"),
    Sign("Σ◄", "a fork in the backward pass: gradients add up"),
  ]

  /// Cells of tensors.
  static let cells = [
    Sign("[ ]", "the chosen cell"),
    Sign("‹ ›", "a cell that takes part in its sum"),
    Sign("« »", "a factor of the running product"),
  ]

  /// Answers and rubrics.
  static let verdicts = [
    Sign("✓ ✗", "right, wrong"),
    Sign("[x] [ ]", "ticked, not ticked"),
  ]
}
