/// Products, conditions, functions and cases.
extension Translator {
  /// Conditions come first: what they make 0 is not looked at.
  mutating func emitProduct(_ term: Term) throws(EquationError) {
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

  mutating func emitLogic(
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

  mutating func emit(
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

  mutating func emit(
    _ function: Term.Function, _ arguments: [Term]
  ) throws(EquationError) {
    for (place, argument) in arguments.enumerated() {
      try emit(argument)
      if place > 0 { try add(function == .max ? .max : .min) }
    }
    if function != .max, function != .min { try add(function.code) }
  }

  mutating func emit(_ cases: [Term.Case], _ otherwise: Term?) throws(EquationError) {
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
  mutating func emitSoftmax(_ argument: Term, _ indices: [Term]) throws(EquationError) {
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
}

extension Term.Operator {
  var code: Instruction.Code {
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
  var code: Instruction.Code {
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
  var code: Instruction.Code {
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
