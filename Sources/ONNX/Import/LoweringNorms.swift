import Networks
import Tensors

// Norms, and slopes that are learnt.
extension Lowering {
  mutating func lowerNormalization(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    if case .padded = view { throw Misfit("zeros stand around what enters it") }
    let channels = shape(step).extents.last ?? 0
    let names = ["scale", "shift", "mean", "variance"]
    var parameters: [String: WeightSource] = [:]
    for (index, name) in names.enumerated() {
      parameters[name] = try channelNumbers(node, index + 1, channels)
    }
    add(
      node, .operation("norm" + epsilon(of: node)), of: [step], shape(step), view,
      parameters: parameters)
  }

  /// Normalizations over numbers of one image, with a scale and a shift for each channel.
  mutating func lowerImageNormalization(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    if case .padded = view { throw Misfit("zeros stand around what enters it") }
    let channels = shape(step).extents.last ?? 0
    let words: String
    switch node.kind {
    case "LayerNormalization":
      let rank = modelShape(step, view).count
      let axis = try axis(node.integer("axis", else: -1), of: rank)
      // a vector has the same numbers whichever of its axes comes last
      guard axis == rank - 1, shape(step).rank == 1 || view == .channelsLast else {
        throw Misfit("it has a scale for each number of a map, and layer_norm one for each channel")
      }
      words = shape(step).rank == 1 ? "layer_norm" : "layer_norm per_position"
    case "GroupNormalization":
      let groups = node.integer("num_groups", else: 1)
      words = groups == 1 ? "layer_norm" : "group_norm groups: \(groups)"
    default: words = "instance_norm"
    }
    var parameters = ["scale": try channelNumbers(node, 1, channels)]
    parameters["shift"] =
      has(node, 2)
      ? try channelNumbers(node, 2, channels)
      : WeightSource(origin: .repeated(0), shape: Shape(channels))
    guard Self.fits(words, on: shape(step), giving: shape(step)) else {
      throw Misfit("\(words) does not fit \(shape(step))")
    }
    add(
      node, .operation(words + epsilon(of: node)), of: [step], shape(step), view,
      parameters: parameters)
  }

  /// What keeps a variance of 0 from dividing by 0, where it is not the usual 1e-5.
  private func epsilon(of node: ModelNode) -> String {
    let epsilon = node.float("epsilon", else: 1e-5)
    // 1e-6, as the notation prints it, and not 1e-06
    return epsilon == 1e-5 ? "" : " eps: " + "\(epsilon)".replacing("e-0", with: "e-")
  }

  /// A rectifier with a slope for each channel, or one for all.
  mutating func lowerLearntSlopes(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    let channels = shape(step).extents.last ?? 0
    let slopes = try stored(node, 1)
    let source: WeightSource
    if slopes.shape.count == 1, let slope = slopes.few?.first {
      source = WeightSource(origin: .repeated(slope), shape: Shape(channels))
    } else {
      source = try channelNumbers(node, 1, channels)
    }
    add(
      node, .operation("prelu"), of: [step], shape(step), view, parameters: ["weight": source])
  }
}
