import Tensors

/// An operation that leaves something out by chance in training.
///
/// Its mask holds one where something is kept and zero where it is dropped; in inference there is
/// none.
protocol Regulariser: Operation {
  /// What an element is multiplied by, in LaTeX with a dot after it; empty where nothing is done.
  func factor(in mode: Mode, at place: String) -> String
  /// The same as numbers.
  func factors<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Factor]
}

extension Regulariser {
  /// Its mask is all that the way back needs.
  var recalls: Recall { [] }
  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }

  /// The probability of keeping, which errors insist on.
  static func keep(_ arguments: Arguments) throws -> Double {
    let keep = arguments.number("keep") ?? 1
    guard keep > 0, keep <= 1 else {
      throw Misfit(
        "keep is the probability of being kept, above 0 and at most 1, not \(Words.source(keep))")
    }
    return keep
  }

  func equation(at site: Site) -> String {
    let place = Formulas.place(site.output)
    return "y\(place) = \(factor(in: site.mode, at: place))x\(place)"
  }
  func gradientEquation(at site: Site) -> String {
    let place = Formulas.place(site.output)
    return "dx\(place) = \(factor(in: site.mode, at: place))G\(place)"
  }
  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let (mode, factors) = (scene.call.mode, factors(at: element, in: scene))
    let places = [Formulas.place(scene.input()), Formulas.place(image: element)]
    func formula(_ result: String, _ source: String, _ place: String) -> String {
      "\(result)\(place) = \(factor(in: mode, at: place))\(source)\(place)"
    }
    if case .inputGradient = quantity {
      return Account(
        formula("dx", "G", places[0]), formula("dx", "G", places[1]),
        terms: [.init([scene.upstream(element)] + factors)])
    }
    return Account(
      formula("y", "x", places[0]), formula("y", "x", places[1]),
      terms: [.init([scene.x(element)] + factors)])
  }
}
