import Tensors

/// An activation function: each element by itself, whatever the shape.
protocol Elementwise: Operation {
  init()
  static var function: Activation { get }
  /// The function of `x` in LaTeX, `x` standing for the element.
  static func formula(_ x: String) -> String
  /// Its derivative, likewise.
  static func slopeFormula(_ x: String) -> String
  /// The function of a tensor `x` in PyTorch.
  static func pyTorch(_ x: String) -> String
}

extension Elementwise {
  init(_ arguments: Arguments) throws { self.init() }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }

  func computation(on inputs: [Shape]) -> any Computation { Activated(function: Self.function) }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    Activated(function: Self.function).forward(call)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Activated(function: Self.function).backward(call, output: output, dy: dy)
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch { PyTorch(Self.pyTorch(place.x)) }
  func pieces<S: Scalar>(_ call: Call<S>) -> [Int] {
    call.inputs[0].elements.map { Self.function.piece($0) }
  }

  func equation(at site: Site) -> String { Self.output(Formulas.place(site.output)) }
  func gradientEquation(at site: Site) -> String {
    Self.inputGradient("dy", Formulas.place(site.output))
  }
  private static func output(_ place: String) -> String { "y\(place) = " + formula("x" + place) }
  private static func inputGradient(_ upstream: String, _ place: String) -> String {
    "dx\(place) = \(upstream)\(place) \\cdot " + slopeFormula("x" + place)
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let x = scene.x(element)
    let (any, place) = (Formulas.place(scene.input()), Formulas.place(image: element))
    if case .inputGradient = quantity {
      let slope = scene.constant(Self.slopeFormula("x"), Self.function.slope(x.value))
      return Account(
        Self.inputGradient("G", any), Self.inputGradient("G", place),
        terms: [.init(scene.upstream(element), slope)], others: [x])
    }
    let value = scene.constant(Self.formula("x"), Self.function.value(x.value))
    return Account(Self.output(any), Self.output(place), terms: [.init(value)], others: [x])
  }
}

/// A function of each element.
struct Activated: Computation {
  let function: Activation

  var recalls: Recall { function.hasSlopeOfItsValue ? .output : .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { call.inputs[0].applying(function) }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = function.hasSlopeOfItsValue ? output : call.inputs[0]
    return Gradients(inputs: [x.gradient(through: function, dy)])
  }
}
