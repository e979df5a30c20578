import Networks
import Tensors

extension QuizItem.Kind {
  /// The names of the fields that an item of this kind must have, those of every item first.
  public var requiredFields: [String] { ["id", "kind", "ask"] + required.keys.sorted() }
  /// The names of the fields that it may have.
  public var optionalFields: [String] {
    Set(optional.keys).union(QuizItem.common.keys).subtracting(requiredFields).sorted()
  }
}

extension QuizItem {
  /// What `states` of a claim may name, with what each means: found by running a small block.
  ///
  /// `least_conv1` stands for every step that has an id, `left_…` for a claim of two blocks.
  public static func statedNames() throws -> [(name: String, meaning: String)] {
    let item = try items(
      of: "- id: sample\n  kind: claim\n  ask: Is it so?\n  why: It is run.", line: 1)[0]
    let block = try Network("conv 3x3 1", on: Shape(4, 4, 1))
    let names = try [[block], [block, block]].flatMap { blocks in
      try ClaimProof.figures(of: blocks, item).keys.sorted()
    }
    return names.map { ($0, ClaimProof.words($0)) }
  }
}
