import Tensors

/// How a window slides over a map: what convolutions and pools are told alike.
struct Sliding: Hashable, Sendable {
  let kernel: Pair
  let stride: Pair
  let dilation: Pair
  let padding: Padding
  /// Whether a last place that begins on the map and is not whole counts too.
  let roundsUp: Bool

  /// The kernel, which stands first.
  static let kernelArgument = Spelling.Argument("kernel", .square, isRequired: true)
  static let strideArgument = Spelling.Argument("stride", .square)
  static let paddingArgument = Spelling.Argument("padding", .paddings(words: Padding.words))
  static let roundingFlag = "ceil"
  static let dilationArgument = Spelling.Argument("dilation", .square)

  init(_ arguments: Arguments) {
    kernel = arguments.pair("kernel") ?? Pair(1, 1)
    stride = arguments.pair("stride") ?? Pair(1, 1)
    dilation = arguments.pair("dilation") ?? Pair(1, 1)
    padding =
      arguments.word("padding").flatMap(Padding.init(word:))
      ?? arguments.pair("padding").map(Padding.sides) ?? .same
    roundsUp = arguments.has(Self.roundingFlag)
  }

  /// The labelled arguments as they are printed, defaults left out, each after a blank.
  var options: String {
    var options = ""
    if stride != Pair(1, 1) { options += " stride: \(stride.short)" }
    if padding != .same { options += " padding: \(padding.source)" }
    if dilation != Pair(1, 1) { options += " dilation: \(dilation.short)" }
    if roundsUp { options += " " + Self.roundingFlag }
    return options
  }
  /// The window as captions write it: `3×3/2`.
  var caption: String {
    let moved = stride.rows == stride.columns ? "\(stride.rows)" : "\(stride)"
    return kernel.description + (stride == Pair(1, 1) ? "" : "/\(moved)")
  }
  /// What follows the channels in a caption where dilation is unusual.
  var captionOfDilation: String {
    if dilation == Pair(1, 1) { return "" }
    return ", dilation \(dilation.rows == dilation.columns ? "\(dilation.rows)" : "\(dilation)")"
  }

  /// The window on a map of rows × columns × channels.
  func window(on map: Shape) -> Window {
    Window(
      rows: axis(on: map[0], \.rows), columns: axis(on: map[1], \.columns))
  }
  private func axis(on extent: Int, _ side: (Pair) -> Int) -> Window.Axis {
    let (kernel, stride, dilation) = (side(kernel), side(stride), side(dilation))
    let zeros = padding.zeros(
      side, span: dilation * (kernel - 1) + 1, stride: stride, extent: extent)
    let beyond = roundsUp ? beyond(span: dilation * (kernel - 1) + 1, stride, zeros, extent) : 0
    return Window.Axis(
      kernel: kernel, stride: stride, dilation: dilation, before: zeros.before,
      after: zeros.after + beyond, beyond: beyond)
  }
  /// The cells behind the padding that the last place reaches into, as PyTorch counts places:
  /// ⌈(extent + padding − span) / stride⌉ + 1, one less where the last would begin behind the map.
  private func beyond(
    span: Int, _ stride: Int, _ zeros: (before: Int, after: Int), _ extent: Int
  ) -> Int {
    let room = extent + zeros.before + zeros.after - span
    guard room >= 0 else { return 0 }
    var last = (room + stride - 1) / stride
    if last * stride >= extent + zeros.before { last -= 1 }
    return max(0, last * stride - room)
  }
  /// Why the window does not fit on a map.
  func misfit(_ keyword: String, on map: Shape) -> Misfit {
    let remedies = [Padding.same, .sameTF].filter { $0 != padding && $0.fits(self, on: map) }
    let advice = ["a larger map", "a smaller kernel"] + remedies.map { "padding: \($0.source)" }
    return Misfit(
      "a window of \(kernel)\(captionOfDilation) with padding \(padding.source) does not fit on "
        + "the \(map) that enters \(keyword); \(Words.anyOf(advice)) would fit")
  }
}

/// How many zeros are put around a map.
enum Padding: Hashable, Sendable {
  /// Half the window, rounded down, on every side: stride 1 then keeps the size of an odd kernel.
  case same
  case valid
  /// TensorFlow's: the output has ⌈extent / stride⌉ cells; an odd zero goes to the far side.
  case sameTF
  case sides(Pair)

  static let words = ["same", "valid", "same_tf"]

  init?(word: String) {
    switch word {
    case "same": self = .same
    case "valid": self = .valid
    case "same_tf": self = .sameTF
    default: return nil
    }
  }

  var source: String {
    switch self {
    case .same: "same"
    case .valid: "valid"
    case .sameTF: "same_tf"
    case .sides(let zeros): zeros.short
    }
  }

  /// Whether a window finds room on a map with this padding.
  func fits(_ sliding: Sliding, on map: Shape) -> Bool {
    [(map[0], \Pair.rows), (map[1], \Pair.columns)].allSatisfy { extent, side in
      let span = sliding.dilation[keyPath: side] * (sliding.kernel[keyPath: side] - 1) + 1
      let zeros = zeros(
        { $0[keyPath: side] }, span: span, stride: sliding.stride[keyPath: side], extent: extent)
      return extent + zeros.before + zeros.after >= span
    }
  }

  /// The zeros along one axis of `extent` cells.
  func zeros(
    _ side: (Pair) -> Int, span: Int, stride: Int, extent: Int
  ) -> (before: Int, after: Int) {
    switch self {
    case .same: return ((span - 1) / 2, (span - 1) / 2)
    case .valid: return (0, 0)
    case .sides(let zeros): return (side(zeros), side(zeros))
    case .sameTF:
      let outputs = (extent + stride - 1) / stride
      let total = max((outputs - 1) * stride + span - extent, 0)
      return (total / 2, total - total / 2)
    }
  }
}
