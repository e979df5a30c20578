import Networks
import Tensors

// Norms over one image, and what only moves its cells.
extension NodeWriter {
  mutating func writeImageNormalization(
    _ node: Node, _ words: OperationWords, _ x: [String]
  ) throws {
    try store(node, "scale")
    try store(node, "shift")
    let parameters = ["\(node.id).scale", "\(node.id).shift"]
    let epsilon = ("epsilon", ModelWriter.Attribute.float(words.number("eps", else: 1e-5)))
    let isMap = node.shape.rank == 3
    if words.keyword == "layer_norm", !isMap {
      return add("LayerNormalization", node, x + parameters, [epsilon, ("axis", .integer(-1))])
    }
    if words.has("per_position") {
      let (order, norm) = ("\(node.id)/order", "\(node.id)/norm")
      model.add("Transpose", named: order, x, to: order, [("perm", .integers([0, 2, 3, 1]))])
      model.add(
        "LayerNormalization", named: norm, [order] + parameters, to: norm,
        [epsilon, ("axis", .integer(-1))])
      return add("Transpose", node, [norm], [("perm", .integers([0, 3, 1, 2]))])
    }
    guard isMap else {
      throw Misfit(
        "\(node.id): ONNX has no operator that \(words.keyword) of a vector is written with")
    }
    if words.keyword == "instance_norm" {
      return add("InstanceNormalization", node, x + parameters, [epsilon])
    }
    model.require(operators: 21)
    add(
      "GroupNormalization", node, x + parameters,
      [epsilon, ("num_groups", .integer(Int(words.number("groups", else: 1))))])
  }

  /// Channels as groups × channels of a group, turned around.
  mutating func writeShuffle(_ node: Node, _ words: OperationWords, _ x: [String]) {
    let (map, groups) = (node.shape, Int(words.number("groups", else: 1)))
    let (parted, turned) = ("\(node.id)/parted", "\(node.id)/turned")
    model.store("\(parted).shape", [0, groups, map[2] / groups, map[0], map[1]])
    model.add("Reshape", named: parted, x + ["\(parted).shape"], to: parted)
    model.add(
      "Transpose", named: turned, [parted], to: turned, [("perm", .integers([0, 2, 1, 3, 4]))])
    model.store("\(node.id).shape", [0, map[2], map[0], map[1]])
    add("Reshape", node, [turned, "\(node.id).shape"])
  }

  mutating func writeUpsample(_ node: Node, _ words: OperationWords, _ x: [String]) {
    let factors = (words.pair() ?? [1, 1]).map { Float($0) }
    model.store("\(node.id).scales", Tensor(Shape(4), [1, 1] + factors))
    add(
      "Resize", node, x + ["", "\(node.id).scales"],
      words.has("bilinear")
        ? [("mode", .text("linear")), ("coordinate_transformation_mode", .text("half_pixel"))]
        : [
          ("mode", .text("nearest")), ("nearest_mode", .text("floor")),
          ("coordinate_transformation_mode", .text("asymmetric")),
        ])
  }
}
