import Tensors

/// The gradient of a convolution to its input, as a layer: a small map becomes a large one.
///
///     y[i,j,o] = Σ i',m: S·i'+D·m−P=i  Σ j',n: S·j'+D·n−P=j  Σ c  x[i',j',c] · K[m,n,o,c] + b[o]
///
/// Its kernel is laid out as that convolution's: rows × columns × out/groups × in. Several output
/// sizes S·(in − 1) + … lead back to one input size; `output` or `output_padding` chooses
/// (Dumoulin and Visin 2016, section 4).
struct Transposed: Operation {
  static let keyword = "transposed"
  var kind: OperationKind { .convolution(.transposed) }
  static let spelling = Spelling(
    [Sliding.kernelArgument, .init("out", .count, isRequired: true)],
    labelled: [
      Sliding.strideArgument, Sliding.paddingArgument, .init("output", .square),
      .init("output_padding", .paddings(words: [])), Sliding.dilationArgument,
      .init("groups", .count),
    ],
    flags: ["bias"])
  let sliding: Sliding
  let channels: Int
  let size: Size
  let groups: Int
  let hasBias: Bool

  /// Which of the sizes that lead back to the input the output has.
  enum Size: Hashable, Sendable {
    case given(Pair)
    /// The smallest, and so many rows and columns more.
    case more(Pair)
  }

  init(_ arguments: Arguments) throws {
    sliding = Sliding(arguments)
    channels = arguments.integer("out") ?? 1
    groups = arguments.integer("groups") ?? 1
    hasBias = arguments.has("bias")
    let more = arguments.pair("output_padding")
    size = arguments.pair("output").map(Size.given) ?? .more(more ?? Pair(0, 0))
    guard channels % groups == 0 else {
      throw Misfit("\(groups) groups do not divide \(Words.counted(channels, "output channel"))")
    }
    if more != nil, arguments.pair("output") != nil {
      throw Misfit("output and output_padding say the same thing; give one of them")
    }
    if let more {
      guard sliding.padding != .sameTF else {
        throw Misfit("same_tf makes the output stride times the input; output_padding has no say")
      }
      // as PyTorch has it
      let (stride, dilation) = (sliding.stride, sliding.dilation)
      let most = Pair(
        max(stride.rows, dilation.rows) - 1, max(stride.columns, dilation.columns) - 1)
      guard more.rows <= most.rows, more.columns <= most.columns else {
        throw Misfit(
          "output_padding \(more.short) must be below the stride \(stride.short) or the dilation "
            + "\(dilation.short), whichever is larger")
      }
    }
  }

  var arguments: String {
    let chosen =
      switch size {
      case .given(let size): " output: \(size.source)"
      case .more(Pair(0, 0)): ""
      case .more(let more): " output_padding: \(more.short)"
      }
    return sliding.kernel.source + " \(channels)" + sliding.options + chosen
      + (groups == 1 ? "" : " groups: \(groups)") + (hasBias ? " bias" : "")
  }
  var caption: String { "transposed " + shortCaption }
  var shortCaption: String {
    sliding.caption + ", \(channels)" + sliding.captionOfDilation
      + (groups == 1 ? "" : ", \(groups) groups")
  }

  /// That of the convolution that leads back.
  func window(on map: Shape, output: Shape) -> Window? { backWindow(on: output, to: map) }

