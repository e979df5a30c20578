import Tensors

extension Equation {
  /// What the equation comes to in given surroundings.
  ///
  /// Throws where something is not given, has another number of indices or is bound by no sum,
  /// and where the sums take more than `Limits.equationSteps` steps.
  public func outcome(in surroundings: Surroundings) throws(EquationError) -> TrialOutcome {
    var run = EquationRun(self, surroundings)
    do {
      return try run.outcome()
    } catch let error as EquationError {
      throw error
    } catch {
      throw text.fault(
        "the sums of this equation take more than \(Limits.equationSteps) steps, which is the "
          + "limit; let the indices run over less", firstSum ?? 0..<1)
    }
  }
}

extension Equation {
  /// Where the sign of its first sum stands.
  private var firstSum: Range<Int>? {
    func first(_ term: Term) -> Range<Int>? {
      if case .reduction(let reduction) = term { return reduction.span }
      for child in term.children { if let span = first(child) { return span } }
      return nil
    }
    return statements.lazy.compactMap { first($0.value) }.first
  }
}

/// An equation as it is run once.
struct EquationRun {
  let equation: Equation
  var translator: Translator
  var terms: [Int] = []

  init(_ equation: Equation, _ surroundings: Surroundings) {
    self.equation = equation
    translator = Translator(equation, surroundings)
  }

