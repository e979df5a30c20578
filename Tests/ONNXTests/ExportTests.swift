import Foundation
import Networks
import Tensors
import Testing

@testable import ONNX

/// What is exported comes back as the same network with the same numbers.
@Suite struct ExportTests {
  /// Calls of blocks beside those that `library` makes.
  static let blocks = [
    "basic 16 stride: 2", "basic_a 32 stride: 2", "bottleneck 8 stride: 2", "bottleneck 8",
    "bottleneck_v1 8 stride: 2", "resnext_paths paths: 4 out: 32",
    "resnext_concat paths: 4 out: 32", "resnext_grouped paths: 4 out: 32",
    "se_bottleneck_v1 16 stride: 2", "se_resnext paths: 4 width: 4 out: 32",
    "stochastic_basic 16 keep: 0.8", "preact_basic 32 stride: 2", "preact_bottleneck 16 stride: 2",
    "mobile_v3 64 24 stride: 2 reduced: 8", "mobile_v3 64 16 hard: 0", "mobile_v3_path 64 24",
    "inverted_residual 16 expansion: 1 stride: 2", "mbconv 24 kernel: 5 stride: 2",
    "fused_mbconv 16 expansion: 1", "dense_block 3", "shortcut 32 stride: 2",
    "shortcut_a 32 stride: 2", "resnext_paths paths: 2 out: 16 stride: 2",
    "convnext_downsample 32", "shufflenet_v2 32 stride: 2",
    "tf_mbconv 24 kernel: 5 stride: 2",
  ]
  /// A call of every block of the library; of networks the small ones, all of them where
  /// `BLOCKWALK_NETWORKS` is set.
  static let library: [String] = {
    guard let library = try? ModelFixtures.library.get() else { return [] }
    let most = ProcessInfo.processInfo.environment["BLOCKWALK_NETWORKS"] == nil ? 3_000_000 : .max
    return library.names.sorted().compactMap { name in
      guard let definition = library.definition(named: name) else { return nil }
      let needed = definition.parameters.count { $0.standard == nil }
      let calls = [4, 16].map { name + String(repeating: " \($0)", count: needed) }
      let network = calls.lazy.compactMap { try? Network($0, library: library) }.first
      guard let network,
        network.graph.nodes.reduce(0, { $0 + $1.parameterCount }) <= most
      else { return nil }
      return network.line
    }
  }()

  /// Every operation, in words that an import writes again.
  static let single = [
    "conv 3x3 4 bias", "conv 3x5 4 stride: 2x1 padding: 1x3", "conv 3x3 8 groups: 4 dilation: 2",
    "conv 3x3 4 stride: 2 padding: same_tf", "conv 3x3 4 padding: valid",
    "depthwise 3x3 multiplier: 2 bias", "transposed 3x3 4 stride: 2",
    "transposed 3x3 4 stride: 2 output_padding: 1 bias", "transposed 4x4 8 stride: 2 groups: 4",
    "transposed 3x3 4 stride: 2 padding: same_tf", "norm eps: 0.001", "relu", "relu6", "swish",
    "sigmoid", "hard_sigmoid", "hard_swish", "tanh", "softplus", "leaky_relu slope: 0.2",
    "elu alpha: 0.5", "prelu", "gelu", "gelu approximate", "layer_norm",
    "layer_norm per_position eps: 1e-6", "globalpool, layer_norm", "group_norm groups: 4",
    "instance_norm eps: 0.001", "layer_scale", "channel_shuffle groups: 4", "pixel_shuffle 2",
    "slice_channels 5 from: 2", "upsample 2x3", "upsample 2x2 bilinear", "maxpool 3x3 stride: 2",
    "avgpool 3x3",
    "avgpool 2x2 stride: 2 padding: 1 count_padding", "globalpool, dense 3, softmax",
    "flatten, dense 3 no_bias", "conv 3x3 2, relu, flatten, dense 4, relu, dense 3",
    "pad_channels 24", "pad_channels 24 stride: 2", "dropout keep: 0.7", "cutout size: 2",
    "dropblock keep: 0.9 size: 3", "stochastic_depth keep: 0.8",
    "stochastic_depth keep: 0.8 per_example scale_training",
  ]

  private func listed(_ network: Network) -> [String] {
    network.graph.nodes.map { "\($0.operation.source) of \($0.inputs)" }
  }

  @Test(arguments: blocks + library + single)
  func `export and import together change nothing`(_ call: String) throws {
    let library = try ModelFixtures.library.get()
    guard let network = try? Network(call, library: library) else {
      Issue.record("\(call) is not in the library")
      return
    }
    var settings = RunSettings<Float>(seed: 3, mode: .inference)
    let parameters = try settings.parameters(of: network.graph)
    let bytes = try ExportedModel(network, parameters: parameters).bytes
    let model = try ImportedModel(bytes, name: "model", library: library)
    #expect(listed(model.network) == listed(network))

    let before = try ForwardPass(network.graph, settings)
    settings.given = try model.parameters { _ in [] }
    settings.given["x"] = before.outputs[0]
    #expect(try ForwardPass(model.network.graph, settings).output == before.output)
  }

  @Test func `a remark of others makes no operation`() throws {
    var writer = ModelWriter()
    for remark in ["relu\n}", "conv 3x3 4", "dropout keep: 0.5, relu", "cutout size: 2 } relu"] {
      writer = ModelWriter()
      writer.add("Identity", named: "y", ["x"], to: "y", remark: ExportedModel.mark + remark)
      let bytes = try writer.model(named: "m", input: ("x", [3, 4, 4]), output: ("y", [3, 4, 4]))
      #expect(throws: ImportFault.self, "\(remark)") {
        try ImportedModel(bytes, name: "m", library: Library())
      }
    }
  }
}
