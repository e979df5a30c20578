/// All entries of one topic.
struct ReferenceChapter: Encodable {
  let topic: String
  let entries: [ReferenceEntry]

  var text: String {
    ([topic.uppercased()] + entries.map(\.text)).joined(separator: "\n\n")
  }
}

/// One thing that can be written, with what is known of it.
struct ReferenceEntry: Encodable {
  /// One line about it: `default of stride`, `1`.
  struct Fact: Encodable {
    let name: String
    let value: String
  }

  let name: String
  let facts: [Fact]
  /// Text that can be copied as it is.
  var example: String?

  init(_ name: String, _ facts: [(String, String)], example: String? = nil) {
    self.name = name
    self.facts = facts.map { Fact(name: $0.0, value: $0.1) }
    self.example = example
  }

  var text: String {
    let width = facts.map(\.name.count).max() ?? 0
    let lines = facts.map { fact in
      "  " + fact.name + String(repeating: " ", count: width - fact.name.count + 2) + fact.value
    }
    let copied = example.map { [""] + $0.split(separator: "\n").map { "    " + $0 } } ?? []
    return ([name] + lines + copied).joined(separator: "\n")
  }
}
