import Tensors

/// Covers one square of every image in training, in all channels.
///
/// DeVries and Taylor 2017: the centre is uniform over the image and the square is clipped at its
/// border; rows and columns centre − ⌊size/2⌋ … + size. The mask is images × rows × columns × 1
/// and holds zero in the square.
struct Cutout: Regulariser {
  static let keyword = "cutout"
  var kind: OperationKind { .regulariser }
  static let spelling = Spelling(
    labelled: [.init("size", .count, isRequired: true), .init("fill", .number)])
  let side: Int
  let fill: Double

  init(_ arguments: Arguments) throws {
    side = arguments.integer("size") ?? 1
    fill = arguments.number("fill") ?? 0
  }

  var arguments: String { "size: \(side)" + (fill == 0 ? "" : " fill: \(Words.source(fill))") }
  var caption: String { "cutout \(side)×\(side)" }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyMap(inputs) }

  func equation(at site: Site) -> String { output(in: site.mode, "[i,j,c]") }
  private func output(in mode: Mode, _ place: String) -> String {
    "y\(place) = \(factor(in: mode, at: place))x\(place)"
      + (mode == .inference || fill == 0
        ? "" : " + \(Words.source(fill)) \\cdot \\left( 1 - M\(Self.position(place)) \\right)")
  }
  /// The position of `[i,j,c]`: all channels share one mask.
  private static func position(_ place: String) -> String {
    place.split(separator: ",").dropLast().joined(separator: ",") + "]"
  }
  func factor(in mode: Mode, at place: String) -> String {
    mode == .inference ? "" : "M\(Self.position(place)) \\cdot "
  }
  func factors<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Factor] {
    [scene.mask(Array(element.prefix(3)) + [0])].compactMap { $0 }
  }
  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let (mode, factors) = (scene.call.mode, factors(at: element, in: scene))
    let place = Formulas.place(image: element)
    if case .inputGradient = quantity {
      return Account(
        "dx[i,j,c] = \(factor(in: mode, at: "[i,j,c]"))G[i,j,c]",
        "dx\(place) = \(factor(in: mode, at: place))G\(place)",
        terms: [.init([scene.upstream(element)] + factors)])
    }
    let covered = factors.map { mask in
      Explanation.Term(
        scene.constant(Words.source(fill), fill), scene.constant("1 - M", 1 - mask.value))
    }
    return Account(
      output(in: mode, "[i,j,c]"), output(in: mode, place),
      terms: [.init([scene.x(element)] + factors)] + (fill == 0 ? [] : covered))
  }
  func sentence(at site: Site) -> Sentence {
    if site.mode == .inference {
      return Sentence("In inference the image stays whole: nothing is covered.")
    }
    return Sentence(
      "One square of \(side)×\(side) is covered in all channels, clipped at the border: the rest must "
        + "be enough.", short: "One square of \(side)×\(side) is covered in all channels.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    if site.mode == .inference { return Sentence("The gradient passes unchanged: 1 times G.") }
    return Sentence(
      "The covered \(side)×\(side) square gets gradient 0: the output did not depend on what was there.",
      short: "The covered \(side)×\(side) square gets gradient 0.")
  }

  func maskShape(_ inputs: [Shape], images: Int) -> Shape? {
    Shape(images, inputs[0][0], inputs[0][1], 1)
  }
  func mask<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    var mask = Tensor<S>(repeating: 1, shape)
    for image in 0..<shape[0] {
      let rows = covered(rule.fraction(UInt64(2 * image)), of: shape[1])
      let columns = covered(rule.fraction(UInt64(2 * image + 1)), of: shape[2])
      for i in rows {
        for j in columns { mask[[image, i, j, 0]] = 0 }
      }
    }
    return mask
  }
  /// The cells of one axis that a square around a centre drawn from 0 to 1 covers.
  private func covered(_ fraction: Double, of extent: Int) -> Range<Int> {
    let start = Int(fraction * Double(extent)) - side / 2
    return max(start, 0)..<min(start + side, extent)
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let mask = place.mask("cutout(\(place.x), \(side))")
    return PyTorch(
      "covered(\(place.x), \(mask), \(Words.source(fill))) if self.training else \(place.x)")
  }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    guard let mask = call.mask else { return call.inputs[0] }
    let covered = Tensor<S>(mask.shape, mask.elements.map { 1 - $0 })
    let filling = Tensor(repeating: S(fill), call.inputs[0].shape).masked(by: covered)
    return call.inputs[0].masked(by: mask) + filling
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [call.mask.map { dy.masked(by: $0) } ?? dy])
  }
}
