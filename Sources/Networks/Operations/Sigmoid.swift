import Tensors

/// The logistic function 1 / (1 + e^−x): any number becomes one between 0 and 1, a gate.
struct Sigmoid: Elementwise {
  static let keyword = "sigmoid"
  var kind: OperationKind { .activation(.init(range: 0...1)) }
  static let function = Activation.sigmoid
  var caption: String { "sigmoid" }

  static func formula(_ x: String) -> String { "\\sigma\\left(\(x)\\right)" }
  static func slopeFormula(_ x: String) -> String {
    "\(formula(x)) \\cdot \\left(1 - \(formula(x))\\right)"
  }

  static func pyTorch(_ x: String) -> String { "torch.sigmoid(\(x))" }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Every number becomes a gate between 0 and 1 of its own; several may be open at once, unlike "
        + "with softmax.", short: "Every number becomes a gate between 0 and 1 of its own.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient is multiplied by y(1 − y), at most 1/4: a gate that is fully open or shut learns "
        + "slowly.", short: "The gradient is multiplied by y(1 − y), which is at most 1/4.")
  }
}
