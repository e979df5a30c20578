/// Lines before the one that is asked for: kept as numbers, or as a term where they are named.
extension EquationRun {
  /// Keeps a definition: its numbers where its indices have ranges, else its term.
  mutating func define(_ statement: Statement) throws {
    guard let name = statement.target?.name, let target = statement.target else { return }
    if statement.adds || target.indices.contains(where: { $0.bareName == nil }) {
      return try scatter(statement, name)
    }
    let parameters = target.indices.compactMap(\.bareName)
    guard Set(parameters).count == parameters.count else {
      throw translator.text.fault("each index of a definition has a name of its own", name.span)
    }
    let macro = Translator.Macro(
      parameters: parameters, value: statement.value, clauses: statement.clauses)
    let bounds = parameters.map { parameter in
      var bounds = Bounds.of(parameter, in: [statement.value], translator)
      for clause in statement.clauses {
        bounds = bounds.meeting(said(of: parameter, by: clause))
      }
      return bounds
    }
    // what has open ends is put in where it is named; so is what names indices of other lines
    let extents = bounds.map { $0.from == 0 && $0.to.isFinite ? Int($0.to) + 1 : -1 }
    var attempt = translator
    if !extents.contains(where: { $0 < 1 }), size(extents) != nil,
      let values = try? elements(of: statement, parameters, extents, &attempt),
      attempt.unbound.isEmpty
    {
      translator.machine = attempt.machine
      translator.machine.tensors.append(values)
      translator.macros[name.text] = nil
      translator.tensors[name.text] = translator.machine.tensors.count - 1
      if statement.value.putsInZeros {
        translator.machine.zeroPadded.insert(translator.machine.tensors.count - 1)
      }
      if translator.surroundings.axes[name.text] == nil {
        translator.surroundings.axes[name.text] = parameters
      }
    } else {
      translator.tensors[name.text] = nil
      translator.macros[name.text] = macro
    }
    translator.surroundings.numbers[name.text] = nil
  }
  func said(of name: String, by clause: Term.Head) -> Bounds {
    switch clause {
    case .term(let condition):
      return condition.conjuncts.reduce(Bounds.open) {
        $0.meeting(Bounds.of(name, saidBy: $1, translator))
      }
    case .range(let index, let from, let to):
      guard index.text == name, let first = LinearForm(from, translator.constant),
        let last = LinearForm(to, translator.constant), first.factors.isEmpty,
        last.factors.isEmpty
      else { return .open }
      return Bounds(from: first.constant, to: last.constant)
    }
  }

  private mutating func elements(
    of statement: Statement, _ parameters: [String], _ extents: [Int],
    _ translator: inout Translator
  ) throws -> Values {
    let outer = translator.bound
    defer { translator.bound = outer }
    let slots = translator.slots(binding: parameters)
    let code = try translator.code(of: statement.value, statement.clauses)
    return try Self.fill(extents, slots, code, &translator).values
  }
}

extension Term {
  /// Whether it is 0 where a condition does not hold.
  var putsInZeros: Bool {
    switch self {
    case .choice(_, let otherwise): otherwise == nil || otherwise == .number(0)
    default: factors.contains(where: \.isCondition)
    }
  }
}
