import Networks
import Tensors
import Testing

@testable import ONNX

/// Models of others: their blocks are found, their weights take their places, and they compute the
/// same.
@Suite struct ImportTests {
  static let cases = ModelFixtures.names.flatMap { name in
    ModelFixtures.kinds.map { (name, $0) }
  }

  @Test(arguments: cases)
  func `a model computes what it computed in torch`(_ name: String, _ kind: String) throws {
    let model = try ModelFixtures.imported(name, kind)
    let values = try ModelFixtures.values(name)
    var settings = RunSettings<Float>(seed: 1, mode: .inference)
    settings.given = try model.parameters { _ in [] }
    settings.given["x"] = values["x"]
    let y = try ForwardPass(model.network.graph, settings).output
    let expected = try #require(values["y"])
    #expect(y.shape == expected.shape)
    let error = zip(y.elements, expected.elements).map { abs($0 - $1) }.max() ?? .infinity
    #expect(error <= 1e-5 * expected.largestMagnitude, "\(error)")
    // with the statistics of its normalizations, which exporters fold, as many as in torch
    let count = model.network.graph.nodes.reduce(0) { $0 + $1.parameterCount }
    #expect(Float(count) == values["parameters"]?.elements.first)
  }

  static let texts: [String: [String]] = [
    "basic": ["norm, relu, maxpool 3x3 stride: 2", "repeat 2 { basic 4 }", "basic 8 stride: 2"],
    "bottleneck": ["repeat 2 { bottleneck 4 }", "bottleneck 8 stride: 2"],
    "inverted": [
      "inverted_residual 8 expansion: 1\n", "inverted_residual 8 stride: 2\n",
      "inverted_residual 8\n",
    ],
    "mbconv": [
      "conv 3x3 8 stride: 2, norm, swish", "repeat 2 { mbconv 8 expansion: 4 }",
      "mbconv 16 kernel: 5 stride: 2", "globalpool, dense 5",
    ],
    "mobile_v3": [
      "mobile_v3 8 8 reduced: 8 hard: 0", "mobile_v3 16 16 kernel: 5 stride: 2 reduced: 8",
      "hard_swish",
    ],
    "dense": ["dense_block 2 growth: 4", "transition", "dense_block 3 growth: 4, norm, relu"],
    "vgg": [
      "repeat 2 { conv 3x3 4 bias, relu }, maxpool 2x2 stride: 2\n",
      "maxpool 2x2 stride: 2, flatten",
      "dense 6, relu",
    ],
  ]

  @Test(arguments: cases)
  func `its blocks have their names`(_ name: String, _ kind: String) throws {
    let model = try ModelFixtures.imported(name, kind)
    let expected = try #require(Self.texts[name])
    for line in expected { #expect(model.text.contains(line), "\(line) in\n\(model.text)") }
    #expect(model.text.contains("block \(name)\n") || model.text.contains("block \(name)_model\n"))
    // what is written reads as the same network, and its ids have no prefix
    let again = try Network(model.text, library: ModelFixtures.library.get())
    #expect(again.graph.nodes.map(\.id) == model.network.graph.nodes.map(\.id))
    #expect(again.graph.output.id.hasPrefix("dense"))
  }

  @Test func `normalizations that were folded are said to stand here again`() throws {
    let remarks = try ModelFixtures.imported("basic", "traced").remarks
    #expect(remarks.count == 1 && remarks[0].hasPrefix("11 batch normalizations had been folded"))
    #expect(try ModelFixtures.imported("vgg", "traced").remarks.isEmpty)
  }

  @Test func `a model can be taken up to a node`() throws {
    let whole = try ModelFixtures.imported("vgg", "exported")
    let origin = try #require(whole.origins["maxpool1"])
    let part = try ModelFixtures.imported("vgg", "exported", until: origin)
    #expect(part.network.graph.output.id == "maxpool1")
    #expect(part.network.graph.output.shape == Shape(14, 14, 4))
    let fault = try #require(throws: ModelFault.self) {
      try ModelFixtures.imported("vgg", "exported", until: "node_max_pol2d")
    }
    #expect(fault.reason.hasPrefix("the model has no node ‘node_max_pol2d’"))
  }

  @Test func `a damaged model never traps`() throws {
    let whole = try ModelFixtures.bytes("mbconv-traced.onnx")
    let library = try ModelFixtures.library.get()
    let chance = WeightRule(seed: 5, tensor: 0)
    for round in 0..<400 {
      var bytes = whole
      let draw = chance.bits(UInt64(round))
      // most of the file are weights: two of three changes are made where the nodes are
      let place = Int((draw >> 8) % UInt64(round % 3 == 0 ? whole.count : whole.count / 4))
      switch round % 4 {
      case 0: bytes.removeSubrange(place..<min(place + 3, bytes.count))
      case 1: bytes = Array(bytes[..<place])
      default: bytes[place] = UInt8(truncatingIfNeeded: draw)
      }
      guard let model = try? ImportedModel(bytes, name: "m", library: library) else { continue }
      let _: [String: Tensor<Float>]? = try? model.parameters { _ in [] }
    }
  }
}