  /// The window of the convolution that leads back: where `output_padding` is not below the stride,
  /// it ends after as many places as the map has cells.
  private func backWindow(on output: Shape, to map: Shape) -> Window {
    let window = sliding.window(on: output)
    guard case .more = size else { return window }
    return Window(
      rows: ending(window.rows, on: output[0], after: map[0]),
      columns: ending(window.columns, on: output[1], after: map[1]))
  }
  private func ending(_ axis: Window.Axis, on extent: Int, after places: Int) -> Window.Axis {
    guard let outputs = axis.outputs(on: extent), outputs > places else { return axis }
    return Window.Axis(
      kernel: axis.kernel, stride: axis.stride, dilation: axis.dilation, before: axis.before,
      after: (places - 1) * axis.stride + axis.span - extent - axis.before)
  }
  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard map[2] % groups == 0 else {
      throw Misfit(
        "\(groups) groups do not divide the \(Words.counted(map[2], "channel")) of \(map)")
    }
    let output = output(of: map)
    guard output[0] > 0, output[1] > 0 else {
      throw Misfit(
        "padding \(sliding.padding.source) crops the output of transposed \(sliding.kernel) on "
          + "\(map) to nothing; less padding leaves some")
    }
    let window = backWindow(on: output, to: map)
    guard window.rows.after >= 0, window.columns.after >= 0 else {
      throw Misfit(
        "output_padding \(arguments(of: size)) is more than the padding takes away: no input would "
          + "reach the last rows or columns of \(Words.area(output))")
    }
    guard let plan = plan(on: map), plan.output == map else {
      throw Misfit(
        "a convolution of \(Words.area(output)) with this window does not give "
          + "\(Words.area(map)), so transposed cannot lead from \(Words.area(map)) to "
          + "\(Words.area(output))" + remedy(on: map))
    }
    return output
  }
  private func arguments(of size: Size) -> String {
    switch size {
    case .given(let pair), .more(let pair): pair.short
    }
  }
  /// The size that would do.
  private func remedy(on map: Shape) -> String {
    guard case .given = size, sliding.padding != .sameTF else { return "" }
    let least = (smallest(map[0], \.rows), smallest(map[1], \.columns))
    let most = (least.0 + sliding.stride.rows - 1, least.1 + sliding.stride.columns - 1)
    return most == least
      ? "; \(least.0)×\(least.1) would do"
      : "; \(least.0)×\(least.1) to \(most.0)×\(most.1) would do"
  }

  /// The shape of the output; whether a convolution leads back from it is asked of the plan.
  private func output(of map: Shape) -> Shape {
    switch size {
    case .given(let size): Shape(size.rows, size.columns, channels)
    case .more(let more):
      Shape(
        smallest(map[0], \.rows) + more.rows, smallest(map[1], \.columns) + more.columns, channels)
    }
  }
  /// The smallest extent from which the convolution gives `extent` cells; all of them for same_tf.
  private func smallest(_ extent: Int, _ side: (Pair) -> Int) -> Int {
    let stride = side(sliding.stride)
    if sliding.padding == .sameTF { return extent * stride }
    let span = side(sliding.dilation) * (side(sliding.kernel) - 1) + 1
    let zeros = sliding.padding.zeros(side, span: span, stride: stride, extent: extent)
    return (extent - 1) * stride + span - zeros.before - zeros.after
  }
  /// The convolution that leads from the output back to the input.
  func plan(on map: Shape) -> ConvolutionPlan? {
    let output = output(of: map)
    return ConvolutionPlan(
      backWindow(on: output, to: map), input: output, channels: map[2], groups: groups)
  }
  private func fittingPlan(on map: Shape) -> ConvolutionPlan {
    guard let plan = plan(on: map) else {
      preconditionFailure("a graph that exists is a graph that fits")
    }
    return plan
  }

  func parameters(_ inputs: [Shape]) -> [Parameter] {
    let kernel = fittingPlan(on: inputs[0]).kernel
    let weight = Parameter(
      "weight", kernel, start: .random(fanIn: kernel[0] * kernel[1] * kernel[2]))
    return hasBias ? [weight, Parameter("bias", Shape(channels), start: .zeros)] : [weight]
  }
  func multiplyAdds(_ inputs: [Shape], _ output: Shape) -> Int {
    fittingPlan(on: inputs[0]).multiplyAdds
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let (map, output) = (place.site.inputs[0], place.site.output)
    let plan = fittingPlan(on: map)
    let window = plan.window
    // what PyTorch leaves out behind the map, or would have to add
    let missing = [window.rows, window.columns].enumerated().map { axis, side in
      output[axis] + side.before - ((map[axis] - 1) * side.stride + side.span)
    }
    let more = window.evenPadding.map {
      Pair(missing[0] + $0.rows, missing[1] + $0.columns)
    }
    let fits = more.map {
      0..<max(window.rows.stride, window.rows.dilation) ~= $0.rows
        && 0..<max(window.columns.stride, window.columns.dilation) ~= $0.columns
    }
    let isPlain = fits ?? false
    let padding = isPlain ? window.evenPadding ?? Pair(0, 0) : Pair(0, 0)
    let extra = isPlain ? more ?? Pair(0, 0) : Pair(0, 0)
    let module =
      "nn.ConvTranspose2d(\(map[2]), \(channels), \(sliding.kernel.pyTorch)"
      + window.pyTorchOptions(padding: padding)
      + (extra == Pair(0, 0) ? "" : ", output_padding=\(extra.pyTorch)")
      + (groups == 1 ? "" : ", groups=\(groups)") + (hasBias ? ")" : ", bias=False)")
    guard !isPlain else { return PyTorch("\(place.module)(\(place.x))", module: module) }
    // cropped, or filled up, by hand: negative padding cuts
    let sides =
      "(\(-window.columns.before), \(missing[1]), \(-window.rows.before), \(missing[0]))"
    let whole =
      "F.conv_transpose2d(\(place.x), \(place.module).weight"
      + window.pyTorchOptions(padding: Pair(0, 0)) + (groups == 1 ? "" : ", groups=\(groups)") + ")"
    return PyTorch(
      "F.pad(\(whole), \(sides))" + (hasBias ? " + \(place.module).bias[:, None, None]" : ""),
      module: module)
  }
  var recalls: Recall { .inputs }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    let y = fittingPlan(on: x.shape.image).inputGradient(x, call.parameters[0])
    return hasBias ? y.addingToChannels(call.parameters[1]) : y
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = call.inputs[0]
    let plan = fittingPlan(on: x.shape.image)
    let weight = plan.kernelGradient(dy, x)
    return Gradients(
      inputs: call.wantsInputGradients ? [plan.forward(dy, call.parameters[0])] : [],
      parameters: hasBias ? [weight, Tensor(dy.channelSums())] : [weight])
  }
}

