import Tensors

/// Group normalization: mean 0 and deviation 1 over neighbouring channels of one image.
///
/// Wu and He 2018. Their groups have a mean and a variance over all positions; scale and shift are
/// one number a channel.
struct GroupNormalization: GroupNormalizing {
  static let keyword = "group_norm"
  static let spelling = Spelling(
    labelled: [.init("groups", .count, isRequired: true), epsilonArgument])
  let groups: Int
  let epsilon: Double

  init(_ arguments: Arguments) throws {
    groups = arguments.integer("groups") ?? 1
    epsilon = try Self.epsilon(arguments)
  }

  var kind: OperationKind { .normalization(.group) }
  var arguments: String {
    "groups: \(groups)" + (optionOfEpsilon.isEmpty ? "" : " " + optionOfEpsilon)
  }
  var caption: String { "GN, \(groups)" }
  var shortCaption: String { "GN" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let image = try onlyInput(inputs)
    let channels = image[image.rank - 1]
    guard channels % groups == 0 else {
      throw Misfit(
        "\(Words.counted(groups, "group")) do not divide \(Words.counted(channels, "channel"))")
    }
    return image
  }
  func groups(of channels: Int) -> Int { groups }
  func set(in image: Shape) -> String {
    let width = image[image.rank - 1] / groups
    return width == 1 ? "each channel" : "each group of \(Words.counted(width, "channel"))"
  }
  func pyTorchModule(_ image: Shape) -> String {
    "nn.GroupNorm(\(groups), \(image[image.rank - 1]), eps=\(Words.source(epsilon)))"
  }
}
