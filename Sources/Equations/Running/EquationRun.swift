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

  func size(_ extents: [Int]) -> Int? {
    var size = 1
    for extent in extents {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= Limits.equationElements else { return nil }
      size = product
    }
    return size
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
}

extension Term {
  /// The name that a term is, if it is one alone.
  var bareName: String? { if case .name(let name) = self { name.text } else { nil } }
}
