import Tensors

/// An activation function: each element by itself, whatever the shape.
protocol Elementwise: Operation {
  init()
  /// The function.
  static func value<S: Scalar>(_ x: S) -> S
  /// Its derivative; at a kink the slope that the function's file states.
  static func slope<S: Scalar>(_ x: S) -> S
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
    let x = call.inputs[0]
    return Tensor(x.shape, x.elements.map { Self.value($0) })
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = call.inputs[0]
    return Gradients(
      inputs: [Tensor(x.shape, zip(x.elements, dy.elements).map { Self.slope($0) * $1 })])
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
