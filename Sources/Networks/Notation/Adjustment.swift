/// A number of a block that can be turned up and down: an argument of its call, or of an operation.
public struct Adjustment: Hashable, Sendable {
  /// As the notation names it: `stride`, `width`, `kernel`.
  public let name: String
  public let value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }

  /// The next value up or down; nothing where there is none.
  ///
  /// Numbers of things go by one, shares by a tenth, windows stay square, paddings go from
  /// `valid` over `same` to numbers.
  ///
  ///     Adjustment("stride", .integer(1)).turned(by: 1)       // .integer(2)
  ///     Adjustment("stride", .integer(1)).turned(by: -1)      // nil
  ///     Adjustment("padding", .word("same")).turned(by: 1)    // .integer(0)
  public func turned(by step: Int) -> Value? {
    switch value {
    case .integer(let number):
      let least = name == "padding" || name == "output_padding" ? 0 : 1
      return number + step >= least ? .integer(number + step) : padding(by: step)
    case .decimal(let share):
      let tenths = (share * 10).rounded() + Double(step)
      return 1...10 ~= tenths ? .decimal(tenths / 10) : nil
    case .size(let sides):
      let turned = sides.map { $0 + step }
      return turned.allSatisfy { $0 >= (name == "padding" ? 0 : 1) } ? .size(turned) : nil
    case .word: return padding(by: step)
    case .truth: return nil
    }
  }

  private static let paddings: [Value] = [.word("valid"), .word("same"), .integer(0)]

  private func padding(by step: Int) -> Value? {
    guard name == "padding", let place = Self.paddings.firstIndex(of: value),
      Self.paddings.indices.contains(place + step)
    else { return nil }
    return Self.paddings[place + step]
  }
}

extension Network {
  /// The arguments of the call that the text is, defaults included; none where it is no call.
  public var adjustments: [Adjustment] {
    (invocation?.arguments ?? []).compactMap { argument in
      switch argument.value {
      case .integer, .decimal, .size: Adjustment(argument.name, argument.value)
      case .truth, .word: nil
      }
    }
  }

  /// The text with another value for an argument of its call.
  ///
  ///     // of the network double 4 stride: 2
  ///     network.source(changing: "stride", to: .integer(1))  // "double 4 stride: 1"
  public func source(changing argument: String, to value: Value) -> String {
    guard let invocation else { return line }
    // a text of definitions runs its last one, with its defaults
    if var last = syntax.definitions.last {
      for place in last.parameters.indices where last.parameters[place].name.text == argument {
        last.parameters[place].standard = .literal(value)
      }
      return Syntax(definitions: syntax.definitions.dropLast() + [last]).source
    }
    return Invocation(
      name: invocation.name,
      arguments: invocation.arguments.map {
        $0.name == argument
          ? Invocation.Argument(
            name: $0.name, value: value, isGiven: true, isPositional: $0.isPositional) : $0
      }
    ).source
  }

  /// What can be turned of one operation: its window, channels, groups, shares.
  ///
  ///     // of conv 3x3 16 stride: 2
  ///     network.adjustments(of: conv).map { "\($0.name) \($0.value.source)" }
  ///     // ["kernel 3x3", "out 16", "stride 2", "padding same", "dilation 1", "groups 1"]
  public func adjustments(of node: Node) -> [Adjustment] {
    let operation = type(of: node.operation)
    guard let call = Self.call(node.operation) else { return [] }
    let spelling = operation.spelling
    var adjustments: [Adjustment] = []
    for (place, argument) in (spelling.positional + spelling.labelled).enumerated() {
      let written =
        place < spelling.positional.count
        ? call.arguments.filter { $0.label == nil }.dropFirst(place).first
        : call.arguments.first { $0.label?.text == argument.name }
      let value = written.flatMap { Self.value($0.value) } ?? Self.standard[argument.name]
      if let value { adjustments.append(Adjustment(argument.name, value)) }
    }
    return adjustments
  }

