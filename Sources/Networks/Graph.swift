import Tensors

/// One operation of a graph, with what enters it and the shape that leaves it.
public struct Node: Sendable {
  /// Its place in `Graph.nodes`.
  public let index: Int
  /// Its name within the block, such as `conv2` or `bottleneck3.norm1`.
  public let id: String
  public let operation: any Operation
  /// What computes it, prepared for the shapes that enter.
  public let computation: any Computation
  /// The nodes whose outputs enter it, each before it in the list.
  public let inputs: [Int]
  /// The shape of one output image.
  public let shape: Shape
  public let parameters: [Parameter]
  public let multiplyAdds: Int
  public let place: Place?

  /// How many numbers training adjusts here.
  public var parameterCount: Int {
    parameters.filter(\.isTrained).reduce(0) { $0 + $1.shape.count }
  }
  /// Whether training moves statistics here that no gradient reaches.
  public var keepsStatistics: Bool { parameters.contains { !$0.isTrained } }
}

/// A network as a list in which every node follows its inputs.
///
/// That one rule makes the list its own order of execution and, reversed, of the backward pass.
/// Shapes are inferred as nodes are appended: a graph that exists is a graph that fits. Node 0 is
/// the input `x`, the last one the output `y`.
public struct Graph: Sendable {
  public private(set) var nodes: [Node] = []
  /// For each node the nodes that it feeds, in order; more than one makes it a fork.
  public private(set) var consumers: [[Int]] = []

  /// The bare input, one image of a shape, for nodes to be appended to.
  ///
  ///     Graph(input: Shape(8, 8, 3)).nodes.map(\.id)  // ["x"]
  public init(input: Shape) {
    nodes = [
      Node(
        index: 0, id: "x", operation: Input(input), computation: Input(input), inputs: [],
        shape: input, parameters: [], multiplyAdds: 0, place: nil)
    ]
    consumers = [[]]
  }

  /// The list of a block's operations; throws a `Misfit` where one does not fit or there are too
  /// many.
  ///
  ///     let block = try Network("conv 3x3 16 stride: 2, relu").block
  ///     try Graph(block, input: Shape(8, 8, 3)).nodes.map(\.id)  // ["x", "conv1", "relu1"]
  public init(_ block: Block, input: Shape) throws {
    self.init(input: input)
    var names = Names()
    _ = try append(block, to: 0, naming: &names)
  }

  /// Adds an operation behind the nodes that enter it and returns its index; throws a `Misfit`
  /// where it does not fit them or there are too many operations.
  ///
  ///     var graph = Graph(input: Shape(8, 8, 3))
  ///     try graph.append(conv, id: "conv1", inputs: [0])  // 1
  @discardableResult
  public mutating func append(
    _ operation: any Operation, id: String, inputs: [Int], at place: Place? = nil
  ) throws -> Int {
    guard nodes.count < Limits.nodes else {
      throw Misfit("the network has more than \(Limits.nodes) operations; repeat less")
    }
    let shapes = inputs.map { nodes[$0].shape }
    let shape = try operation.fittingShape(shapes)
    let index = nodes.count
    nodes.append(
      Node(
        index: index, id: id, operation: operation, computation: operation.computation(on: shapes),
        inputs: inputs, shape: shape, parameters: operation.parameters(shapes),
        multiplyAdds: operation.multiplyAdds(shapes, shape), place: place))
    consumers.append([])
    for input in inputs { consumers[input].append(index) }
    return index
  }

  private mutating func append(
    _ block: Block, to input: Int, naming names: inout Names
  ) throws -> Int {
    switch block {
    case .operation(let operation, let place):
      return try append(
        operation, id: names.next(type(of: operation).keyword), inputs: [input], at: place)
    case .sequence(let blocks), .rounds(let blocks):
      return try blocks.reduce(input) { try append($1, to: $0, naming: &names) }
    case .branches(let branches, let join, let place):
      let ends = try branches.map { try append($0, to: input, naming: &names) }
      return try append(
        join, id: names.next(type(of: join).keyword), inputs: ends, at: place)
    case .call(let invocation, let body):
      var inner = Names(prefix: names.next(invocation.name) + ".")
      return try append(body, to: input, naming: &inner)
    }
  }

  /// The node that gives the network's output.
  public var output: Node { nodes[nodes.count - 1] }
  /// Whether the output of a node is copied to several others, as x is in
  /// `sum { conv 3x3 2 | identity }`.
  public func isFork(_ index: Int) -> Bool { consumers[index].count > 1 }
  /// The node of an id: `graph.node("conv1")?.parameterCount` → `432` for `conv 3x3 16` on 8×8×3.
  public func node(_ id: String) -> Node? { nodes.first { $0.id == id } }

  /// The shape of what the loss that it ends in compares with; nothing where it ends otherwise.
  public var targetShape: Shape? {
    output.operation.targetShape(output.inputs.map { nodes[$0].shape })
  }
  /// The loss that stands where others read it, where there is one.
  var misplacedLoss: Node? { nodes.dropLast().first { $0.operation.kind.isLoss } }

  /// The graph without its last node, where that reads the one before it.
  var withoutOutput: Graph? {
    guard output.inputs == [output.index - 1] else { return nil }
    var graph = self
    graph.nodes.removeLast()
    graph.consumers.removeLast()
    graph.consumers[graph.output.index] = []
    return graph
  }

  /// Shapes of one image around a node, for its words.
  ///
  ///     let site = graph.site(of: 1)  // of conv 3x3 16 stride: 2 on 8×8×3
  ///     site.inputs                   // [8×8×3]
  ///     site.output                   // 4×4×16
  public func site(of index: Int, mode: Mode = .training, images: Int = 1) -> Site {
    Site(
      inputs: nodes[index].inputs.map { nodes[$0].shape }, output: nodes[index].shape, mode: mode,
      images: images)
  }
}

/// Gives ids within one named block: the keyword and its ordinal.
private struct Names {
  var prefix = ""
  var counts: [String: Int] = [:]

  mutating func next(_ word: String) -> String {
    counts[word, default: 0] += 1
    let ordinal = counts[word, default: 1]
    // after a digit an underscore keeps `relu6_1` and `relu61` apart
    let separator = word.last?.isNumber == true ? "_" : ""
    return prefix + word + separator + String(ordinal)
  }
}