/// What the stepper says of it.
extension Transposed {
  func equation(at site: Site) -> String {
    formula(on: site.inputs[0]).inputGradient("y", of: "x", "i", "j", "o", hasBias: hasBias)
  }
  func gradientEquation(at site: Site) -> String {
    formula(on: site.inputs[0]).output("dx", of: "G", "i", "j", "c")
  }
  /// The sums of the convolution that leads back; it reads what this one writes.
  private func formula(on map: Shape) -> ConvolutionFormula {
    ConvolutionFormula(plan: fittingPlan(on: map), read: "o", write: "c")
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    var formula = formula(on: scene.input())
    formula.namesIndices = true
    let terms = ConvolutionTerms(
      plan: formula.plan, read: scene.upstream, kernel: { scene.parameter(0, $0, as: "K") },
      written: { scene.x($0) })
    let place = element.map { Affine($0) }
    switch quantity {
    case .inputGradient:
      return Account(
        formula.output("dx", of: "G", "i", "j", "c"),
        formula.output("dx", of: "G", place[1], place[2], place[3]), terms: terms.output(element))
    case .parameterGradient("weight"):
      return Account(
        formula.kernelGradient(of: "G", "x"), formula.kernelGradient(of: "G", "x", element),
        terms: terms.weight(element, images: scene.images))
    case .parameterGradient:
      return scene.accountOfBias(element)
    default:
      let bias = hasBias ? [Explanation.Term(scene.parameter(1, [element[3]], as: "b"))] : []
      return Account(
        formula.inputGradient("y", of: "x", "i", "j", "o", hasBias: hasBias),
        formula.inputGradient("y", of: "x", place[1], place[2], place[3], hasBias: hasBias),
        terms: terms.input(element) + bias)
    }
  }
  func sentence(at site: Site) -> Sentence {
    let stamps = "Every input cell stamps the \(sliding.kernel) kernel into the output"
    let (from, to) = (Words.area(site.inputs[0]), Words.area(site.output))
    let short = "\(stamps): \(from) becomes \(to)."
    let apart =
      sliding.stride.rows == 1 ? "one cell" : "\(Words.spelled(sliding.stride.rows)) cells"
    return Sentence(
      "\(stamps), \(apart) apart; where stamps meet they add: \(from) becomes \(to).",
      short: short.count <= Sentence.room.short ? short : stamps + ".")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Backward it is an ordinary convolution: each input cell looks at a \(sliding.kernel) window of "
        + "the gradient.", short: "Backward it is an ordinary \(sliding.kernel) convolution.")
  }
}
