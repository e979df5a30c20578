import Foundation
import Tensors
import Testing

@testable import Networks

/// `Fixtures/network_outputs.json`: what whole networks give on the weights of the weight rule.
struct NetworkOutputs: Decodable {
  /// A network with its kernels, in the order of its state dict.
  struct Network: Decodable {
    let runs: [Run]
    let kernels: [Kernel]
  }
  /// A kernel's name in PyTorch and its shape in our layout.
  struct Kernel: Decodable {
    let name: String
    let shape: Shape

    init(from decoder: any Decoder) throws {
      var pair = try decoder.unkeyedContainer()
      name = try pair.decode(String.self)
      shape = Shape(try pair.decode([Int].self))
    }
  }
  struct Run: Decodable {
    /// Images, rows, columns, channels.
    let input: [Int]
    let bn: String
    let float64: Result

    var mode: Mode { bn == "batch_stats" ? .training : .inference }
  }
  struct Result: Decodable {
    let first10: [Double]
    let mean: Double
    let l2: Double
    let argmax: [Int]
    let gradients: [String: Gradient]
  }
  /// A gradient in brief; of that in all parameters at once there is only the norm.
  struct Gradient: Decodable {
    let l2: Double
    let sum: Double?
    let first5: [Double]?
  }
  let networks: [String: Network]

  static func read() throws -> NetworkOutputs {
    try JSONDecoder().decode(
      NetworkOutputs.self,
      from: Data(contentsOf: FixtureCase.folder.appending(path: "network_outputs.json")))
  }
}

/// One run of a network as the fixtures state it.
struct NetworkRun: CustomTestStringConvertible {
  let name: String
  let run: NetworkOutputs.Run
  let kernels: [NetworkOutputs.Kernel]

  /// All runs, or those of few multiply-adds alone.
  ///
  /// `BLOCKWALK_NETWORKS=1` asks for all: with images of 224×224 they take minutes.
  static let chosen: [NetworkRun] = {
    guard let outputs = try? NetworkOutputs.read() else { return [] }
    let all = outputs.networks.sorted { $0.key < $1.key }.flatMap { name, network in
      network.runs.map { NetworkRun(name: name, run: $0, kernels: network.kernels) }
    }
    if ProcessInfo.processInfo.environment["BLOCKWALK_NETWORKS"] != nil { return all }
    return all.filter { $0.run.input[1] == 64 }
  }()

  var testDescription: String {
    "\(name) on \(run.input.map(String.init).joined(separator: "×")), \(run.bn)"
  }

  func graph() throws -> Graph {
    try Network(name, library: BlockLibrary.all(), on: Shape(Array(run.input.dropFirst()))).graph
  }
  func settings<S: Scalar>() -> RunSettings<S> {
    RunSettings(seed: 1, mode: run.mode, batch: run.input[0])
  }

  /// The parameter of a graph that PyTorch calls so: of a kernel's norm, the scale.
  ///
  /// Kernels meet in one order in both; a norm is named after the kernel that it follows.
  func parameter(_ name: String, of graph: Graph) -> (node: Int, place: Int)? {
    let kernelNodes = graph.nodes.filter { node in
      node.parameters.contains { if case .random = $0.start { true } else { false } }
    }
    if let place = kernels.firstIndex(where: { $0.name == name }) {
      return (kernelNodes[place].index, 0)
    }
    // bn3 follows conv3, and 1 of a sequence follows 0
    var parts = name.split(separator: ".").map(String.init)
    let norm = parts[parts.count - 2]
    parts[parts.count - 2] = norm == "1" ? "0" : norm.replacing("bn", with: "conv")
    guard let place = kernels.firstIndex(where: { $0.name == parts.joined(separator: ".") })
    else { return nil }
    return (graph.consumers[kernelNodes[place].index][0], 0)
  }
}
