import Tensors

/// Layer normalization: mean 0 and deviation 1 over all numbers of one image.
///
/// Ba et al. 2016; of a map over rows, columns and channels, with a scale and a shift for each
/// channel. `per_position` takes each position over its channels alone, as ConvNeXt does (Liu et al.
/// 2022, section 2.6).
struct LayerNormalization: GroupNormalizing {
  static let keyword = "layer_norm"
  static let spelling = Spelling(labelled: [epsilonArgument], flags: ["per_position"])
  let epsilon: Double
  let isPerPosition: Bool

  init(_ arguments: Arguments) throws {
    epsilon = try Self.epsilon(arguments)
    isPerPosition = arguments.has("per_position")
  }

  var kind: OperationKind { .normalization(.layer) }
  var arguments: String {
    [isPerPosition ? "per_position" : "", optionOfEpsilon].filter { !$0.isEmpty }
      .joined(separator: " ")
  }
  var caption: String { isPerPosition ? "LN per position" : "LN" }
  var shortCaption: String { "LN" }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }
  func groups(of channels: Int) -> Int { 1 }
  func set(in image: Shape) -> String {
    if image.rank == 1 { return "the whole vector" }
    return isPerPosition ? "each position" : "the whole map"
  }
  func pyTorchModule(_ image: Shape) -> String {
    let channels = image[image.rank - 1]
    let eps = "eps=\(Words.source(epsilon))"
    // PyTorch's own goes over the last axes, with a scale for each number of them
    return image.rank == 1 || isPerPosition
      ? "nn.LayerNorm(\(channels), \(eps))" : "nn.GroupNorm(1, \(channels), \(eps))"
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let image = place.site.inputs[0]
    let module = pyTorchModule(image)
    guard isPerPosition, image.rank == 3 else {
      return PyTorch("\(place.module)(\(place.x))", module: module)
    }
    return PyTorch(
      "\(place.module)(\(place.x).permute(0, 2, 3, 1)).permute(0, 3, 1, 2)", module: module)
  }
}
