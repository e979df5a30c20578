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
  private(set) var code: [Instruction] = []
  private var depth = 0
  private var indexDepth = 0

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

  /// The number of a name that has one wherever it stands.
  func constant(_ name: String) -> Double? {
    bound[name] == nil && macros[name] == nil ? surroundings.numbers[name] : nil
  }

  private mutating func add(
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
  private mutating func land(_ jump: Int) { code[jump].a = Int32(code.count) }

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

  // MARK: Names

  private mutating func emit(_ name: Name) throws(EquationError) {
    if let slot = bound[name.text] { return try add(.load, a: slot) }
    if let macro = macros[name.text] { return try emit(macro, name, []) }
    if let tensor = tensors[name.text] { return try emitWhole(tensor, name) }
    if let number = surroundings.numbers[name.text] { return try add(.constant, number: number) }
    // `NM` is N·M where no name is so called
    if let parts = parts(of: name) { return try emit(parts) }
    if name.text == "π" { return try add(.constant, number: .pi) }
    if surroundings.ranges[name.text] != nil {
      if !unbound.contains(name.text) { unbound.append(name.text) }
      return try add(.constant, number: 0)
    }
    throw unknown(name)
  }

  private mutating func emitWhole(_ tensor: Int, _ name: Name) throws(EquationError) {
    let extents = machine.tensors[tensor].extents
    if extents.isEmpty { return try add(.read, a: tensor) }
    guard extents.count == implicit.count else {
      throw text.fault(Self.indexSentence(name, extents.count, axes(of: name)), name.span)
    }
    for slot in implicit { try add(.load, a: slot) }
    try add(.read, a: tensor)
  }

  func axes(of name: Name) -> [String] { surroundings.axes[name.text] ?? [] }
  static func indexSentence(_ name: Name, _ rank: Int, _ axes: [String]) -> String {
    let count = rank == 0 ? "no index" : rank == 1 ? "1 index" : "\(rank) indices"
    let names = axes.count == rank && rank > 0 ? ": " + axes.joined(separator: ", ") : ""
    return "\(name.text) has \(count)\(names)"
  }

  /// A word of known letters as their product.
  private func parts(of name: Name) -> Term? {
    var parts: [Name] = []
    var rest = Substring(name.text)
    while let first = rest.first {
      var end = rest.index(after: rest.startIndex)
      while end < rest.endIndex, rest[end] == "'" { end = rest.index(after: end) }
      let letter = String(rest[..<end])
      guard first.isLetter, isNumber(letter) || isWhole(letter) else { return nil }
      parts.append(Name(letter, name.span))
      rest = rest[end...]
    }
    guard parts.count > 1 else { return nil }
    return parts.dropFirst().reduce(Term.name(parts[0])) { .binary(.times, $0, .name($1)) }
  }
  /// Whether a tensor of this name may stand without indices here.
  private func isWhole(_ name: String) -> Bool {
    tensors[name].map { machine.tensors[$0].extents.count == implicit.count } == true
  }
  private func isNumber(_ name: String) -> Bool {
    bound[name] != nil || surroundings.numbers[name] != nil
      || macros[name].map { $0.parameters.isEmpty } == true
  }

  private func unknown(_ name: Name) -> EquationError {
    let letters = name.text.prefix { $0 != "'" }
    let isIndex = indexDepth > 0 || letters.count == 1 && letters.allSatisfy(\.isLowercase)
    let given = surroundings.names.union(bound.keys).union(macros.keys)
    if isIndex, letters.count <= 2 {
      return text.fault(
        "‘\(name.text)’ is bound by no sum", name.span,
        suggestion: indexDepth > 0
          ? nil : nearest(to: name.text, among: given.filter { $0.count > 1 }),
        unboundIndex: name.text)
    }
    return text.fault(
      "‘\(name.text)’ is not given", name.span,
      suggestion: nearest(to: name.text, among: given.union(EquationParser.vocabulary)))
  }

  private mutating func emit(
    _ name: Name, _ indices: [Term], _ bracket: Term.Bracket
  ) throws(EquationError) {
    if let macro = macros[name.text], !macro.parameters.isEmpty || bracket != .round {
      return try emit(macro, name, indices)
    }
    if let tensor = tensors[name.text], bound[name.text] == nil {
      let rank = machine.tensors[tensor].extents.count
      var indices = indices
      // `v_t` of an algorithm is v in step t
      if surroundings.steps != nil, let last = indices.last, Self.isTime(last) {
        indices.removeLast()
        if indices.isEmpty { return try emitWhole(tensor, name) }
      }
      guard indices.count == rank else {
        // a factor in parentheses
        if bracket == .round, indices.count == 1, rank == implicit.count {
          return try emit(.binary(.times, .name(name), indices[0]))
        }
        throw text.fault(
          Self.indexSentence(name, rank, axes(of: name)) + "; here it has \(indices.count)",
          name.span)
      }
      indexDepth += 1
      for index in indices { try emit(index) }
      indexDepth -= 1
      return try add(.read, a: tensor)
    }
    if bracket == .round, indices.count == 1, isNumber(name.text) || parts(of: name) != nil {
      return try emit(.binary(.times, .name(name), indices[0]))
    }
    if surroundings.steps != nil, bracket == .subscripted, isNumber(name.text), indices.count == 1,
      Self.isTime(indices[0])
    {
      return try emit(name)
    }
    guard !isNumber(name.text) else {
      throw text.fault("\(name.text) is one number and has no indices", name.span)
    }
    if surroundings.maps[name.text] != nil {
      throw text.fault(
        "\(name.text)(…) stands alone on a line, as in g = \(name.text)(θ)", name.span)
    }
    let given = surroundings.names.union(macros.keys).union(EquationParser.vocabulary)
    throw text.fault(
      "‘\(name.text)’ is not given", name.span, suggestion: nearest(to: name.text, among: given))
  }

  /// `t`, `t − 1`, `t + 1`: the step of an algorithm.
  static func isTime(_ index: Term) -> Bool {
    switch index {
    case .name(let name): name.text == "t"
    case .binary(.plus, let left, .number), .binary(.minus, let left, .number): isTime(left)
    default: false
    }
  }

  private mutating func emit(
    _ macro: Macro, _ name: Name, _ arguments: [Term]
  ) throws(EquationError) {
    guard macro.parameters.count == arguments.count else {
      throw text.fault(
        Self.indexSentence(name, macro.parameters.count, macro.parameters)
          + "; here it has \(arguments.count)", name.span)
    }
    var slots: [(String, Int)] = []
    for (parameter, argument) in zip(macro.parameters, arguments) {
      let slot = slot()
      indexDepth += 1
      try emit(argument)
      indexDepth -= 1
      try add(.store, a: slot)
      slots.append((parameter, slot))
    }
    let (outer, outerMacros) = (bound, macros)
    for (parameter, slot) in slots { bound[parameter] = slot }
    // what is defined by itself has no value
    macros[name.text] = nil
    try emit(Clauses(macro.clauses, in: self).applied(to: macro.value))
    (bound, macros) = (outer, outerMacros)
  }

  // MARK: Operators

  /// Conditions come first: what they make 0 is not looked at.
  private mutating func emitProduct(_ term: Term) throws(EquationError) {
    let factors = term.factors
    let conditions = factors.filter(\.isCondition)
    guard !conditions.isEmpty, conditions.count < factors.count else {
      if case .binary(_, let left, let right) = term {
        try emit(left)
        try emit(right)
        try add(.multiply)
      }
      return
    }
    var jumps: [Int] = []
    for case .indicator(let condition) in conditions {
      try emit(condition)
      jumps.append(code.count)
      try add(.jumpIfZero)
    }
    try emit(Term.product(factors.filter { !$0.isCondition }))
    let end = code.count
    try add(.jump)
    for jump in jumps { land(jump) }
    try add(.constant, number: 0)
    land(end)
  }

  private mutating func emitLogic(
    _ left: Term, _ right: Term, _ jump: Instruction.Code, _ short: Double
  ) throws(EquationError) {
    try emit(left)
    let skip = code.count
    try add(jump)
    try emit(right)
    // any number but 0 is true
    try add(.not)
    try add(.not)
    let end = code.count
    try add(.jump)
    land(skip)
    try add(.constant, number: short)
    land(end)
  }

  private mutating func emit(
    _ terms: [Term], _ relations: [Term.Relation]
  ) throws(EquationError) {
    var jumps: [Int] = []
    for (place, relation) in relations.enumerated() {
      try emit(terms[place])
      try emit(terms[place + 1])
      try add(relation.code)
      if place < relations.count - 1 {
        jumps.append(code.count)
        try add(.jumpIfZero)
      }
    }
    guard !jumps.isEmpty else { return }
    let end = code.count
    try add(.jump)
    for jump in jumps { land(jump) }
    try add(.constant, number: 0)
    land(end)
  }

  private mutating func emit(
    _ function: Term.Function, _ arguments: [Term]
  ) throws(EquationError) {
    for (place, argument) in arguments.enumerated() {
      try emit(argument)
      if place > 0 { try add(function == .max ? .max : .min) }
    }
    if function != .max, function != .min { try add(function.code) }
  }

  private mutating func emit(_ cases: [Term.Case], _ otherwise: Term?) throws(EquationError) {
    var ends: [Int] = []
    for choice in cases {
      try emit(choice.condition)
      let skip = code.count
      try add(.jumpIfZero)
      try emit(choice.value)
      ends.append(code.count)
      try add(.jump)
      land(skip)
    }
    try emit(otherwise ?? .number(0))
    for end in ends { land(end) }
  }

  /// exp(z_k) / Σ exp(z_l), with the largest z taken off.
  private mutating func emitSoftmax(_ argument: Term, _ indices: [Term]) throws(EquationError) {
    guard case .name(let name) = argument, let tensor = tensors[name.text],
      machine.tensors[tensor].extents.count == 1
    else {
      throw text.fault("softmax takes a vector by its name, as in softmax(z)[k]", 0..<1)
    }
    guard indices.count == 1 || indices.isEmpty && implicit.count == 1 else {
      throw text.fault("write softmax(\(name.text))[k] for one of its numbers", name.span)
    }
    let index = Name("softmax index")
    let element = { (term: Term) in Term.applied(name, [term], .square) }
    let total = Term.reduction(
      Term.Reduction(
        .sum,
        [.range(index, .number(0), .number(Double(machine.tensors[tensor].extents[0] - 1)))],
        .call(.exp, [element(.name(index))])))
    let own = indices.first.map(element) ?? .name(name)
    try emit(.binary(.over, .call(.exp, [own]), total))
  }

  // MARK: Sums

  private mutating func emit(_ reduction: Term.Reduction) throws(EquationError) {
    var plan = try SumPlan(reduction, in: self)
    let outer = bound
    let outerImplicit = implicit
    let sum = slot()
    let count = slot()
    let start: Double =
      switch plan.kind {
      case .sum, .mean: 0
      case .product: 1
      case .max: -.infinity
      case .min: .infinity
      }
    try add(.constant, number: start)
    try add(.store, a: sum)
    try add(.constant, number: 0)
    try add(.store, a: count)
    var loops: [(start: Int, test: Int, slot: Int)] = []
    var skips: [[Int]] = []
    try emitConditions(&plan, &skips)
    for binder in plan.binders {
      let current = slot()
      _ = slot()
      try emit(binder.from)
      try add(.store, a: current)
      try emit(binder.to)
      try add(.store, a: current + 1)
      try add(.roundBounds, a: current)
      bound[binder.name] = current
      if plan.implicitBinders.contains(binder.name) { implicit.append(current) }
      loops.append((code.count, code.count, current))
      try add(.jumpIfDone, b: current)
      try emitConditions(&plan, &skips)
    }
    try emit(plan.body)
    switch plan.kind {
    case .sum, .mean: try add(.addTo, a: sum)
    case .product: try add(.multiplyTo, a: sum)
    case .max: try add(.maximumTo, a: sum)
    case .min: try add(.minimumTo, a: sum)
    }
    try add(.increment, a: count)
    for (loop, skip) in zip(loops, skips.dropFirst()).reversed() {
      for jump in skip { land(jump) }
      try add(.increment, a: loop.slot)
      try add(.jump, a: loop.start)
      land(loop.test)
    }
    for jump in skips[0] { land(jump) }
    try add(.load, a: sum)
    if plan.kind == .mean {
      try add(.load, a: count)
      try add(.divide)
    }
    bound = outer
    implicit = outerImplicit
  }

  /// Those that can be asked as soon as the indices so far are bound.
  private mutating func emitConditions(
    _ plan: inout SumPlan, _ skips: inout [[Int]]
  ) throws(EquationError) {
    var jumps: [Int] = []
    for condition in plan.takeConditions(bound: Set(bound.keys)) {
      try emit(condition)
      jumps.append(code.count)
      try add(.jumpIfZero)
    }
    skips.append(jumps)
  }
}

extension Term.Operator {
  fileprivate var code: Instruction.Code {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .times, .and, .or: .multiply
    case .over: .divide
    case .wholeOver: .wholeDivide
    case .modulo: .modulo
    case .power: .power
    }
  }
}

extension Term.Relation {
  fileprivate var code: Instruction.Code {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .atMost: .atMost
    case .atLeast: .atLeast
    case .less: .less
    case .more: .more
    }
  }
}

extension Term.Function {
  fileprivate var code: Instruction.Code {
    switch self {
    case .exp: .exp
    case .log: .log
    case .sqrt: .sqrt
    case .abs: .abs
    case .floor: .floor
    case .ceil: .ceil
    case .round: .round
    case .sign: .sign
    case .max: .max
    case .min: .min
    case .relu: .relu
    case .relu6: .relu6
    case .swish: .swish
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    }
  }
}
