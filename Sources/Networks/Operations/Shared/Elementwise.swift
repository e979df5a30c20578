import Tensors

/// An activation function: each element by itself, whatever the shape.
protocol Elementwise: Operation {
  init()
  static var function: Activation { get }
  /// The function of `x` in LaTeX, `x` standing for the element.
  static func formula(_ x: String) -> String
  /// Its derivative, likewise.
  static func slopeFormula(_ x: String) -> String
}

extension Elementwise {
  init(_ arguments: Arguments) throws { self.init() }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }

  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    call.inputs[0].applying(Self.function)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [call.inputs[0].gradient(through: Self.function, dy)])
  }
  func pieces<S: Scalar>(_ call: Call<S>) -> [Int] {
    call.inputs[0].elements.map { Self.function.piece($0) }
  }

  func equation(at site: Site) -> String {
    let place = Formulas.place(site.output)
    return "y\(place) = " + Self.formula("x" + place)
  }
  func gradientEquation(at site: Site) -> String {
    let place = Formulas.place(site.output)
    return "dx\(place) = dy\(place) \\cdot " + Self.slopeFormula("x" + place)
  }
}
