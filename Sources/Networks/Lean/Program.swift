import Tensors

/// Which passes a run makes.
public enum Passes: String, CaseIterable, Sendable {
  case forward, both
}

/// A graph made ready for runs that keep no more than they need.
///
/// Its instructions follow one another as nodes do, each writing the tensor of its own place; where
/// one pass over memory can do the work of several nodes, one instruction does.
public struct Program: Sendable {
  /// One computation of the program.
  public struct Instruction: Sendable {
    let computation: any Computation
    /// The nodes whose work it does; what leaves the last of them is what it writes.
    public let nodes: [Int]
    /// The instructions whose tensors it reads.
    let inputs: [Int]
    /// The shape of one image that it writes.
    let shape: Shape
    /// Whether anything that training adjusts lies here or before.
    let needsGradient: Bool
    /// Whether anything that training adjusts lies before.
    let wantsInputGradients: Bool
    /// Tensors that nobody reads after it in the forward pass.
    var forgotten: [Int] = []
    /// Tensors of the forward pass that nobody reads after its backward pass.
    var forgottenBackward: [Int] = []
  }

  public let graph: Graph
  public let mode: Mode
  public let passes: Passes
  /// Whether the gradient in the input is wanted, and not those in the parameters alone.
  public let wantsInputGradient: Bool
  public private(set) var instructions: [Instruction] = []

  /// The program of a graph; the batch may be any.
  ///
  ///     // of conv 3x3 4, norm, relu
  ///     Program(graph, mode: .inference, passes: .forward).instructions.map(\.nodes)
  ///     // [[0], [1, 2, 3]]: the norm and its ReLU run with the convolution
  public init(
    _ graph: Graph, mode: Mode, passes: Passes, wantsInputGradient: Bool = false
  ) {
    self.graph = graph
    self.mode = mode
    self.passes = passes
    self.wantsInputGradient = wantsInputGradient
    // where each node's tensor is written; nowhere for those that stay inside an instruction
    var places = [Int?](repeating: nil, count: graph.nodes.count)
    for part in graph.parts(mode: mode, passes: passes) {
      let inputs = part.inputs.compactMap { places[$0] }
      let nodes = part.nodes.map { graph.nodes[$0] }
      let wantsInputGradients = inputs.contains { instructions[$0].needsGradient }
      let needsGradient =
        wantsInputGradients || nodes.contains { $0.parameterCount > 0 }
        || (part.nodes == [0] && wantsInputGradient)
      places[part.nodes[part.nodes.count - 1]] = instructions.count
      instructions.append(
        Instruction(
          computation: part.computation, nodes: part.nodes, inputs: inputs,
          shape: nodes[nodes.count - 1].shape, needsGradient: needsGradient,
          wantsInputGradients: wantsInputGradients))
    }
    forget()
  }

  /// Products with their sums that one instruction takes for one image in all passes made.
  ///
  ///     // of conv 3x3 4 on 8×8×3: 6,912 forward and as many for the gradient in the kernel
  ///     program.multiplyAdds(of: program.instructions[1])  // 13824 with both passes
  public func multiplyAdds(of instruction: Instruction) -> Int {
    let forward = instruction.nodes.reduce(0) { $0 + graph.nodes[$1].multiplyAdds }
    guard passes == .both, instruction.needsGradient else { return forward }
    // the gradients in the parameters take as many again, and so do those in the inputs
    return instruction.wantsInputGradients ? 3 * forward : 2 * forward
  }

  /// Writes down after which instruction each tensor may go; what enters stays, and what leaves.
  private mutating func forget() {
    let last = instructions.count - 1
    for place in instructions.indices where place != 0 && place != last {
      let readers = instructions.indices.filter { instructions[$0].inputs.contains(place) }
      var recalling = readers.filter { recalls($0, .inputs) }
      if recalls(place, .output) { recalling.append(place) }
      if let first = recalling.min() {
        instructions[first].forgottenBackward.append(place)
      } else if let reader = readers.max() {
        instructions[reader].forgotten.append(place)
      }
    }
  }

  /// Whether the backward pass of an instruction reads a tensor of the forward pass.
  private func recalls(_ place: Int, _ recall: Recall) -> Bool {
    passes == .both && instructions[place].needsGradient
      && instructions[place].computation.recalls.contains(recall)
  }
}
