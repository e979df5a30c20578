import Tensors

/// A fully connected layer: every output weighs every input.
///
///     y[o] = Σ i  x[i] · W[i,o] + b[o]
struct Dense: Operation {
  static let keyword = "dense"
  var kind: OperationKind { .dense }
  static let spelling = Spelling([.init("out", .count, isRequired: true)], flags: ["no_bias"])
  let outputs: Int
  let hasBias: Bool

  init(_ arguments: Arguments) throws {
    outputs = arguments.integer("out") ?? 1
    hasBias = !arguments.has("no_bias")
  }

  var arguments: String { "\(outputs)" + (hasBias ? "" : " no_bias") }
  var caption: String { "dense \(outputs)" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let input = try onlyInput(inputs)
    guard input.rank == 1 else {
      throw Misfit(
        "dense needs a vector, but a map of \(input) enters; put globalpool or flatten before it")
    }
    return Shape(outputs)
  }
  func parameters(_ inputs: [Shape]) -> [Parameter] {
    let weight = Parameter(
      "weight", Shape(inputs[0][0], outputs), start: .random(fanIn: inputs[0][0]))
    return hasBias ? [weight, Parameter("bias", Shape(outputs), start: .zeros)] : [weight]
  }
  func multiplyAdds(_ inputs: [Shape], _ output: Shape) -> Int { inputs[0][0] * outputs }

  func equation(at site: Site) -> String { output(of: site.inputs[0][0], "o") }
  func gradientEquation(at site: Site) -> String { inputGradient("G", "i") }
  private func output(of inputs: Int, _ o: Affine) -> String {
    let i = Affine("i", below: inputs)
    return "y[\(o)] = " + Formulas.sum("i", below: inputs) + "x[\(i)] \\cdot W[\(i),\(o)]"
      + (hasBias ? " + b[\(o)]" : "")
  }
  private func inputGradient(_ upstream: String, _ i: Affine) -> String {
    let o = Affine("o", below: outputs)
    return "dx[\(i)] = " + Formulas.sum("o", below: outputs)
      + "\(upstream)[\(o)] \\cdot W[\(i),\(o)]"
  }
  private func weightGradient(_ images: Int, _ i: Affine, _ o: Affine) -> String {
    let image = images == 1 ? "" : "n,"
    return "dW[\(i),\(o)] = " + Formulas.sum("n", below: images)
      + "x[\(image)\(i)] \\cdot G[\(image)\(o)]"
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    typealias Term = Explanation.Term
    let inputs = scene.input()[0]
    func weight(_ i: Int, _ o: Int) -> Explanation.Factor { scene.parameter(0, [i, o], as: "W") }
    switch quantity {
    case .inputGradient:
      let (image, i) = (element[0], element[1])
      return Account(
        inputGradient("G", "i"), inputGradient("G", Affine(i)),
        terms: (0..<outputs).map { Term(scene.upstream([image, $0]), weight(i, $0)) })
    case .parameterGradient("weight"):
      let (i, o) = (element[0], element[1])
      return Account(
        weightGradient(scene.images, "i", "o"), weightGradient(scene.images, Affine(i), Affine(o)),
        terms: (0..<scene.images).map { Term(scene.x([$0, i]), scene.upstream([$0, o])) })
    case .parameterGradient:
      return scene.accountOfBias(element)
    default:
      let (image, o) = (element[0], element[1])
      let bias = hasBias ? [Term(scene.parameter(1, [o], as: "b"))] : []
      return Account(
        output(of: inputs, "o"), output(of: inputs, Affine(o)),
        terms: (0..<inputs).map { Term(scene.x([image, $0]), weight($0, o)) } + bias)
    }
  }
  func sentence(at site: Site) -> Sentence {
    let inputs = Words.counted(site.inputs[0][0], "input")
    return Sentence(
      "Each of the \(Words.counted(outputs, "output")) weighs all \(inputs): every channel can "
        + "speak to every other.", short: "Each of \(outputs) outputs weighs all \(inputs).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Each input gathers the gradients of all \(Words.counted(outputs, "output")), each through "
        + "the weight that read it.",
      short: "Each input gathers the gradients of all \(Words.counted(outputs, "output")).")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch(
      "\(place.module)(\(place.x))",
      module: "nn.Linear(\(place.site.inputs[0][0]), \(outputs)" + (hasBias ? ")" : ", bias=False)")
    )
  }
  var recalls: Recall { .inputs }
  func computation(on inputs: [Shape]) -> any Computation { weighing(inputs[0][0]) }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    weighing(call.inputs[0].channels).forward(call)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    weighing(call.inputs[0].channels).backward(call, output: output, dy: dy)
  }
  private func weighing(_ inputs: Int) -> Weighing {
    let window = Window(rows: .init(kernel: 1), columns: .init(kernel: 1))
    guard let plan = ConvolutionPlan(window, input: Shape(1, 1, inputs), channels: outputs) else {
      preconditionFailure("a window of one cell fits on one cell")
    }
    return Weighing(plan: plan.prepared, hasBias: hasBias)
  }
}

/// A dense layer of vectors whose length is known: a 1×1 convolution on maps of one position.
private struct Weighing: Computation {
  let plan: ConvolutionPlan
  let hasBias: Bool

  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let product = plan.forward(call.inputs[0].asMaps, call.parameters[0].asKernel)
    let y = product.reshaped(Shape(product.shape[0], plan.output[2]))
    return hasBias ? y.addingToChannels(call.parameters[1]) : y
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let (x, weight) = (call.inputs[0], call.parameters[0])
    let gradient = plan.kernelGradient(x.asMaps, dy.asMaps).reshaped(weight.shape)
    return Gradients(
      inputs: call.wantsInputGradients
        ? [plan.inputGradient(dy.asMaps, weight.asKernel).reshaped(x.shape)] : [],
      parameters: hasBias ? [gradient, Tensor(dy.channelSums())] : [gradient])
  }
}

extension Tensor {
  /// A batch of vectors as maps of one position.
  fileprivate var asMaps: Tensor { reshaped(Shape(shape[0], 1, 1, shape[1])) }
  /// A dense weight, in × out, as a 1×1 kernel.
  fileprivate var asKernel: Tensor { reshaped(Shape(1, 1, shape[0], shape[1])) }
}
