import Diagrams
import Foundation
import Networks
import Tensors
import Testing

@Suite struct `The table of costs` {
  /// What was measured on published networks, as `fixtures/networks.md` tells.
  private struct Measured: Decodable {
    struct Network: Decodable {
      let params: Int
      let macs: Int
      let stages: [Stage]
    }
    struct Stage: Decodable, Equatable {
      let outputHwc: [Int]
      let params: Int
      let macs: Int
    }
    let networks: [String: Network]

    static func read() throws -> Measured {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("NetworksTests/Fixtures/networks.json")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Measured.self, from: Data(contentsOf: file))
    }
  }

  @Test func `agrees with what was measured, stage by stage`() throws {
    let networks = try Measured.read().networks
    let names = try TestLibrary.library().names
    for (title, measured) in networks {
      // a variant is told in brackets: `resnet50_v1 (stride on 1x1)`
      let name = try #require(title.split(separator: " ").first.map(String.init))
      guard names.contains(name) else { continue }
      let table = CountTable(try TestLibrary.network(name))
      #expect(table.parameters == measured.params, "\(name)")
      #expect(table.multiplyAdds == measured.macs, "\(name)")
      // measured block by block, where the table has stages
      if name == "mobilenet_v3_large" { continue }
      let stages = table.stages.map {
        Measured.Stage(outputHwc: $0.shape.extents, params: $0.parameters, macs: $0.multiplyAdds)
      }
      #expect(stages == measured.stages, "\(name)")
    }
  }

  @Test(arguments: ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152"])
  func `calls the stages of a ResNet as the paper does`(name: String) throws {
    #expect(
      Stage.stages(of: try TestLibrary.network(name)).map(\.name)
        == ["stem", "pool", "conv2_x", "conv3_x", "conv4_x", "conv5_x", "head"])
  }

  @Test func `lists stages that cover every node once`() throws {
    for network in try TestLibrary.networks() {
      let stages = Stage.stages(of: network)
      guard !stages.isEmpty else { continue }
      let covered = stages.flatMap { $0.units.flatMap { Array($0.nodes) } }
      #expect(covered == Array(1..<network.graph.nodes.count), "\(network.source)")
    }
  }

  @Test func `says what a stage is made of`() throws {
    let stages = Stage.stages(of: try TestLibrary.network("resnet50"))
    #expect(
      stages.map(\.caption) == [
        "conv 7×7/2, 64", "maxpool 3×3/2", "3 × bottleneck 64", "4 × bottleneck 128",
        "6 × bottleneck 256", "3 × bottleneck 512", "globalpool, dense 1000",
      ])
  }

  @Test func `has no stages for a single block`() throws {
    #expect(CountTable(try TestLibrary.network("bottleneck 16 stride: 2")).stages.isEmpty)
  }

  @Test func `is text that ends with the totals`() throws {
    let text = CountTable(try TestLibrary.network("bottleneck 4 stride: 2", on: "8x8x8")).text
    #expect(
      text == """
        node             operation       output  parameters  multiply-adds
        x                x                8×8×8           –              –
        conv1            conv 1×1, 4      8×8×4          32          2,048
        norm1            BN               8×8×4           8              –
        relu1            ReLU             8×8×4           –              –
        conv2            conv 3×3/2, 4    4×4×4         144          2,304
        norm2            BN               4×4×4           8              –
        relu2            ReLU             4×4×4           –              –
        conv3            conv 1×1, 16    4×4×16          64          1,024
        norm3            BN              4×4×16          32              –
        shortcut1.conv1  conv 1×1/2, 16  4×4×16         128          2,048
        shortcut1.norm1  BN              4×4×16          32              –
        sum1             +               4×4×16           –              –
        relu3            ReLU            4×4×16           –              –

        448 parameters
        7,424 multiply-adds
        """)
  }

  @Test func `is JSON with the keys of the contract`() throws {
    let network = try TestLibrary.network("resnet18")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(CountTable(network).json().utf8))
        as? [String: Any])
    #expect(object["parameters"] as? Int == 11_689_512)
    #expect(object["multiply_adds"] as? Int == 1_814_073_344)
    let nodes = try #require(object["nodes"] as? [[String: Any]])
    #expect(nodes.count == network.graph.nodes.count)
    #expect(nodes[1]["id"] as? String == "conv1")
    #expect(nodes[1]["shape"] as? [Int] == [112, 112, 64])
    #expect(nodes[1]["parameters"] as? Int == 9408)
    #expect(nodes[1]["multiply_adds"] as? Int == 118_013_952)
  }

  @Test func `describes the nodes of a network in order`() throws {
    let network = try TestLibrary.network("bottleneck 4 stride: 2", on: "8x8x8")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(NetworkDescription(network).json().utf8))
        as? [String: Any])
    let nodes = try #require(object["nodes"] as? [[String: Any]])
    #expect(nodes.map { $0["id"] as? String } == network.graph.nodes.map(\.id))
    let sum = try #require(nodes.first { $0["id"] as? String == "sum1" })
    #expect(sum["inputs"] as? [String] == ["norm3", "shortcut1.norm1"])
    let conv = try #require(nodes.first { $0["id"] as? String == "conv2" })
    #expect(conv["operation"] as? String == "conv 3x3 4 stride: 2")
    #expect(conv["multiply_adds"] as? Int == 2304)
    let weight = try #require((conv["parameters"] as? [[String: Any]])?.first)
    #expect(weight["name"] as? String == "conv2.weight")
    #expect(weight["shape"] as? [Int] == [3, 3, 4, 4])
  }
}
