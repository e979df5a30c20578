/// A command by name, for what has no key of its own or takes an argument.
struct NamedCommand: Hashable, Sendable {
  /// One word: `inspect`.
  let name: String
  /// What stands for its argument in lists, `TENSOR`; nothing where it takes none.
  let argument: String?
  /// Whether it does something without its argument too.
  let isArgumentOptional: Bool
  let description: String
  /// Arguments that Tab completes; others may do as well.
  let choices: [String]

  init(
    _ name: String, taking argument: String? = nil, isArgumentOptional: Bool = false,
    _ description: String, choices: [String] = []
  ) {
    self.name = name
    self.argument = argument
    self.isArgumentOptional = isArgumentOptional
    self.description = description
    self.choices = choices
  }

  var needsArgument: Bool { argument != nil && !isArgumentOptional }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: Substring {
    let start = drop { $0 == " " }
    return start[..<(start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.startIndex)]
  }
}
