import Tensors

/// x · min(max(x + 3, 0), 6) / 6; its slope is 0 at −3 and 1 at 3.
///
/// MobileNetV3 (Howard et al. 2019) uses it in place of swish.
struct HardSwish: Elementwise {
  static let keyword = "hard_swish"
  var kind: OperationKind { .activation(.init(range: -0.375...(.infinity))) }
  static let function = Activation.hardSwish
  var caption: String { "hard-swish" }

  static func formula(_ x: String) -> String { "\(x) \\cdot " + HardSigmoid.formula(x) }
  static func slopeFormula(_ x: String) -> String {
    "\\frac{2 \(x) + 3}{6} \\text{ between } -3 \\text{ and } 3"
  }

  static func pyTorch(_ x: String) -> String { "\(x) * (F.relu6(\(x) + 3) / 6)" }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Above 3 a value passes, below −3 it becomes 0, and between them it bends: swish without an "
        + "exponential.", short: "Above 3 a value passes, below −3 it becomes 0.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient is multiplied by the slope: 0 below −3, 1 above 3, and (2x + 3)/6 between them.",
      short: "The slope is 0 below −3, 1 above 3, and (2x + 3)/6 between them.")
  }
}
