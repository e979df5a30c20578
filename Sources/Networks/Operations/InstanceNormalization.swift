import Tensors

/// Instance normalization: mean 0 and deviation 1 over the positions of one channel of one image.
///
/// Ulyanov et al. 2016.
struct InstanceNormalization: GroupNormalizing {
  static let keyword = "instance_norm"
  static let spelling = Spelling(labelled: [epsilonArgument])
  let epsilon: Double

  init(_ arguments: Arguments) throws { epsilon = try Self.epsilon(arguments) }

  var kind: OperationKind { .normalization(.instance) }
  var arguments: String { optionOfEpsilon }
  var caption: String { "IN" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard map[0] * map[1] > 1 else {
      throw Misfit(
        "instance_norm takes mean and variance over the positions of a channel, and a map of 1×1 has "
          + "only one")
    }
    return map
  }
  func groups(of channels: Int) -> Int { channels }
  func set(in image: Shape) -> String { "each channel" }
  func pyTorchModule(_ image: Shape) -> String {
    "nn.InstanceNorm2d(\(image[2]), eps=\(Words.source(epsilon)), affine=True)"
  }
}
