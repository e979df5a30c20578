import Tensors

/// A shortcut without parameters: every stride-th position, zeros for the channels that are new.
///
/// Option A of He et al. 2016, section 3.3.
struct PadChannels: Operation {
  static let keyword = "pad_channels"
  var kind: OperationKind { .channelPadding }
  static let spelling = Spelling(
    [.init("out", .count, isRequired: true)], labelled: [Sliding.strideArgument])
  let channels: Int
  let stride: Pair

  init(_ arguments: Arguments) throws {
    channels = arguments.integer("out") ?? 1
    stride = arguments.pair("stride") ?? Pair(1, 1)
  }

  var arguments: String {
    "\(channels)" + (stride == Pair(1, 1) ? "" : " stride: \(stride.short)")
  }
  var caption: String { "pad to " + shortCaption }
  var shortCaption: String {
    if stride == Pair(1, 1) { return "\(channels)" }
    return "\(channels)/" + (stride.rows == stride.columns ? "\(stride.rows)" : "\(stride)")
  }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard map[2] <= channels else {
      throw Misfit(
        "pad_channels only adds channels, but \(map[2]) enter and only \(channels) are to leave; "
          + "conv 1x1 \(channels) would project them")
    }
    let read = plan(on: map).output
    return Shape(read[0], read[1], channels)
  }

  func equation(at site: Site) -> String {
    "y[i,j,c] = \(cell("x", "i", "j", "c")) \\text{ for } c < \(site.inputs[0][2]) \\text{, else } 0"
  }
  func gradientEquation(at site: Site) -> String {
    cell("dx", "i", "j", "c") + " = G[i,j,c]"
  }
  private func cell(_ tensor: String, _ i: Affine, _ j: Affine, _ c: Affine) -> String {
    "\(tensor)[\(stride.rows * i),\(stride.columns * j),\(c)]"
  }
  func sentence(at site: Site) -> Sentence {
    let (map, output) = (site.inputs[0], site.output)
    let read = Words.share(output[0] * output[1], of: map[0] * map[1], "position")
    let new = Words.counted(channels - map[2], "channel")
    return Sentence(
      "The shortcut keeps \(read) and appends \(new) of zeros: the shapes agree without a parameter.",
      short: "The shortcut keeps \(read) and adds \(new) of 0.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient returns to the positions that were read; that of \(channels - site.inputs[0][2]) "
        + "channels of zeros is dropped.",
      short: "The gradient returns to the positions that were read; the rest get 0.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let read =
      stride == Pair(1, 1) ? place.x : "\(place.x)[:, :, ::\(stride.rows), ::\(stride.columns)]"
    return PyTorch("F.pad(\(read), (0, 0, 0, 0, 0, \(channels - place.site.inputs[0][2])))")
  }
  var recalls: Recall { [] }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    let read = plan(on: x.shape.image).mean(x, countingPadding: true)
    let new = Shape(read.shape.extents.dropLast() + [channels - x.channels])
    return channels == x.channels ? read : Tensor.joiningChannels([read, Tensor(zeros: new)])
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = call.inputs[0]
    let kept = dy.channels(0..<x.channels)
    return Gradients(
      inputs: [plan(on: x.shape.image).meanGradient(kept, countingPadding: true)])
  }
  func window(on map: Shape, output: Shape) -> Window? { window }
  /// To read every stride-th position is to pool with a window of one cell.
  var window: Window {
    Window(
      rows: .init(kernel: 1, stride: stride.rows), columns: .init(kernel: 1, stride: stride.columns)
    )
  }
  private func plan(on map: Shape) -> PoolingPlan {
    guard let plan = PoolingPlan(window, input: map) else {
      preconditionFailure("a window of one cell fits on every map")
    }
    return plan
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let (image, i, j, c) = (element[0], element[1], element[2], element[3])
    let place = Formulas.place(image: element)
    if case .inputGradient = quantity {
      let formula = cell("dx", "i", "j", "c") + " = G[i,j,c]"
      guard i % stride.rows == 0, j % stride.columns == 0 else {
        return Account(formula, "dx\(place) = 0", terms: [])
      }
      let output = [i / stride.rows, j / stride.columns, c]
      return Account(
        formula, "dx\(place) = G\(Formulas.place(output))",
        terms: [.init(scene.upstream([image] + output))])
    }
    let channels = scene.input()[2]
    let formula = "y[i,j,c] = \(cell("x", "i", "j", "c")) \\text{ for } c < \(channels)"
    guard c < channels else { return Account(formula, "y\(place) = 0", terms: []) }
    return Account(
      formula, "y\(place) = \(cell("x", Affine(i), Affine(j), Affine(c)))",
      terms: [.init(scene.x([image, i * stride.rows, j * stride.columns, c]))])
  }
}
