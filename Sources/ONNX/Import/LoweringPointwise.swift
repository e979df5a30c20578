import Networks
import Tensors

// What changes each number by itself, or two tensors cell by cell; also the pieces in which
// exporters write functions out.
extension Lowering {
  mutating func addArithmetic(_ node: ModelNode, _ arithmetic: Flow.Arithmetic) throws {
    let (step, view) = try source(node)
    addArithmetic(node, arithmetic, of: step, view)
  }
  private mutating func addArithmetic(
    _ node: ModelNode, _ arithmetic: Flow.Arithmetic, of step: Int, _ view: View
  ) {
    add(node, .arithmetic(arithmetic), of: [step], shape(step), view)
  }

  /// The step before one that is such a piece; nothing where it is none.
  private func inside(_ step: Int, _ isPiece: (Flow.Arithmetic) -> Bool) -> Int? {
    guard case .arithmetic(let arithmetic) = work(step), isPiece(arithmetic) else { return nil }
    return flow.steps[step].inputs[0]
  }
  private func inside(_ step: Int, times factor: Double) -> Int? {
    inside(step) {
      guard case .times(let own) = $0 else { return false }
      return abs(own - factor) < 1e-4 * factor
    }
  }

  mutating func lowerHardSigmoid(_ node: ModelNode) throws {
    let (slope, middle) = (node.float("alpha", else: 0.2), node.float("beta", else: 0.5))
    guard abs(slope - 1.0 / 6) < 1e-5, middle == 0.5 else {
      throw Misfit("its slope is \(slope), and that of hard_sigmoid is a sixth")
    }
    try add(node, eachBy: "hard_sigmoid")
  }

  mutating func lowerClip(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    let least = known(node, 1)?.first ?? node.float("min", else: -.infinity)
    let largest = known(node, 2)?.first ?? node.float("max", else: .infinity)
    let isOfHardSigmoid = inside(step) { $0 == .plus(3) } != nil
    switch (least, largest) {
    case (0, 6) where !isOfHardSigmoid: try add(node, eachBy: "relu6")
    case (0, 1e30...): try add(node, eachBy: "relu")
    default: addArithmetic(node, .clip(least, largest), of: step, view)
    }
  }

  mutating func lowerPower(_ node: ModelNode) throws {
    guard let exponent = known(node, 1)?.first else { throw Misfit("its exponent is computed") }
    try addArithmetic(node, .power(exponent))
  }

  /// Add, Sub, Mul and Div.
  mutating func lowerPair(_ node: ModelNode) throws {
    if let left = known(node, 0), let right = known(node, 1) {
      return try foldPair(node, left, right)
    }
    let isLeftFlow = if case .flow = try value(node, 0) { true } else { false }
    let isRightFlow = if case .flow = try value(node, 1) { true } else { false }
    if isLeftFlow, isRightFlow { return try lowerPairOfSteps(node) }
    let constant = isLeftFlow ? 1 : 0
    let (step, view) = try source(node, 1 - constant)
    guard let numbers = known(node, constant) else {
      throw Misfit("it takes in a stored tensor cell by cell")
    }
    guard numbers.count > 1 || shape(step).extents.last == 1 else {
      return try lowerScalar(node, of: step, view, numbers.first ?? 0, isLeft: constant == 0)
    }
    try lowerChannels(node, of: step, view, numbers.count, array: constant)
  }

  private mutating func lowerScalar(
    _ node: ModelNode, of step: Int, _ view: View, _ number: Double, isLeft: Bool
  ) throws {
    switch (node.kind, isLeft) {
    case ("Add", _): addArithmetic(node, .plus(number), of: step, view)
    case ("Sub", false): addArithmetic(node, .plus(-number), of: step, view)
    case ("Mul", _): multiply(node, step, view, by: number)
    case ("Div", false) where number != 0: multiply(node, step, view, by: 1 / number)
    default: throw Misfit("it takes what enters from a number or divides a number by it")
    }
  }

