@testable import Networks

/// Random syntaxes: everything that the grammar allows, whether or not it means anything.
struct RandomSyntax {
  var random: SeededGenerator
  private let words = [
    "conv", "norm", "width", "stride", "in", "same", "bias", "a1", "b_c", "Deep",
  ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func syntax() -> Syntax {
    guard random.oneIn(2) else { return Syntax(steps: rows(depth: 3)) }
    var definitions = (0..<random.number(1...3)).map { definition($0) }
    // comments after the steps of another would belong to the definition that follows
    definitions[definitions.count - 1].steps.below = comments()
    return Syntax(definitions: definitions)
  }

  private mutating func definition(_ number: Int) -> Syntax.Definition {
    let parameters = (0..<random.number(0...3)).map { index in
      Syntax.Parameter(
        name: Syntax.Name("p\(index)"), standard: random.oneIn(2) ? expression(depth: 2) : nil)
    }
    var steps = rows(depth: 2)
    steps.below = []
    return Syntax.Definition(
      above: comments(), name: Syntax.Name("d\(number)"), parameters: parameters, steps: steps)
  }

  private mutating func rows(depth: Int) -> Syntax.Rows {
    let rows = (0..<random.number(0...3)).map { _ in
      Syntax.Row(
        above: comments(), (0..<random.number(1...3)).map { _ in step(depth: depth) },
        beside: random.oneIn(6) ? "# beside it × 2" : nil)
    }
    return Syntax.Rows(rows, below: comments())
  }

  private mutating func comments() -> [String] {
    guard random.oneIn(8) else { return [] }
    return random.pick([["# one"], ["#"], ["# He et al. 2016", "", "#two", "# three"]])
  }

  private mutating func step(depth: Int) -> Syntax.Step {
    guard depth > 0 else { return leaf() }
    switch random.number(0...8) {
    case 0:
      return .join(
        Syntax.Name(random.pick(["sum", "concat", "scale", "relu"])),
        (0..<random.number(1...3)).map { _ in
          random.oneIn(4)
            ? .each(expression(depth: 1), rows(depth: depth - 1)) : .steps(rows(depth: depth - 1))
        })
    case 1:
      return .loop(
        count: expression(depth: 1), round: random.oneIn(2) ? Syntax.Name("round") : nil,
        rows(depth: depth - 1))
    case 2:
      return .choice(
        (0..<random.number(1...3)).map { _ in
          Syntax.Case(expression(depth: 2), rows(depth: depth - 1))
        }, otherwise: random.oneIn(2) ? rows(depth: depth - 1) : nil)
    default: return leaf()
    }
  }

  private mutating func leaf() -> Syntax.Step {
    switch random.number(0...9) {
    case 0: return .identity()
    case 1: return .input(expression(depth: 1))
    default:
      let arguments = (0..<random.number(0...3)).map { _ in
        Syntax.Argument(
          label: random.oneIn(3) ? Syntax.Name(random.pick(words)) : nil, expression(depth: 2))
      }
      return .call(
        Syntax.Call(Syntax.Name(random.pick(["conv", "norm", "bottleneck"])), arguments))
    }
  }

  private mutating func expression(depth: Int) -> Expression {
    guard depth > 0, random.oneIn(2) else {
      switch random.number(0...5) {
      case 0: return .literal(.size((0..<random.number(2...3)).map { _ in random.number(0...300) }))
      case 1: return .literal(.decimal(random.pick([0.5, 1e-5, 1e20, 12345.678, -0.25, 3, -0.0])))
      case 2: return .literal(.integer(random.pick([0, 1, 64, -3, .max, -.max])))
      default: return .name(random.pick(words))
      }
    }
    if random.oneIn(5) { return .not(expression(depth: depth - 1)) }
    return .binary(
      random.pick(Expression.Operator.allCases), expression(depth: depth - 1),
      expression(depth: depth - 1))
  }
}

/// Random texts that fit any map: whatever they do, as many channels leave as enter.
struct RandomFittingText {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Definitions that call those before them; the last one runs.
  mutating func text() -> String {
    let names = ["deep", "relu61", "a", "a1", "conv1", "norm_x"]
    return names.indices.map { "block \(names[$0])\n\(steps(Array(names[..<$0]), depth: 2))\n" }
      .joined()
  }

  private mutating func steps(_ names: [String], depth: Int) -> String {
    (0..<random.number(0...4)).map { _ in step(names, depth: depth) }
      .joined(separator: random.pick([", ", "\n"]))
  }

  private mutating func step(_ names: [String], depth: Int) -> String {
    if depth > 0 {
      switch random.number(0...5) {
      case 0:
        return "sum { \(steps(names, depth: depth - 1)) | \(steps(names, depth: depth - 1)) }"
      case 1: return "sum { each \(random.number(1...3)) { \(steps(names, depth: depth - 1)) } }"
      case 2: return "repeat \(random.number(0...3)) { \(steps(names, depth: depth - 1)) }"
      case 3:
        return "if in > \(random.number(0...8)) { \(steps(names, depth: depth - 1)) }"
          + " else { \(steps(names, depth: depth - 1)) }"
      default: break
      }
    }
    let calls = random.oneIn(6) ? Array(names.suffix(2)) : []
    return random.pick(["relu", "relu6", "norm", "conv 3x3 in", "concat { relu }"] + calls)
  }
}
