extension Syntax {
  /// The canonical text: two blanks a level, lines as they were written, braces opened where they
  /// hold several lines.
  public var source: String {
    var printer = Printer()
    for (index, definition) in definitions.enumerated() {
      if index > 0 { printer.lines.append("") }
      printer.print(definition)
    }
    printer.print(steps, indent: 0)
    return printer.lines.map { $0 + "\n" }.joined()
  }

  /// The steps in one line, without comments: `conv 3x3 64, relu`.
  public var line: String { steps.line }
}

extension Syntax.Definition {
  /// The canonical text of this definition alone.
  public var source: String { Syntax(definitions: [self]).source }

  /// `block bottleneck(width, stride: 1)`.
  public var header: String {
    let list = parameters.map { parameter in
      parameter.name.text + (parameter.standard.map { ": " + $0.source } ?? "")
    }
    return "block " + name.text + (list.isEmpty ? "" : "(\(list.joined(separator: ", ")))")
  }
}

/// Writes a syntax line by line.
private struct Printer {
  static let width = 100
  var lines: [String] = []

  mutating func print(_ definition: Syntax.Definition) {
    print(comments: definition.above, indent: 0)
    lines.append(definition.header)
    print(definition.steps, indent: 2)
  }

  mutating func print(_ rows: Syntax.Rows, indent: Int) {
    for row in rows.rows { print(row, indent: indent) }
    print(comments: rows.below, indent: indent)
  }

  private mutating func print(comments: [String], indent: Int) {
    for comment in comments {
      lines.append(comment.isEmpty ? "" : blanks(indent) + comment)
    }
  }

  private mutating func print(_ row: Syntax.Row, indent: Int) {
    print(comments: row.above, indent: indent)
    lines.append(blanks(indent))
    let fits = row.steps.allSatisfy(\.isFlat) && indent + row.line.count <= Self.width
    for (index, step) in row.steps.enumerated() {
      if index > 0 { write(", ") }
      if fits || step.isFlat && indent + step.line.count <= Self.width {
        write(step.line)
      } else {
        printOpen(step, indent: indent)
      }
    }
    if let comment = row.beside { write("  " + comment) }
  }

  /// A step with every brace on lines of its own.
  private mutating func printOpen(_ step: Syntax.Step, indent: Int) {
    switch step {
    case .join(let name, let branches):
      write(name.text + " {")
      for (index, branch) in branches.enumerated() {
        if index > 0 { lines.append(blanks(indent) + "|") }
        printBranch(branch, indent: indent, isFirst: index == 0)
      }
      lines.append(blanks(indent) + "}")
    case .loop(_, _, let body, _):
      write(step.head)
      printBody(body, indent: indent)
    case .choice(let cases, let otherwise, _):
      for (index, branch) in cases.enumerated() {
        write((index == 0 ? "if " : " else if ") + branch.condition.source)
        printBody(branch.steps, indent: indent)
      }
      if let otherwise {
        write(" else")
        printBody(otherwise, indent: indent)
      }
    case .call, .identity, .input: write(step.line)
    }
  }

  /// Behind the `{` or `|` that the last line ends with; the first line joins a `|`.
  private mutating func printBranch(_ branch: Syntax.Branch, indent: Int, isFirst: Bool) {
    let bar = lines.count - 1
    switch branch {
    case .steps(let rows): print(rows, indent: indent + 2)
    case .each(let count, let rows, _):
      lines.append(blanks(indent + 2))
      if rows.isFlat, indent + 2 + branch.line.count <= Self.width {
        write(branch.line)
      } else {
        write("each " + count.source)
        printBody(rows, indent: indent + 2)
      }
    }
    guard !isFirst, lines.count > bar + 1 else { return }
    lines[bar] += " " + lines.remove(at: bar + 1).dropFirst(indent + 2)
  }

  private mutating func printBody(_ rows: Syntax.Rows, indent: Int) {
    write(" {")
    print(rows, indent: indent + 2)
    lines.append(blanks(indent) + "}")
  }

  private mutating func write(_ text: String) { lines[lines.count - 1] += text }
  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension Syntax.Rows {
  /// In one line, without comments.
  fileprivate var line: String { rows.map(\.line).joined(separator: ", ") }
  /// Whether one line says all of it.
  fileprivate var isFlat: Bool {
    below.isEmpty && rows.count < 2
      && rows.allSatisfy { row in
        row.above.isEmpty && row.beside == nil && row.steps.allSatisfy(\.isFlat)
      }
  }
}

extension Syntax.Row {
  fileprivate var line: String { steps.map(\.line).joined(separator: ", ") }
}

extension Syntax.Branch {
  fileprivate var rows: Syntax.Rows {
    switch self {
    case .steps(let rows), .each(_, let rows, _): rows
    }
  }
  fileprivate var isFlat: Bool { rows.isFlat }
  fileprivate var line: String {
    switch self {
    case .steps(let rows): rows.line
    case .each(let count, let rows, _): "each \(count.source) \(inBraces([rows.line]))"
    }
  }
}

extension Syntax.Step {
  fileprivate var isFlat: Bool {
    switch self {
    case .call, .identity, .input: true
    case .join(_, let branches): branches.allSatisfy(\.isFlat)
    case .loop(_, _, let body, _): body.isFlat
    case .choice(let cases, let otherwise, _):
      cases.allSatisfy(\.steps.isFlat) && otherwise?.isFlat != false
    }
  }

  /// What stands before the braces, or the whole step where it has none.
  fileprivate var head: String {
    switch self {
    case .call(let call):
      ([call.name.text] + call.arguments.map(\.source)).joined(separator: " ")
    case .join(let name, _): name.text
    case .loop(let count, let round, _, _):
      "repeat " + count.source + (round.map { " as " + $0.text } ?? "")
    case .choice: "if"
    case .identity: "identity"
    case .input(let size, _): "input " + size.source
    }
  }

  /// In one line, without comments.
  public var line: String {
    switch self {
    case .call, .identity, .input: head
    case .join(_, let branches): head + " " + inBraces(branches.map(\.line))
    case .loop(_, _, let body, _): head + " " + inBraces([body.line])
    case .choice(let cases, let otherwise, _):
      (cases.map { "if \($0.condition.source) \(inBraces([$0.steps.line]))" }
        + (otherwise.map { [inBraces([$0.line])] } ?? [])).joined(separator: " else ")
    }
  }
}

extension Syntax.Argument {
  /// `64`, `stride: 2`.
  public var source: String { (label.map { $0.text + ": " } ?? "") + value.source }
}

private func inBraces(_ branches: [String]) -> String {
  if branches == [""] { return "{}" }
  let parts = branches.map { $0.isEmpty ? [] : [$0] }.joined(separator: ["|"])
  return (["{"] + parts + ["}"]).joined(separator: " ")
}
