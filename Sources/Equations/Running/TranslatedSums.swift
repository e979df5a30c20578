/// Sums, means, products and extremes as loops.
extension Translator {
  mutating func emit(_ reduction: Term.Reduction) throws(EquationError) {
    var plan = try SumPlan(reduction, in: self)
    let outer = bound
    let outerImplicit = implicit
    // whole tensors within it have its indices and no others
    if !plan.implicitBinders.isEmpty { implicit = [] }
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
