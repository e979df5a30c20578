import Networks
import Tensors

// What makes a map larger.
extension Lowering {
  mutating func lowerPixelShuffle(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    let (map, factor) = (shape(step), node.integer("blocksize", else: 1))
    guard map.rank == 3, view == .usual, node.text("mode") == "CRD" else {
      throw Misfit("it takes a block's cells from channels that lie apart, in the order DCR")
    }
    let words = "pixel_shuffle \(factor)"
    guard 1...Limits.window ~= factor, map[2] % (factor * factor) == 0 else {
      throw Misfit("its blocks of \(factor)×\(factor) cells do not come out even on \(map)")
    }
    add(
      node, .operation(words), of: [step],
      Shape(map[0] * factor, map[1] * factor, map[2] / (factor * factor)))
  }

  /// A map made larger by whole factors.
  mutating func lowerResize(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    let map = shape(step)
    guard map.rank == 3, view == .usual else { throw Misfit("what enters it is no map") }
    let scales = known(node, node.kind == "Upsample" ? 1 : 2) ?? []
    let sizes = knownIntegers(node, 3) ?? []
    let factors =
      scales.count == 4
      ? [scales[2], scales[3]]
      : sizes.count == 4
        ? [Double(sizes[2]) / Double(map[0]), Double(sizes[3]) / Double(map[1])] : []
    guard factors.count == 2, factors.allSatisfy({ $0 >= 1 && $0 <= 64 && $0.rounded() == $0 }),
      scales.prefix(2).allSatisfy({ $0 == 1 })
    else { throw Misfit("it does not make rows and columns larger by whole factors") }
    let (rows, columns) = (Int(factors[0]), Int(factors[1]))
    let places = node.text("coordinate_transformation_mode") ?? "half_pixel"
    let isBilinear: Bool
    switch (node.text("mode") ?? "nearest", places) {
    case ("nearest", "asymmetric") where node.text("nearest_mode") == "floor": isBilinear = false
    case ("nearest", "half_pixel"): isBilinear = false
    case ("linear", "half_pixel"), ("linear", "pytorch_half_pixel"): isBilinear = true
    default: throw Misfit("it mixes cells in the way ‘\(places.quotable())’")
    }
    add(
      node, .operation("upsample \(rows)x\(columns)" + (isBilinear ? " bilinear" : "")),
      of: [step], Shape(map[0] * rows, map[1] * columns, map[2]))
  }
}