  /// The text with another value for an argument of one operation; the definitions around it are
  /// written out.
  ///
  ///     // of conv 3x3 16 stride: 2, relu
  ///     network.source(changing: "out", of: conv, to: .integer(8))
  ///     // "conv 3x3 8 stride: 2, relu"
  public func source(changing argument: String, of node: Node, to value: Value) -> String {
    guard var call = Self.call(node.operation) else { return line }
    let written = Syntax.Argument(
      label: Syntax.Name(argument), .literal(value))
    let positional = type(of: node.operation).spelling.positional
    if let place = positional.firstIndex(where: { $0.name == argument }) {
      call.arguments[place] = Syntax.Argument(.literal(value))
    } else if let place = call.arguments.firstIndex(where: { $0.label?.text == argument }) {
      call.arguments[place] = written
    } else {
      // flags are bare words and stand last
      let flag = call.arguments.firstIndex {
        if $0.label == nil, case .name = $0.value { true } else { false }
      }
      call.arguments.insert(written, at: flag ?? call.arguments.count)
    }
    let text = Syntax(steps: Syntax.Rows([Syntax.Row([.call(call)])])).line
    var leaf = 0
    let steps = block.source(replacing: node.index, by: text, &leaf).text
    guard var last = syntax.definitions.last, let rows = try? Syntax(steps).steps else {
      return steps
    }
    last.steps = rows
    return Syntax(definitions: syntax.definitions.dropLast() + [last]).source
  }

  /// An operation as it would be written.
  private static func call(_ operation: any Operation) -> Syntax.Call? {
    guard let syntax = try? Syntax(operation.source),
      case .call(let call)? = syntax.steps.steps.first
    else { return nil }
    return call
  }

  private static func value(_ expression: Expression) -> Value? {
    switch expression {
    case .literal(let value, _): value
    case .name(let word, _): .word(word)
    default: nil
    }
  }

  /// What stands for an argument that is not written.
  private static let standard: [String: Value] = [
    "stride": .integer(1), "padding": .word("same"), "dilation": .integer(1),
    "groups": .integer(1), "multiplier": .integer(1),
  ]
}

extension Block {
  /// The text of this block with one of its operations replaced, `leaf` being the nodes before it.
  ///
  /// Calls around the operation are written out, the others stay calls.
  fileprivate func source(
    replacing node: Int, by text: String, _ leaf: inout Int
  ) -> (text: String, isChanged: Bool) {
    func joined(_ blocks: [Block], _ leaf: inout Int) -> (text: String, isChanged: Bool) {
      var isChanged = false
      let texts = blocks.map { block in
        let part = block.source(replacing: node, by: text, &leaf)
        isChanged = isChanged || part.isChanged
        return part.text
      }
      return (texts.isEmpty ? "identity" : texts.joined(separator: ", "), isChanged)
    }
    switch self {
    case .operation(let operation, _):
      leaf += 1
      return leaf == node ? (text, true) : (operation.source, false)
    case .sequence(let blocks), .rounds(let blocks):
      return joined(blocks, &leaf)
    case .branches(let branches, let join, _):
      var isChanged = false
      let texts = branches.map { branch in
        let part = branch.source(replacing: node, by: text, &leaf)
        isChanged = isChanged || part.isChanged
        return part.text
      }
      leaf += 1
      return (join.source + " { " + texts.joined(separator: " | ") + " }", isChanged)
    case .call(let invocation, let body):
      let inner = body.source(replacing: node, by: text, &leaf)
      return inner.isChanged ? inner : (invocation.source, false)
    }
  }
}

extension Network {
  /// The text with the first branch of its first sum alone, where the others are shortcuts.
  public var withoutShortcut: String? {
    guard case .sequence(let blocks) = Self.opened(block) else { return nil }
    let texts = blocks.map { block in
      var leaf = 0
      guard case .branches(let branches, let join, _) = block, join.kind == .join(.sum),
        let first = branches.first
      else { return block.source(replacing: -1, by: "", &leaf).text }
      return first.source(replacing: -1, by: "", &leaf).text
    }
    let hasSum = blocks.contains {
      if case .branches(_, let join, _) = $0 { join.kind == .join(.sum) } else { false }
    }
    return hasSum ? texts.joined(separator: ", ") : nil
  }

  /// A block as steps in a row.
  private static func opened(_ block: Block) -> Block {
    if case .branches = block { return .sequence([block]) }
    return block
  }
}
