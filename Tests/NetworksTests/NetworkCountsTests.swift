import Foundation
import Tensors
import Testing

@testable import Networks

/// Parameters and multiply-adds of published networks, measured elsewhere.
private struct Counts: Decodable {
  struct Network: Decodable {
    struct Stage: Decodable {
      let stage: String
      let output_hwc: [Int]
      let params: Int
      let macs: Int
    }
    let input: [Int]
    let params: Int
    let macs: Int
    let buffers_running_stats: Int
    let stages: [Stage]
  }
  let networks: [String: Network]

  /// The figures of a network; titles there may have a remark in parentheses.
  static func read(_ name: String) throws -> Network {
    let file = try #require(
      Bundle.module.url(forResource: "networks", withExtension: "json", subdirectory: "Fixtures"))
    let counts = try JSONDecoder().decode(Counts.self, from: Data(contentsOf: file))
    return try #require(counts.networks.first { $0.key.prefix { $0 != " " } == name }?.value)
  }
}

@Suite struct NetworkCountsTests {
  static let names = [
    "resnet18", "resnet34", "resnet50", "resnet50_v1", "resnet101", "resnet101_v1", "resnet152",
    "resnet152_v1", "wide_resnet50_2", "resnext50_32x4d", "resnext101_32x4d", "resnext101_32x8d",
    "seresnet50", "seresnet50_v1", "seresnext50_32x4d", "resnetv2_50", "mobilenet_v2",
    "mobilenet_v3_large", "efficientnet_b0", "efficientnet_b1", "densenet121",
  ]

  @Test(arguments: names)
  func `a network costs what was measured elsewhere`(name: String) throws {
    let counts = try Counts.read(name)
    let graph = try Network(name, library: BlockLibrary.all()).graph
    #expect(graph.nodes[0].shape.extents == counts.input)
    #expect(graph.nodes.reduce(0) { $0 + $1.parameterCount } == counts.params)
    #expect(graph.nodes.reduce(0) { $0 + $1.multiplyAdds } == counts.macs)
    let statistics = graph.nodes.flatMap(\.parameters).filter { !$0.isTrained }
    #expect(statistics.reduce(0) { $0 + $1.shape.count } == counts.buffers_running_stats)
  }

  @Test(arguments: names)
  func `the stages of a network cost what was measured elsewhere`(name: String) throws {
    var nodes = try Network(name, library: BlockLibrary.all()).graph.nodes.dropFirst()
    for stage in try Counts.read(name).stages {
      var (parameters, multiplyAdds, shape) = (0, 0, Shape([]))
      while let node = nodes.first,
        (parameters, multiplyAdds, shape.extents) != (stage.params, stage.macs, stage.output_hwc)
      {
        parameters += node.parameterCount
        multiplyAdds += node.multiplyAdds
        shape = node.shape
        nodes = nodes.dropFirst()
      }
      #expect(parameters == stage.params, "\(stage.stage)")
      #expect(multiplyAdds == stage.macs, "\(stage.stage)")
      #expect(shape.extents == stage.output_hwc, "\(stage.stage)")
    }
    #expect(nodes.isEmpty)
  }

  @Test func `the paper's placement of the stride saves what it says`() throws {
    let library = try BlockLibrary.all()
    for depth in [50, 101, 152] {
      let costs = try ["resnet\(depth)", "resnet\(depth)_v1"].map { name in
        try Network(name, library: library).graph.nodes.reduce(0) { $0 + $1.multiplyAdds }
      }
      #expect(costs[0] - costs[1] == 231_211_008)
    }
  }
}
