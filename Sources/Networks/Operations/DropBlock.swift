import Tensors

/// Leaves out square blocks of a feature map in training.
///
/// Ghiasi et al. 2018, algorithm 1: each place where a block fits is the corner of one with
/// probability γ = (1 − keep)/b² · H·W/((H−b+1)(W−b+1)); what remains is multiplied by the count
/// of cells over the count of ones. Every channel has a mask of its own unless `shared`. The mask
/// is images × rows × columns × channels, or × 1, and holds zero in every block.
struct DropBlock: Regulariser {
  static let keyword = "dropblock"
  var kind: OperationKind { .regulariser }
  static let spelling = Spelling(
    labelled: [
      .init("keep", .number, isRequired: true), .init("size", .count, isRequired: true),
    ],
    flags: ["shared"])
  let keep: Double
  let side: Int
  let isShared: Bool

  init(_ arguments: Arguments) throws {
    keep = try Self.keep(arguments)
    side = arguments.integer("size") ?? 1
    isShared = arguments.has("shared")
  }

  var arguments: String {
    "keep: \(Words.source(keep)) size: \(side)" + (isShared ? " shared" : "")
  }
  var caption: String { "dropblock " + shortCaption }
  var shortCaption: String { "\(side)×\(side), keep \(Words.source(keep))" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard side <= min(map[0], map[1]) else {
      throw Misfit("a block of \(side)×\(side) does not fit on \(map); take a smaller size")
    }
    return map
  }
  /// With what probability a place where a block fits is the corner of one.
  func gamma(on map: Shape) -> Double {
    let places = (map[0] - side + 1) * (map[1] - side + 1)
    return (1 - keep) / Double(side * side) * Double(map[0] * map[1]) / Double(places)
  }

  func factor(in mode: Mode, at place: String) -> String {
    mode == .inference ? "" : "M\(place) \\cdot \\frac{\\text{cells}}{\\text{ones of } M} \\cdot "
  }
  func factors<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Factor] {
    guard let mask = scene.call.mask else { return [] }
    let channel = isShared ? 0 : element[3]
    let ones = mask.elements.count { $0 == 1 }
    let cells = mask.elements.count
    return [scene.mask(Array(element.prefix(3)) + [channel])].compactMap { $0 } + [
      scene.constant("\(cells)/\(ones)", ones == 0 ? 1 : Double(cells) / Double(ones))
    ]
  }
  func sentence(at site: Site) -> Sentence {
    if site.mode == .inference {
      return Sentence("In inference all \(site.output.count) numbers stay as they are.")
    }
    let places = (site.output[0] - side + 1) * (site.output[1] - side + 1)
    return Sentence(
      "Squares of \(side)×\(side) vanish, each of \(places) places with a small probability: neighbours "
        + "cannot stand in.", short: "Squares of \(side)×\(side) vanish; the rest is scaled up.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    if site.mode == .inference { return Sentence("The gradient passes unchanged: 1 times G.") }
    return Sentence(
      "The same \(side)×\(side) squares stop the gradient; elsewhere it is scaled up as the values were.",
      short: "The same \(side)×\(side) squares stop the gradient.")
  }

  func maskShape(_ inputs: [Shape], images: Int) -> Shape? {
    Shape(images, inputs[0][0], inputs[0][1], isShared ? 1 : inputs[0][2])
  }
  func mask<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    let gamma = gamma(on: shape.image)
    // an element of the draw is a place where the whole block fits
    let corners = Shape(shape[0], shape[1] - side + 1, shape[2] - side + 1, shape[3])
    var mask = Tensor<S>(repeating: 1, shape)
    for draw in 0..<corners.count where rule.fraction(UInt64(draw)) < gamma {
      let corner = corners.index(at: draw)
      for i in corner[1]..<corner[1] + side {
        for j in corner[2]..<corner[2] + side { mask[[corner[0], i, j, corner[3]]] = 0 }
      }
    }
    return mask
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let mask = place.mask(
      "dropblock(\(place.x), \(Words.source(keep)), \(side), \(isShared ? "True" : "False"))")
    return PyTorch("rescaled(\(place.x), \(mask)) if self.training else \(place.x)")
  }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { dropped(call.inputs[0], call.mask) }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [dropped(dy, call.mask)])
  }
  private func dropped<S: Scalar>(_ x: Tensor<S>, _ mask: Tensor<S>?) -> Tensor<S> {
    mask.map { x.masked(by: $0, times: Self.factor($0)) } ?? x
  }
  /// Cells over ones, for the whole batch; of nothing nothing can be made up for.
  static func factor<S: Scalar>(_ mask: Tensor<S>) -> S {
    let ones = mask.elements.reduce(0, +)
    return ones == 0 ? 1 : S(mask.elements.count) / ones
  }
}
