import Tensors

/// Translates terms into instructions, with the numbers of one trial.
struct Translator {
  let text: EquationText
  var surroundings: Surroundings
  /// Tensors that are given and defined, by name.
  var tensors: [String: Int] = [:]
  var machine = Machine()
  /// Definitions that are put in where they are named.
  var macros: [String: Macro] = [:]
  /// Slots of indices that are bound here.
  var bound: [String: Int] = [:]
  /// Slots of the indices that whole tensors have here, as in `v = β*v + g`.
  var implicit: [Int] = []
  /// Indices that no sum binds but that the question names: each is taken as 0.
  var unbound: [String] = []
  var code: [Instruction] = []
  var depth = 0
  var indexDepth = 0

  /// A definition such as `m = i − i'*S` or `R[m,n] = K[N−1−m, M−1−n]`.
  struct Macro {
    let parameters: [String]
    let value: Term
    let clauses: [Term.Head]
  }

  init(_ equation: Equation, _ surroundings: Surroundings) {
    text = equation.text
    self.surroundings = surroundings
    for (name, values) in surroundings.tensors.sorted(by: { $0.key < $1.key }) {
      tensors[name] = machine.tensors.count
      machine.tensors.append(values)
    }
  }

  /// The code of a term alone.
  mutating func code(of term: Term, _ clauses: [Term.Head] = []) throws(EquationError)
    -> [Instruction]
  {
    code = []
    try emit(Clauses(clauses, in: self).applied(to: term))
    return code
  }

  mutating func slot() -> Int {
    machine.slots.append(0)
    return machine.slots.count - 1
  }

  /// Slots for indices, each bound to its name.
  mutating func slots(binding names: [String]) -> [Int] {
    names.map { name in
      let slot = slot()
      bound[name] = slot
      return slot
    }
  }

  /// The number of a name that has one wherever it stands.
  func constant(_ name: String) -> Double? {
    bound[name] == nil && macros[name] == nil ? surroundings.numbers[name] : nil
  }

  mutating func add(
    _ operation: Instruction.Code, a: Int = 0, b: Int = 0, number: Double = 0
  ) throws(EquationError) {
    guard code.count < Limits.equationInstructions else {
      throw text.fault(
        "this equation is too long: it has more than \(Limits.equationInstructions) operations",
        0..<1)
    }
    code.append(
      Instruction(code: operation, a: Int32(truncatingIfNeeded: a), b: Int32(b), number: number))
  }
  /// Lets a jump lead to what comes next.
  mutating func land(_ jump: Int) { code[jump].a = Int32(code.count) }

  mutating func emit(_ term: Term) throws(EquationError) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 6 * Limits.equationNesting else {
      throw text.fault("this is nested more than \(Limits.equationNesting) deep", 0..<1)
    }
    switch term {
    case .number(let number): try add(.constant, number: number)
    case .name(let name): try emit(name)
    case .applied(let name, let indices, let bracket): try emit(name, indices, bracket)
    case .negative(let operand):
      try emit(operand)
      try add(.negate)
    case .binary(.times, _, _): try emitProduct(term)
    case .binary(.and, let left, let right): try emitLogic(left, right, .jumpIfZero, 0)
    case .binary(.or, let left, let right): try emitLogic(left, right, .jumpIfNotZero, 1)
    case .binary(let sign, let left, let right):
      try emit(left)
      try emit(right)
      try add(sign.code)
    case .comparison(let terms, let relations): try emit(terms, relations)
    case .whole(let operand):
      try emit(operand)
      try add(.isWhole)
    case .not(let operand):
      try emit(operand)
      try add(.not)
    case .call(let function, let arguments): try emit(function, arguments)
    case .softmax(let argument, let indices): try emitSoftmax(argument, indices)
    case .reduction(let reduction): try emit(reduction)
    case .indicator(let condition): try emitLogic(condition, .number(1), .jumpIfZero, 0)
    case .choice(let cases, let otherwise): try emit(cases, otherwise)
    }
  }
}
