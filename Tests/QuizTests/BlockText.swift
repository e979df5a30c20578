import Networks

@testable import Quiz

/// A block as a tree of texts, to be damaged or written in other words.
struct BlockText {
  indirect enum Part {
    case operation(String)
    case join(String, [BlockText])
    /// Steps written as a repeat of one round, a choice that is always made, or a block of its own.
    case wrapped(String, BlockText)
  }
  var parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }
  init(_ wiring: Wiring) {
    parts = wiring.parts.map { part in
      switch part {
      case .operation(let element): .operation(element.operation.source)
      case .join(let element, let branches):
        .join(element.keyword, branches.map { BlockText($0) })
      }
    }
  }

  var source: String {
    parts.isEmpty
      ? "identity"
      : parts.map { part in
        switch part {
        case .operation(let source): source
        case .join(let keyword, let branches):
          keyword + " { " + branches.map(\.source).joined(separator: " | ") + " }"
        case .wrapped(let head, let steps): head + " { " + steps.source + " }"
        }
      }.joined(separator: ", ")
  }

  /// As bare steps, or as a block with a helper of its own.
  func source(using random: inout Choices) -> String {
    guard Bool.random(using: &random), !parts.isEmpty else { return source }
    let cut = Int.random(in: 0..<parts.count, using: &random)
    let (head, tail) = (BlockText(Array(parts[..<cut])), BlockText(Array(parts[cut...])))
    return "block rest\n  \(tail.source)\nblock whole\n  \(head.source)\n  rest\n"
  }

  private static let operations = [
    "relu", "norm", "relu6", "sigmoid", "conv 1x1 4", "conv 1x1 16", "conv 3x3 4", "conv 3x3 64",
    "depthwise 3x3", "maxpool 3x3", "swish", "conv 1x1 64", "conv 1x1 256",
  ]

  /// One fault at a random place.
  mutating func damage(using random: inout Choices) {
    let joins = parts.indices.filter { if case .join = parts[$0] { true } else { false } }
    if let place = joins.randomElement(using: &random), Int.random(in: 0..<3, using: &random) > 0,
      case .join(let keyword, var branches) = parts[place]
    {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: parts[place] = .join(keyword == "sum" ? "scale" : "sum", branches)
      case 1 where branches.count > 1:
        branches.remove(at: Int.random(in: branches.indices, using: &random))
        parts[place] = .join(keyword, branches)
      default:
        let branch = Int.random(in: branches.indices, using: &random)
        branches[branch].damage(using: &random)
        parts[place] = .join(keyword, branches)
      }
      return
    }
    let kind = Int.random(in: 0..<4, using: &random)
    if parts.isEmpty || kind == 0 {
      let operation = Self.operations.randomElement(using: &random) ?? "relu"
      parts.insert(
        .operation(operation), at: Int.random(in: 0...parts.count, using: &random))
    } else if kind == 1 {
      parts.remove(at: Int.random(in: parts.indices, using: &random))
    } else if kind == 2, parts.count > 1 {
      let place = Int.random(in: 1..<parts.count, using: &random)
      parts.swapAt(place - 1, place)
    } else {
      let place = Int.random(in: parts.indices, using: &random)
      guard case .operation = parts[place] else { return }
      parts[place] = .operation(Self.operations.randomElement(using: &random) ?? "norm")
    }
  }

  /// The same block in other words.
  mutating func rewrite(using random: inout Choices) {
    let place = parts.indices.randomElement(using: &random)
    switch (Int.random(in: 0..<5, using: &random), place.map { parts[$0] }) {
    case (0, _):
      parts.insert(
        .operation("identity"), at: Int.random(in: 0...parts.count, using: &random))
    case (1, _?):
      guard let start = place else { return }
      let end = Int.random(in: start + 1...parts.count, using: &random)
      let head = ["repeat 1", "if 1 == 1", "sum", "concat"].randomElement(using: &random) ?? "sum"
      parts.replaceSubrange(
        start..<end, with: [.wrapped(head, BlockText(Array(parts[start..<end])))])
    case (2, .operation("relu")?):
      guard let place else { return }
      parts.insert(.operation("relu"), at: place)
    case (3, .operation(let source)?)
    where source.hasPrefix("conv 3x3") && !source.contains("padding"):
      guard let place else { return }
      parts[place] = .operation(source + " padding: 1")
    case (_, .join(let keyword, var branches)?):
      guard let place else { return }
      if keyword != "concat" { branches.shuffle(using: &random) }
      let branch = Int.random(in: branches.indices, using: &random)
      branches[branch].rewrite(using: &random)
      if keyword == "sum", branches.count > 2 {
        // a sum of sums is one sum
        branches = [BlockText([.join("sum", Array(branches[..<2]))])] + branches[2...]
      }
      parts[place] = .join(keyword, branches)
    default: break
    }
  }
}
