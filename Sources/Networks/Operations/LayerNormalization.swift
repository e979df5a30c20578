import Tensors

/// Layer normalization: mean 0 and deviation 1 over all numbers of one image.
///
/// Ba et al. 2016; of a map over rows, columns and channels, with a scale and a shift for each
/// channel.
struct LayerNormalization: GroupNormalizing {
  static let keyword = "layer_norm"
  static let spelling = Spelling(labelled: [epsilonArgument])
  let epsilon: Double

  init(_ arguments: Arguments) throws { epsilon = try Self.epsilon(arguments) }

  var kind: OperationKind { .normalization(.layer) }
  var arguments: String { optionOfEpsilon }
  var caption: String { "LN" }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }
  func groups(of channels: Int) -> Int { 1 }
  func set(in image: Shape) -> String { image.rank == 3 ? "the whole map" : "the whole vector" }
  func pyTorchModule(_ image: Shape) -> String {
    let channels = image[image.rank - 1]
    let eps = "eps=\(Words.source(epsilon))"
    // PyTorch's own takes a scale for each number of a map
    return image.rank == 1
      ? "nn.LayerNorm(\(channels), \(eps))" : "nn.GroupNorm(1, \(channels), \(eps))"
  }
}
