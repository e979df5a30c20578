extension EquationRun {
  /// Goes through the lines of an algorithm once for each step; lines before `repeat` come once.
  mutating func algorithm(steps: Int) throws -> Values {
    let start = equation.loopStart ?? 0
    let lines = equation.statements
    startStates()
    for line in lines[..<start] { try perform(line) }
    for step in 1...max(steps, 1) {
      translator.surroundings.numbers["t"] = Double(step)
      if let prepare = translator.surroundings.beforeStep {
        var state = translator.tensors.mapValues { translator.machine.tensors[$0] }
        prepare(step, &state)
        for (name, values) in state.sorted(by: { $0.key < $1.key }) { assign(name, values) }
      }
      for line in lines[start...] { try perform(line) }
    }
    let asked = translator.surroundings.asked
    guard let place = translator.tensors[asked] else {
      throw translator.text.fault("no line says what \(asked) becomes", 0..<1)
    }
    return translator.machine.tensors[place]
  }

  /// What is added to before it is said begins with 0, as the velocity of momentum does.
  private mutating func startStates() {
    for line in equation.statements {
      // the steps are counted already
      guard let name = line.target?.name?.text, name != "t", !translator.isGiven(name),
        line.adds || line.value.names.contains(where: { $0 == name || $0.hasSuffix(name) })
      else { continue }
      assign(name, Values(zeros: translator.surroundings.extents))
    }
  }

  private mutating func assign(_ name: String, _ values: Values) {
    translator.surroundings.numbers[name] = nil
    if let place = translator.tensors[name] {
      translator.machine.tensors[place] = values
    } else {
      translator.tensors[name] = translator.machine.tensors.count
      translator.machine.tensors.append(values)
    }
  }

  private mutating func perform(_ line: Statement) throws {
    guard let target = line.target else {
      throw translator.text.fault(
        "a line of an algorithm says what changes, as in v = β*v + g", 0..<1)
    }
    let name = target.name?.text ?? translator.surroundings.asked
    // the steps are counted already
    if name == "t" { return }
    var indices = target.indices
    if let last = indices.last, Translator.isTime(last) { indices.removeLast() }
    if case .applied(let map, let arguments, _) = line.value, arguments.count == 1,
      let function = translator.surroundings.maps[map.text]
    {
      let argument = try numbers(of: arguments[0], [], target: name, indices)
      return assign(name, Values(argument.extents, function(argument.numbers)))
    }
    let value = line.adds ? .binary(.plus, previous(target), line.value) : line.value
    assign(name, try numbers(of: value, line.clauses, target: name, indices))
  }
  private func previous(_ target: Statement.Target) -> Term {
    let name = target.name ?? Name(translator.surroundings.asked)
    return target.indices.isEmpty ? .name(name) : .applied(name, target.indices, .square)
  }

  /// A term for every element of what it is said of.
  private mutating func numbers(
    of term: Term, _ clauses: [Term.Head], target: String, _ indices: [Term]
  ) throws -> Values {
    let outer = (translator.bound, translator.implicit)
    defer { (translator.bound, translator.implicit) = outer }
    let parameters = indices.compactMap(\.bareName)
    let extents = try extents(of: term, target, parameters)
    var slots: [Int] = []
    for axis in extents.indices {
      let slot = translator.slot()
      if axis < parameters.count { translator.bound[parameters[axis]] = slot }
      slots.append(slot)
    }
    translator.implicit = slots
    let code = try translator.code(of: term, clauses)
    let filled = try Self.fill(extents, slots, code, &translator)
    terms = filled.terms
    return filled.values
  }

  private func extents(
    of term: Term, _ target: String, _ parameters: [String]
  ) throws -> [Int] {
    if let place = translator.tensors[target] {
      let extents = translator.machine.tensors[place].extents
      if !extents.isEmpty { return extents }
    }
    let whole = term.wholeNames.compactMap { translator.tensors[$0] }
      .map { translator.machine.tensors[$0].extents }
    if parameters.isEmpty { return whole.first { !$0.isEmpty } ?? [] }
    let bounds = parameters.map { Bounds.of($0, in: [term], translator) }
    guard bounds.allSatisfy({ $0.from == 0 && $0.to.isFinite }),
      let extents = Optional(bounds.map { Int($0.to) + 1 }), size(extents) != nil
    else { throw translator.text.fault("how many numbers has \(target)?", 0..<1) }
    return extents
  }
}
