/// Words that the notation keeps for itself.
enum Reserved {
  /// Words that shape a text.
  static let structure: Set<String> = [
    "block", "repeat", "as", "each", "if", "else", "identity", "input", "and", "or", "not",
  ]
  /// Words that stand for tensors.
  static let tensors: Set<String> = ["in", "x", "dy", "grad"]
  static let keywords = Set((Catalogue.operations + Catalogue.joins).map { $0.keyword })
  /// Words that stand for themselves as an argument: `valid`, `same`.
  static let words = Set(
    (Catalogue.operations + Catalogue.joins).flatMap { $0.spelling.labelled }
      .flatMap { argument -> [String] in
        guard case .paddings(let words) = argument.kind else { return [] }
        return words
      })
  static let flags = Set((Catalogue.operations + Catalogue.joins).flatMap { $0.spelling.flags })

  /// Why a definition or parameter cannot have this name, if so.
  static func objection(to name: String) -> String? {
    if keywords.contains(name) {
      return "\(name.quoted) is an operation and cannot be the name of something else"
    }
    if structure.contains(name) || tensors.contains(name) || words.contains(name)
      || flags.contains(name)
    {
      return "\(name.quoted) is a word of the notation and cannot be a name"
    }
    if name.hasSuffix("_") { return "a name cannot end in ‘_’" }
    return nil
  }
}
