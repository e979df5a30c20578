import Networks
import ONNX
import Tensors

extension Subject {
  /// ONNX models: imported, their weights read, exported and imported again.
  public static let model = Subject(
    name: "model", samples: models,
    words: [
      "Conv", "Relu", "Add", "Mul", "Concat", "Reshape", "Transpose", "Flatten", "Gemm", "Pad",
      "Split", "Shape", "Gather", "Clip", "MaxPool", "pads", "strides", "dilations", "group",
      "perm", "axis", "blockwalk: ", "x", "y",
    ]
  ) { bytes in
    let model: ImportedModel
    do {
      model = try ImportedModel(bytes, name: "model", library: Library())
    } catch let fault as ModelFault {
      try promiseSentence(fault.description)
      return false
    } catch let fault as ImportFault {
      try promiseSentence(fault.description)
      return false
    }
    for remark in model.remarks { try promiseSentence(remark) }
    let again = try Network(model.text)
    try promise(again.graph.nodes.count == model.network.graph.nodes.count, "another network")
    let weights: [String: Tensor<Float>]
    do {
      weights = try model.parameters { _ in throw ModelFault("there is no other file") }
    } catch let fault as ModelFault {
      try promiseSentence(fault.description)
      return true
    }
    do {
      let exported = try ExportedModel(model.network, parameters: weights).bytes
      let back = try ImportedModel(exported, name: "model", library: Library())
      try promise(
        back.network.graph.output.shape == model.network.graph.output.shape, "another output")
    } catch let misfit as Misfit {
      try promiseSentence(misfit.description)
    }
    return true
  }

  private static let models: [[UInt8]] = [
    "conv 3x3 2 stride: 2 bias, relu, globalpool, dense 2",
    "sum { conv 1x1 2, norm, relu6 | identity }, maxpool 2x2 stride: 2, flatten, dense 1",
    "scale { identity | globalpool, dense 1, swish, dense 2, sigmoid }, avgpool 3x3",
    "concat { depthwise 3x3 | transposed 1x1 1 }, pad_channels 4 stride: 2, dropout keep: 0.5",
  ].compactMap { text in
    guard let network = try? Network(text, on: Shape(4, 4, 2)),
      let weights = try? RunSettings<Float>(seed: 1).parameters(of: network.graph)
    else { return nil }
    return try? ExportedModel(network, parameters: weights).bytes
  }
}
