import Networks
import Tensors

/// A tensor whose numbers a lesson writes out, row by row: `given G 1 2 / 3 4`.
public struct GivenTensor: Hashable, Sendable {
  /// `x`, `G`, or a parameter such as `conv1.weight`.
  public let name: String
  public let rows: [[Double]]

  public init(name: String, rows: [[Double]]) {
    self.name = name
    self.rows = rows
  }

  /// The name in files, where the gradient in the output is `dy`.
  private var fileName: String { name == "G" ? "dy" : name }
  public var isInput: Bool { name == "x" }
  public var isParameter: Bool { !isInput && !isGradient }
  /// Whether it is the gradient from which the backward pass starts.
  public var isGradient: Bool { fileName == "dy" }

  /// The tensor of one image as a run takes it, under its name in files.
  ///
  /// Throws a `Misfit` where the network has no such tensor, or one of another size.
  public func tensor(in network: Network) throws -> (name: String, tensor: Tensor<Double>) {
    let shape = try shape(in: network)
    let numbers = rows.flatMap { $0 }
    guard numbers.count == shape.count, rows.allSatisfy({ $0.count == rows[0].count }) else {
      throw Misfit(
        "\(name) is \(shape), \(shape.count) numbers, but \(rows.map { "\($0.count)" }.joined(separator: " + "))"
          + " are written")
    }
    return (fileName, Tensor(shape, numbers))
  }

  private func shape(in network: Network) throws -> Shape {
    let graph = network.graph
    if isInput { return network.input.batched(1) }
    if isGradient { return graph.output.shape.batched(1) }
    let parameters = graph.nodes.flatMap { node in
      node.parameters.map { (name: "\(node.id).\($0.name)", shape: $0.shape) }
    }
    guard let shape = parameters.first(where: { $0.name == name })?.shape else {
      let names = ["x", "G"] + parameters.map(\.name)
      throw Misfit(
        "\(network.line) has no tensor ‘\(name)’ that can be given; it has "
          + names.joined(separator: ", "))
    }
    return shape
  }
}
