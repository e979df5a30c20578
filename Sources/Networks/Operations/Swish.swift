import Tensors

/// x · σ(x): nearly the rectifier, but smooth.
///
/// Ramachandran et al. 2017; EfficientNet uses it.
struct Swish: Elementwise {
  static let keyword = "swish"
  var kind: OperationKind { .activation(.init(range: -0.2785...(.infinity))) }
  static let function = Activation.swish
  var caption: String { "swish" }

  static func formula(_ x: String) -> String { "\(x) \\cdot \\sigma\\left(\(x)\\right)" }
  static func slopeFormula(_ x: String) -> String {
    "\\left( \\sigma\\left(\(x)\\right) + \(x) \\cdot \(Sigmoid.slopeFormula(x)) \\right)"
  }

  static func pyTorch(_ x: String) -> String { "F.silu(\(x))" }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Large values pass and negative ones fade to 0 without a kink; a little below 0 still comes "
        + "through.", short: "Large values pass; negative ones fade to 0 without a kink.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient is multiplied by a smooth slope, from 0 far left to 1 far right: no unit is fully "
        + "silent.", short: "The gradient is multiplied by a smooth slope between 0 and 1.1.")
  }
}
