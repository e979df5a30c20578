import Tensors

/// Makes the block of a syntax: definitions called, rounds repeated, choices made.
///
/// Shapes are tracked on the way, since `in` and the conditions of an `if` depend on them. It
/// stops as soon as a limit is passed, not after memory is gone.
struct Expansion {
  /// Where the definition at hand looks for what it calls.
  private(set) var library: Library
  private var operations = 0
  private var work = 0

  init(_ library: Library) { self.library = library }

  /// The block of some steps and the shape that leaves it; an `input` that stands first is passed.
  mutating func block(
    of rows: Syntax.Rows, on input: Shape, in scope: Scope
  ) throws -> (Block, Shape) {
    var steps = rows.steps[...]
    if case .input? = steps.first { steps.removeFirst() }
    return try block(of: steps, on: input, in: scope)
  }

  private mutating func block(
    of steps: some Collection<Syntax.Step>, on input: Shape, in scope: Scope
  ) throws -> (Block, Shape) {
    var shape = input
    var blocks: [Block] = []
    for step in steps {
      let block: Block
      (block, shape) = try self.block(of: step, on: shape, in: scope)
      // steps in a row stay one row, whatever choice they came from
      if case .sequence(let inner) = block { blocks += inner } else { blocks.append(block) }
    }
    return (blocks.count == 1 ? blocks[0] : .sequence(blocks), shape)
  }

  private mutating func block(
    of step: Syntax.Step, on input: Shape, in scope: Scope
  ) throws -> (Block, Shape) {
    try spend(at: step.mark, in: scope)
    switch step {
    case .identity: return (.identity, input)
    case .input(_, let mark):
      throw scope.fault(
        "‘input’ states the size of the input; it can only be the first step", at: mark)
    case .call(let call): return try block(of: call, on: input, in: scope)
    case .join(let name, let branches):
      return try block(joining: branches, by: name, on: input, in: scope)
    case .loop(let count, let round, let body, _):
      return try rounds(count, round, body, on: input, in: scope)
    case .choice(let cases, let otherwise, let mark):
      let scope = try nested(scope, at: mark)
      for choice in cases where try truth(of: choice.condition, in: scope) {
        return try block(of: choice.steps.steps, on: input, in: scope)
      }
      return try block(of: otherwise?.steps ?? [], on: input, in: scope)
    }
  }

  private mutating func block(
    of call: Syntax.Call, on input: Shape, in scope: Scope
  ) throws -> (Block, Shape) {
    let name = call.name.text
    if let operation = Catalogue.operations.first(where: { $0.keyword == name }) {
      let arguments = try arguments(of: call, for: operation, in: scope)
      let made = try fitting(at: call.mark, in: scope) { try operation.init(arguments) }
      let shape = try append(made, to: [input], at: call.mark, in: scope)
      return (.operation(made, at: scope.place ?? call.mark.place), shape)
    }
    if Catalogue.joins.contains(where: { $0.keyword == name }) {
      throw scope.fault(
        "\(name) joins branches in braces: \(name) { … | … }", at: call.name.mark)
    }
    guard let entry = library.entry(named: name) else {
      throw scope.fault(
        "there is no operation or block \(name.quoted)", at: call.name.mark,
        suggestion: nearest(
          to: name, among: Reserved.keywords.union(Reserved.structure).union(library.names)))
    }
    let (invocation, inner) = try self.scope(of: call, to: entry, on: input, in: scope)
    let outer = library
    library = entry.home ?? outer
    defer { library = outer }
    let (body, shape) = try block(of: entry.definition.steps, on: input, in: inner)
    return (.call(invocation, body), shape)
  }

