import Foundation
import Tensors
import Testing

@testable import Networks

/// Weights of PyTorch's model zoos: their names, their layouts, and what is said of wrong files.
@Suite struct StateDictionaryTests {
  /// What the zoos' own networks have, as torchvision 0.29 and timm 1.0 tell it.
  ///
  /// A line a tensor without batch counters, `conv1.weight 64x3x7x7`, below a head such as
  /// `= torchvision resnet18 as resnet18`.
  private static let zoo = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let url = folder.appending(path: "Fixtures/zoo_names.txt")
    var models: [(name: String, own: String, tensors: [String: Shape])] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "=" {
        models.append(("\(words[1]) \(words[2])", words[4], [:]))
      } else {
        let shape = Shape(words[1].split(separator: "x").compactMap { Int($0) })
        models[models.count - 1].tensors[words[0]] = shape
      }
    }
    return models
  }
  static let models = (try? zoo.get().map(\.name)) ?? []

  @Test func `the zoos' names are there`() { #expect(Self.models.count >= 11) }

  @Test(arguments: models)
  func `every tensor of the zoo has its place, and no other`(name: String) throws {
    let model = try #require(try Self.zoo.get().first { $0.name == name })
    let network = try Network(model.own, library: BlockLibrary.all())
    let dictionaries = ZooNames.all(of: network).map { StateDictionary(network.graph, $0) }
    let best = try #require(
      dictionaries.max { left, right in
        left.entries.count { model.tensors[$0.name] != nil }
          < right.entries.count { model.tensors[$0.name] != nil }
      })
    #expect(Set(best.entries.map(\.name)) == Set(model.tensors.keys))
    for entry in best.entries {
      // gates are written as 1×1 convolutions or as dense layers
      let theirs = model.tensors[entry.name]
      #expect(
        theirs == entry.shape || theirs?.extents == entry.shape.extents + [1, 1], "\(entry.name)")
    }
    #expect(Set(best.entries.map(\.own)).count == best.entries.count)
  }

  static let small =
    "conv 7x7 4 stride: 2, norm, relu, maxpool 3x3 stride: 2, bottleneck 2, "
    + "bottleneck 3 stride: 2, globalpool, dense 5"

  static func network(_ text: String = small) throws -> Network {
    try Network(text, library: BlockLibrary.all(), on: Shape(16, 16, 3))
  }

  /// A state dictionary with a different number in each place.
  static func file(for network: Network) throws -> [String: Tensor<Double>] {
    let names = try #require(ZooNames.all(of: network).first)
    var file: [String: Tensor<Double>] = [:]
    for (number, entry) in StateDictionary(network.graph, names).entries.enumerated() {
      let values = (0..<entry.shape.count).map { Double(number * 10_000 + $0) / 1e6 }
      file[entry.name] = Tensor(entry.shape, values)
    }
    return file
  }

  @Test func `layouts are turned into those of the operations here`() throws {
    let network = try Self.network()
    var file = try Self.file(for: network)
    file["bn1.num_batches_tracked"] = Tensor(Shape([]), [7])
    let given = try network.parameters(from: file, mode: .inference)
    let theirs = try #require(file["layer2.0.downsample.0.weight"])
    let ours = try #require(given["bottleneck2.shortcut1.conv1.weight"])
    #expect(theirs.shape == Shape(12, 8, 1, 1) && ours.shape == Shape(1, 1, 8, 12))
    let kernel = try #require(file["conv1.weight"])
    let own = try #require(given["conv1.weight"])
    for (row, column, input, output) in [(0, 0, 0, 0), (2, 5, 1, 3), (6, 6, 2, 3), (1, 0, 2, 0)] {
      #expect(own[row, column, input, output] == kernel[output, input, row, column])
    }
    let dense = try #require(given["dense1.weight"])
    #expect(dense.shape == Shape(12, 5))
    #expect(dense[7, 3] == file["fc.weight"]?[3, 7])
    #expect(given["bottleneck1.norm2.variance"] == file["layer1.0.bn2.running_var"])
    #expect(given["norm1.scale"] == file["bn1.weight"])
    // it runs with them
    var settings = RunSettings<Double>(seed: 1, mode: .inference)
    settings.given = given
    #expect(try ForwardPass(network.graph, settings).parameters[1][0] == own)
  }

  @Test func `a file with the names of here is taken as it is`() throws {
    let network = try Self.network()
    let trace = try ForwardPass(network.graph, RunSettings<Double>(seed: 3))
    var file: [String: Tensor<Double>] = [:]
    for (node, tensors) in zip(network.graph.nodes, trace.parameters) {
      for (parameter, tensor) in zip(node.parameters, tensors) {
        file["\(node.id).\(parameter.name)"] = tensor
      }
    }
    #expect(try network.parameters(from: file, mode: .inference) == file)
  }

  @Test func `running statistics may be missing where they are not read`() throws {
    let network = try Self.network()
    let file = try Self.file(for: network).filter { !$0.key.contains("running") }
    #expect(try !network.parameters(from: file, mode: .training).isEmpty)
    #expect(throws: Misfit.self) { try network.parameters(from: file, mode: .inference) }
  }

  @Test func `strides on the first convolution are not the zoo's`() throws {
    let network = try Self.network("conv 3x3 4, norm, relu, bottleneck_v1 2, globalpool, dense 5")
    #expect(ZooNames.all(of: network).isEmpty && !network.isOfZoo)
  }
}
