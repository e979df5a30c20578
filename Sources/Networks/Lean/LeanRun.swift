import Tensors

/// A network with all that its passes start from, ready to run again and again.
///
/// A run forgets every tensor as soon as nobody needs it; the explorer's `Trace` keeps them all.
public struct LeanRun<S: Scalar>: Sendable {
  public let program: Program
  /// What enters.
  public let x: Tensor<S>
  private let objective: Objective<S>
  /// By instruction: the parameters of its nodes, one node after the other, as it reads them.
  private let parameters: [[Tensor<S>]]
  private let masks: [Tensor<S>?]
  private let target: Tensor<S>?

  /// Draws what is not given; throws a `Misfit` where a given tensor has another shape or the run
  /// would take more memory than there is.
  ///
  ///     let graph = try Network("relu", on: Shape(2)).graph
  ///     var settings = RunSettings<Double>()
  ///     settings.given = ["x": Tensor(Shape(1, 2), [-1, 2]), "dy": Tensor(Shape(1, 2), [3, 4])]
  ///     let run = try LeanRun(graph, settings, passes: .both, wantsInputGradient: true)
  ///     try run.run().inputGradient?.elements  // [0, 4]
  public init(
    _ graph: Graph, _ settings: RunSettings<S>, passes: Passes, wantsInputGradient: Bool = false
  ) throws {
    let program = Program(
      graph, mode: settings.mode, passes: passes, wantsInputGradient: wantsInputGradient)
    try settings.check { MemoryPlan(program, images: $0, scalar: $1) }
    let source = TensorSource(graph, settings)
    var parameters = try source.parameters()
    try self.init(
      program, x: source.input(), parameters: &parameters, masks: source.masks(),
      target: source.target(), objective: source.objective())
  }

  /// A run of a program that has been made before, on tensors that fit it, node by node.
  ///
  /// The parameters are given away, so that those laid out anew are not there twice.
  public init(
    _ program: Program, x: Tensor<S>, parameters ofNodes: inout [[Tensor<S>]],
    masks: [Tensor<S>?], target: Tensor<S>? = nil, objective: Objective<S>
  ) {
    self.program = program
    self.x = x
    self.objective = objective
    parameters = program.instructions.map { instruction in
      let parameters = instruction.nodes.flatMap { ofNodes[$0] }
      for node in instruction.nodes { ofNodes[node] = [] }
      return instruction.computation.prepared(parameters)
    }
    self.target = target
    self.masks = program.instructions.map { $0.nodes.lazy.compactMap { masks[$0] }.first }
  }

  /// What a pass holds at a moment.
  public struct Held: Sendable {
    /// What instructions wrote, as far as it is still needed.
    fileprivate(set) var outputs: [Tensor<S>?]
    /// Gradients that wait for the backward pass of their instruction.
    fileprivate(set) var gradients: [Tensor<S>?]
    /// The gradients in parameters so far, by node.
    public fileprivate(set) var parameterGradients: [[Tensor<S>?]]
    /// What a step of training makes of the running statistics, by node: in the order of its
    /// parameters, nothing for the others; empty where the node keeps none.
    public fileprivate(set) var statistics: [[Tensor<S>?]]
    /// The gradient in the input, where it is wanted.
    public fileprivate(set) var inputGradient: Tensor<S>?
    /// Statistics of the batch, by instruction.
    fileprivate var moments: [(mean: [Double], variance: [Double])?]
    /// What the network gives.
    public var output: Tensor<S>? { outputs[outputs.count - 1] }
    /// The bytes of all that was computed and is not forgotten.
    public var bytes: Int {
      let tensors = outputs.dropFirst() + gradients + parameterGradients.joined()
      return tensors.reduce(0) { $0 + ($1?.elements.count ?? 0) } * MemoryLayout<S>.size
    }

    fileprivate init(_ program: Program) {
      outputs = Array(repeating: nil, count: program.instructions.count)
      gradients = program.passes == .forward ? [] : outputs
      moments = Array(repeating: nil, count: outputs.count)
      parameterGradients = Array(repeating: [], count: program.graph.nodes.count)
      statistics = parameterGradients
    }
  }

  /// Runs the passes of the program and returns what is left at the end.
  ///
  /// `watch` is called after each instruction, with its place and whether it ran backward; to throw
  /// there ends the run.
  ///
  ///     try run.run().output?.elements  // [0, 2] for relu on (−1, 2)
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func run(watch: ((Int, Bool, Held) throws -> Void)? = nil) throws -> Held {
    var held = Held(program)
    held.outputs[0] = x
    for place in program.instructions.indices.dropFirst() {
      let instruction = program.instructions[place]
      var call = call(instruction, at: place, held)
      call.moments = instruction.computation.moments(call)
      if program.passes == .both { held.moments[place] = call.moments }
      held.outputs[place] = instruction.computation.forward(call)
      // only a norm keeps statistics, and it is the first of the nodes that run as one
      if program.passes == .both, program.mode == .training,
        let node = instruction.nodes.first, program.graph.nodes[node].keepsStatistics
      {
        held.statistics[node] = program.graph.nodes[node].operation.updatedStatistics(call)
      }
      for forgotten in instruction.forgotten { held.outputs[forgotten] = nil }
      try watch?(place, false, held)
    }
    guard program.passes == .both, let output = held.output else { return held }
    held.gradients[program.instructions.count - 1] = try objective.gradient(output)
    for place in program.instructions.indices.dropFirst().reversed() {
      goBack(through: program.instructions[place], at: place, &held)
      try watch?(place, true, held)
    }
    if program.wantsInputGradient { held.inputGradient = held.gradients[0] }
    return held
  }

  @inline(__always)
  private func goBack(
    through instruction: Program.Instruction, at place: Int, _ held: inout Held
  ) {
    defer { for forgotten in instruction.forgottenBackward { held.outputs[forgotten] = nil } }
    guard instruction.needsGradient, let dy = held.gradients[place] else { return }
    held.gradients[place] = nil
    let output = held.outputs[place] ?? Tensor(shapeAlone: dy.shape)
    let local = instruction.computation.backward(
      call(instruction, at: place, held), output: output, dy: dy)
    var rest = local.parameters[...]
    for node in instruction.nodes {
      let count = program.graph.nodes[node].parameters.count
      held.parameterGradients[node] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    for (input, share) in zip(instruction.inputs, local.inputs)
    where program.instructions[input].needsGradient {
      // where a wire forks, gradients add up
      held.gradients[input] = held.gradients[input].map { $0 + share } ?? share
    }
  }

  @inline(__always)
  private func call(
    _ instruction: Program.Instruction, at place: Int, _ held: Held
  ) -> Call<S> {
    Call(
      inputs: instruction.inputs.map {
        held.outputs[$0]
          ?? Tensor(shapeAlone: program.instructions[$0].shape.batched(x.shape[0]))
      },
      parameters: parameters[place], mode: program.mode, mask: masks[place],
      target: target, wantsInputGradients: instruction.wantsInputGradients,
      moments: held.moments[place])
  }
}