  /// What a definition's names stand for within a call of it; throws where it leads back to itself.
  mutating func scope(
    of call: Syntax.Call, to entry: Library.Entry, on input: Shape?, in scope: Scope
  ) throws -> (Invocation, Scope) {
    let name = call.name.text
    // each call looks through those that led to it
    work += scope.calls.count
    let names = scope.calls.map(\.name)
    if let first = names.firstIndex(of: name) {
      let cycle = (names[first...] + [name]).joined(separator: " → ")
      throw scope.fault("a block cannot contain itself: \(cycle)", at: call.mark)
    }
    let invocation = try invocation(
      of: entry.definition, by: call, channels: input?.channels, definedIn: entry.source,
      in: scope)
    var inner = try nested(scope, at: call.mark)
    inner = Scope(
      source: entry.source, channels: input?.channels,
      values: Dictionary(
        invocation.arguments.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
      calls: scope.calls + [invocation],
      place: entry.source.origin == nil ? nil : scope.place ?? call.mark.place,
      depth: inner.depth)
    return (invocation, inner)
  }

  private mutating func block(
    joining branches: [Syntax.Branch], by name: Syntax.Name, on input: Shape, in scope: Scope
  ) throws -> (Block, Shape) {
    guard let operation = Catalogue.joins.first(where: { $0.keyword == name.text }) else {
      let joins = Catalogue.joins.map { $0.keyword }
      throw scope.fault(
        "\(name.text.quoted) does not join branches; joins are \(joins.joined(separator: ", "))",
        at: name.mark, suggestion: nearest(to: name.text, among: joins))
    }
    let scope = try nested(scope, at: name.mark)
    var blocks: [Block] = []
    var shapes: [Shape] = []
    for branch in branches {
      switch branch {
      case .steps(let rows):
        let (block, shape) = try block(of: rows.steps, on: input, in: scope)
        blocks.append(block)
        shapes.append(shape)
      case .each(let expression, let rows, let mark):
        let count = try count(of: expression, atLeast: 1, in: scope)
        let before = (operations: operations, work: work)
        let (block, shape) = try block(of: rows.steps, on: input, in: scope)
        // the branches are equal, so that one is expanded and the others are counted
        operations += (operations - before.operations) * (count - 1)
        work += (work - before.work + 1) * (count - 1)
        try checkLimits(at: mark, in: scope)
        blocks += Array(repeating: block, count: count)
        shapes += Array(repeating: shape, count: count)
      }
    }
    let join = try fitting(at: name.mark, in: scope) { try operation.init(Arguments([:])) }
    let shape = try append(join, to: shapes, at: name.mark, in: scope)
    return (.branches(blocks, join: join, at: scope.place ?? name.mark.place), shape)
  }

  private mutating func rounds(
    _ times: Expression, _ round: Syntax.Name?, _ body: Syntax.Rows, on input: Shape,
    in scope: Scope
  ) throws -> (Block, Shape) {
    let count = try count(of: times, atLeast: 0, in: scope)
    var scope = try nested(scope, at: times.mark)
    if let round, scope.values[round.text] != nil {
      throw scope.fault("\(round.text.quoted) already has a meaning here", at: round.mark)
    }
    var shape = input
    var blocks: [Block] = []
    for number in 0..<count {
      try spend(at: times.mark, in: scope)
      if let round { scope.values[round.text] = .integer(number + 1) }
      let block: Block
      (block, shape) = try self.block(of: body.steps, on: shape, in: scope)
      blocks.append(block)
    }
    return (blocks.isEmpty ? .identity : .rounds(blocks), shape)
  }
}

extension Expansion {
  /// The shape that leaves an operation, which is counted.
  private mutating func append(
    _ operation: any Operation, to inputs: [Shape], at mark: Syntax.Mark, in scope: Scope
  ) throws -> Shape {
    operations += 1
    try checkLimits(at: mark, in: scope)
    return try fitting(at: mark, in: scope) { try operation.fittingShape(inputs) }
  }

  /// Says of a misfit where it is.
  private func fitting<Result>(
    at mark: Syntax.Mark, in scope: Scope, _ make: () throws -> Result
  ) throws -> Result {
    do { return try make() } catch let misfit as Misfit {
      throw scope.fault(misfit.reason, at: mark)
    }
  }

  private func nested(_ scope: Scope, at mark: Syntax.Mark) throws -> Scope {
    var inner = scope
    inner.depth += 1
    guard inner.depth <= Limits.nesting else {
      throw scope.fault(
        "more than \(Limits.nesting) levels of nested blocks are too many", at: mark)
    }
    return inner
  }

  /// Counts a step or a term, so that no text can keep the expansion busy for long.
  mutating func spend(at mark: Syntax.Mark, in scope: Scope) throws {
    work += 1
    try checkLimits(at: mark, in: scope)
  }

  private func checkLimits(at mark: Syntax.Mark, in scope: Scope) throws {
    // the input is a node too
    guard operations < Limits.nodes else {
      throw scope.fault(
        "the network has more than \(Limits.nodes) operations here; repeat less", at: mark)
    }
    guard work <= Limits.work else {
      throw scope.fault("this repeats too often for the program to follow", at: mark)
    }
  }
}

extension Shape {
  /// The extent of the last axis.
  fileprivate var channels: Int { extents.last ?? 0 }
}