  mutating func outcome() throws -> TrialOutcome {
    let values =
      if let steps = translator.surroundings.steps {
        try algorithm(steps: steps)
      } else {
        try answer()
      }
    let machine = translator.machine
    let names = Dictionary(
      translator.tensors.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    return TrialOutcome(
      values: values,
      outside: machine.outside.map { read in
        let index = read.index.map { whole($0) }.joined(separator: ",")
        return "\(names[read.tensor] ?? "it")[\(index)]"
      }, readsBetween: machine.readsBetween, terms: terms, unbound: translator.unbound)
  }
  private func whole(_ index: Double) -> String {
    guard index.magnitude < 1e9 else { return "…" }
    return index == index.rounded() ? "\(Int(index))" : "\((index * 100).rounded() / 100)"
  }

  // MARK: Equations

  /// Definitions in order, then the line that gives what is asked.
  private mutating func answer() throws -> Values {
    let asked = translator.surroundings.asked
    var statements = equation.statements
    let last =
      statements.lastIndex { $0.target.map { $0.name == nil || $0.name?.text == asked } ?? false }
      ?? statements.count - 1
    let statement = statements[last]
    statements = Array(statements[..<last])
    for definition in statements { try define(definition) }
    return try values(of: statement)
  }

  /// Keeps a definition: its numbers where its indices have ranges, else its term.
  private mutating func define(_ statement: Statement) throws {
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
  private func said(of name: String, by clause: Term.Head) -> Bounds {
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
  func size(_ extents: [Int]) -> Int? {
    var size = 1
    for extent in extents {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= Limits.equationElements else { return nil }
      size = product
    }
    return size
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

  /// Runs code for every element, with its place in the slots of the indices.
  static func fill(
    _ extents: [Int], _ slots: [Int], _ code: [Instruction], _ translator: inout Translator
  ) throws -> (values: Values, terms: [Int]) {
    var values = Values(zeros: extents)
    var terms: [Int] = []
    for offset in values.numbers.indices {
      for (slot, place) in zip(slots, values.index(at: offset)) {
        translator.machine.slots[slot] = Double(place)
      }
      translator.machine.terms = 0
      values.numbers[offset] = try translator.machine.run(code)
      terms.append(translator.machine.terms)
    }
    return (values, terms)
  }

  /// The numbers of the line that gives what is asked, over its extents.
  private mutating func values(of statement: Statement) throws -> Values {
    let surroundings = translator.surroundings
    let extents = surroundings.extents
    let usual = surroundings.axes[surroundings.asked] ?? []
    var parameters: [String]
    // `p_l` of a number p for a given l
    let isNumber =
      extents.isEmpty
      && statement.target?.indices.allSatisfy { LinearForm($0, translator.constant) != nil } == true
    if let indices = statement.target?.indices, !indices.isEmpty, !isNumber {
      guard indices.count == extents.count else {
        let name = statement.target?.name ?? Name(surroundings.asked)
        throw translator.text.fault(
          Translator.indexSentence(name, extents.count, usual) + "; here it has \(indices.count)",
          name.span)
      }
      if statement.adds || indices.contains(where: { $0.bareName == nil }) {
        return try scattered(statement, extents)
      }
      parameters = indices.compactMap(\.bareName)
      guard Set(parameters).count == parameters.count else {
        throw translator.text.fault(
          "each index on the left has a name of its own", statement.target?.name?.span ?? 0..<1)
      }
    } else {
      parameters = usual
    }
    if parameters.count != extents.count { parameters = extents.indices.map { "axis \($0)" } }
    // what is asked may be named on the right of a line before
    for parameter in parameters where surroundings.numbers[parameter] != nil {
      throw translator.text.fault(
        "‘\(parameter)’ is given and cannot be an index", statement.target?.name?.span ?? 0..<1)
    }
    let outer = translator.bound
    defer { translator.bound = outer }
    let slots = translator.slots(binding: parameters)
    translator.implicit = slots
    let code = try translator.code(of: statement.value, statement.clauses)
    let filled = try Self.fill(extents, slots, code, &translator)
    terms = filled.terms
    return filled.values
  }

  // MARK: Scattering

  /// `dI[i'*S + m, …] += …`: every choice of the indices on the left adds to one element.
  private mutating func scattered(_ statement: Statement, _ extents: [Int]) throws -> Values {
    let target = statement.target?.indices ?? []
    let names = target.flatMap { Array($0.names).sorted() }.reduce(into: [String]()) { list, name in
      if !list.contains(name), translator.constant(name) == nil { list.append(name) }
    }
    let outer = translator.bound
    defer { translator.bound = outer }
    var loops: [(slot: Int, from: Int, count: Int)] = []
    for name in names {
      let bounds = try scatterBounds(name, statement)
      loops.append((translator.slot(), Int(bounds.from), Int(bounds.to - bounds.from) + 1))
    }
    for (name, loop) in zip(names, loops) { translator.bound[name] = loop.slot }
    let value = try translator.code(of: statement.value, statement.clauses)
    var places: [[Instruction]] = []
    for index in target { places.append(try translator.code(of: index)) }
    var values = Values(zeros: extents)
    terms = [Int](repeating: 0, count: values.numbers.count)
    guard let count = size(loops.map(\.count)) else {
      throw translator.text.fault(
        "the indices on the left run over more than \(Limits.equationElements) places, which is "
          + "the limit", 0..<1)
    }
    let counter = Values(zeros: loops.map(\.count))
    for offset in 0..<count {
      for (loop, place) in zip(loops, counter.index(at: offset)) {
        translator.machine.slots[loop.slot] = Double(loop.from + place)
      }
      var element = 0
      var isInside = true
      for (code, extent) in zip(places, extents) {
        let place = try translator.machine.run(code).rounded()
        isInside = isInside && place >= 0 && place < Double(extent)
        if isInside { element = element * extent + Int(place) }
      }
      guard isInside else { continue }
      translator.machine.terms = 0
      let added = try translator.machine.run(value)
      values.numbers[element] = statement.adds ? values.numbers[element] + added : added
      if added != 0 { terms[element] += 1 }
    }
    return values
  }

  private func scatterBounds(_ name: String, _ statement: Statement) throws -> Bounds {
    var bounds = Bounds.of(name, in: [statement.value], translator)
    for clause in statement.clauses { bounds = bounds.meeting(said(of: name, by: clause)) }
    if bounds.from.isFinite, bounds.to.isFinite, bounds.from <= bounds.to,
      bounds.from.magnitude < 1e6, bounds.to.magnitude < 1e6
    {
      return bounds
    }
    if let extent = translator.surroundings.ranges[name] {
      return Bounds(from: 0, to: Double(extent - 1))
    }
    throw translator.text.fault(
      "how far does ‘\(name)’ run? Write for 0 <= \(name) < N",
      statement.target?.name?.span ?? 0..<1)
  }

  /// A definition that fills an array of its own, as zeros between the elements of G do.
  private mutating func scatter(_ statement: Statement, _ name: Name) throws {
    let target = statement.target?.indices ?? []
    var extents: [Int] = []
    for index in target {
      var highest = 0.0
      guard let form = LinearForm(index, translator.constant) else {
        throw translator.text.fault("how large is \(name.text)?", name.span)
      }
      highest = form.constant
      for (part, factor) in form.factors {
        let bounds = try scatterBounds(part, statement)
        highest += max(factor * bounds.from, factor * bounds.to)
      }
      guard highest >= 0, highest < 1e6 else {
        throw translator.text.fault("how large is \(name.text)?", name.span)
      }
      extents.append(Int(highest) + 1)
    }
    guard size(extents) != nil else {
      throw translator.text.fault(
        "\(name.text) would have more than \(Limits.equationElements) numbers, which is the limit",
        name.span)
    }
    let values = try scattered(statement, extents).filling(defined(name))
    translator.machine.tensors.append(values)
    translator.tensors[name.text] = translator.machine.tensors.count - 1
    translator.machine.zeroPadded.insert(translator.machine.tensors.count - 1)
  }

  /// What lines before have put into an array of this name, as `i_1 = …` does before `i_2 = …`.
  private func defined(_ name: Name) -> Values? {
    guard translator.surroundings.tensors[name.text] == nil else { return nil }
    return translator.tensors[name.text].map { translator.machine.tensors[$0] }
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
  /// The name that a term is, if it is one alone.
  var bareName: String? { if case .name(let name) = self { name.text } else { nil } }
}
