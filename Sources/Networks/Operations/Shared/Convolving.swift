import Tensors

/// An operation that multiplies windows of a map with a kernel: `conv` and `depthwise`.
protocol Convolving: Operation {
  var sliding: Sliding { get }
  var hasBias: Bool { get }
  /// Its sizes on a map, or nothing where it does not fit.
  func plan(on map: Shape) -> ConvolutionPlan?
}

extension Convolving {
  /// Its sizes on the map of a graph, where they are known to fit.
  func fittingPlan(on map: Shape) -> ConvolutionPlan {
    guard let plan = plan(on: map) else {
      preconditionFailure("a graph that exists is a graph that fits")
    }
    return plan
  }

  func window(on map: Shape, output: Shape) -> Window? { sliding.window(on: map) }
  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    guard let plan = plan(on: map) else { throw sliding.misfit(Self.keyword, on: map) }
    return plan.output
  }
  func parameters(_ inputs: [Shape]) -> [Parameter] {
    let kernel = fittingPlan(on: inputs[0]).kernel
    let weight = Parameter(
      "weight", kernel, start: .random(fanIn: kernel[0] * kernel[1] * kernel[2]))
    return hasBias ? [weight, Parameter("bias", Shape(kernel[3]), start: .zeros)] : [weight]
  }
  func multiplyAdds(_ inputs: [Shape], _ output: Shape) -> Int {
    fittingPlan(on: inputs[0]).multiplyAdds
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let plan = fittingPlan(on: place.site.inputs[0])
    let padding = plan.window.evenPadding
    let module =
      "nn.Conv2d(\(plan.input[2]), \(plan.output[2]), \(sliding.kernel.pyTorch)"
      + plan.window.pyTorchOptions(padding: padding ?? Pair(0, 0))
      + (plan.groups == 1 ? "" : ", groups=\(plan.groups)") + (hasBias ? ")" : ", bias=False)")
    let x = padding == nil ? "F.pad(\(place.x), \(plan.window.sides))" : place.x
    return PyTorch("\(place.module)(\(x))", module: module)
  }
  func computation(on inputs: [Shape]) -> any Computation {
    Convolved(plan: fittingPlan(on: inputs[0]).prepared, hasBias: hasBias)
  }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    convolved(call.inputs[0].shape.image).forward(call)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    convolved(call.inputs[0].shape.image).backward(call, output: output, dy: dy)
  }
  private func convolved(_ map: Shape) -> Convolved {
    Convolved(plan: fittingPlan(on: map), hasBias: hasBias)
  }

  func equation(at site: Site) -> String {
    formula(on: site.inputs[0]).output("y", of: "x", "i", "j", "o", hasBias: hasBias)
  }
  func gradientEquation(at site: Site) -> String {
    formula(on: site.inputs[0]).inputGradient("dx", of: "G", "i", "j", "c")
  }
  private func formula(on map: Shape) -> ConvolutionFormula {
    ConvolutionFormula(plan: fittingPlan(on: map))
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    var formula = formula(on: scene.input())
    formula.namesIndices = true
    let terms = ConvolutionTerms(
      plan: formula.plan, read: { scene.x($0) }, kernel: { scene.parameter(0, $0, as: "K") },
      written: scene.upstream)
    let place = element.map { Affine($0) }
    switch quantity {
    case .inputGradient:
      return Account(
        formula.inputGradient("dx", of: "G", "i", "j", "c"),
        formula.inputGradient("dx", of: "G", place[1], place[2], place[3]),
        terms: terms.input(element))
    case .parameterGradient("weight"):
      return Account(
        formula.kernelGradient(of: "x", "G"), formula.kernelGradient(of: "x", "G", element),
        terms: terms.weight(element, images: scene.images))
    case .parameterGradient:
      return scene.accountOfBias(element)
    default:
      let bias = hasBias ? [Explanation.Term(scene.parameter(1, [element[3]], as: "b"))] : []
      return Account(
        formula.output("y", of: "x", "i", "j", "o", hasBias: hasBias),
        formula.output("y", of: "x", place[1], place[2], place[3], hasBias: hasBias),
        terms: terms.output(element) + bias)
    }
  }
}

/// A convolution between maps whose sizes are known.
struct Convolved: Computation {
  let plan: ConvolutionPlan
  let hasBias: Bool

  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let y = plan.forward(call.inputs[0], call.parameters[0])
    return hasBias ? y.addingToChannels(call.parameters[1]) : y
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let weight = plan.kernelGradient(call.inputs[0], dy)
    return Gradients(
      inputs: call.wantsInputGradients ? [plan.inputGradient(dy, call.parameters[0])] : [],
      parameters: hasBias ? [weight, Tensor(dy.channelSums())] : [weight])
  }
}