  private mutating func multiply(
    _ node: ModelNode, _ step: Int, _ view: View, by factor: Double
  ) {
    // two factors may cancel each other
    if let whole = inside(step, times: 1 / factor) { return set(node, .flow(whole, view)) }
    // a sixth of what x + 3 is between 0 and 6
    if abs(factor - 1.0 / 6) < 1e-5, let sum = inside(step, { $0 == .clip(0, 6) }),
      let x = inside(sum, { $0 == .plus(3) })
    {
      add(node, .operation("hard_sigmoid"), of: [x], shape(x), view)
      return
    }
    addArithmetic(node, .times(factor), of: step, view)
  }

  /// A number for each channel: a bias that stands alone, which the layer before takes in, or factors.
  private mutating func lowerChannels(
    _ node: ModelNode, of step: Int, _ view: View, _ count: Int, array index: Int
  ) throws {
    let array = try stored(node, index)
    let channels = shape(step).extents.last ?? 0
    let axis = view == .usual && shape(step).rank == 3 ? 3 : 1
    let isByChannel =
      count == channels && array.shape.rank >= axis
      && array.shape[array.shape.rank - axis] == channels
    guard isByChannel else {
      throw Misfit("it takes in a stored tensor of \(array.shape), not one number for each channel")
    }
    guard node.kind != "Mul" else {
      add(
        node, .operation("layer_scale"), of: [step], shape(step), view,
        parameters: ["scale": WeightSource(origin: .stored(array), shape: Shape(channels))])
      return
    }
    guard node.kind == "Add" else {
      throw Misfit("it changes each channel by a number of its own, which no operation here does")
    }
    guard uses[node.inputs[1 - index]] == 1, case .operation(let words) = work(step),
      flow.steps[step].window != nil, flow.steps[step].parameters["bias"] == nil
    else {
      throw Misfit("it adds a number to each channel, and no layer before could do that for it")
    }
    flow.steps[step].parameters["bias"] = WeightSource(
      origin: .stored(array), shape: Shape(channels))
    flow.steps[step].window?.hasBias = true
    flow.steps[step].work = .operation(
      words.hasPrefix("dense") ? words.replacing(" no_bias", with: "") : words + " bias")
    set(node, .flow(step, view))
  }

  private mutating func lowerPairOfSteps(_ node: ModelNode) throws {
    let (left, right) = (try source(node, 0), try source(node, 1))
    switch node.kind {
    case "Add": try join(node, "sum", [left, right])
    case "Mul":
      for (x, gate) in [(left, right), (right, left)] where try lowerGate(node, x, gate.step) {
        return
      }
      try join(node, "scale", [left, right])
    default: throw Misfit("it takes one computed tensor from the other, or divides by it")
    }
  }

  /// x times a function of x: swish, hard swish, GELU; false where it is none.
  private mutating func lowerGate(
    _ node: ModelNode, _ x: (step: Int, view: View), _ gate: Int
  ) throws -> Bool {
    func isGate(_ keyword: String) -> Bool {
      work(gate) == .operation(keyword) && flow.steps[gate].inputs == [x.step]
    }
    if isGate("sigmoid") || isGate("hard_sigmoid") {
      let keyword = isGate("sigmoid") ? "swish" : "hard_swish"
      add(node, .operation(keyword), of: [x.step], shape(x.step), x.view)
      return true
    }
    // x · clip(x + 3, 0, 6) is six times the hard swish
    if let sum = inside(gate, { $0 == .clip(0, 6) }), inside(sum, { $0 == .plus(3) }) == x.step {
      let swish = add(node, .operation("hard_swish"), of: [x.step], shape(x.step), x.view)
      addArithmetic(node, .times(6), of: swish, x.view)
      return true
    }
    // x · (1 + erf(x / √2)) is twice the GELU
    guard let error = inside(gate, { $0 == .plus(1) }),
      let scaled = inside(error, { $0 == .errorFunction }),
      let source = inside(scaled, times: 0.5.squareRoot()), Catalogue.operation("gelu") != nil
    else { return false }
    let isHalf = inside(x.step, times: 0.5) == source
    guard source == x.step || isHalf else { return false }
    let gelu = add(node, .operation("gelu"), of: [source], shape(source), x.view)
    if !isHalf { addArithmetic(node, .times(2), of: gelu, x.view) }
    return true
  }
}
