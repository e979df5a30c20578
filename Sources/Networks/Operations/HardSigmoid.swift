import Tensors

/// A gate of straight lines: min(max(x + 3, 0), 6) / 6; its slope is 0 at both kinks.
///
/// MobileNetV3 (Howard et al. 2019) uses it in place of the logistic function.
struct HardSigmoid: Elementwise {
  static let keyword = "hard_sigmoid"
  var kind: OperationKind { .activation(.init(range: 0...1)) }
  static let function = Activation.hardSigmoid
  var caption: String { "hard-sigmoid" }

  static func formula(_ x: String) -> String {
    "\\frac{1}{6} \\cdot \\min\\left(\\max\\left(\(x) + 3, 0\\right), 6\\right)"
  }
  static func slopeFormula(_ x: String) -> String {
    "\\frac{1}{6} \\cdot \\left(-3 < \(x) < 3\\right)"
  }

  static func pyTorch(_ x: String) -> String { "F.relu6(\(x) + 3) / 6" }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Every number becomes a gate between 0 and 1, with straight lines in place of an exponential.",
      short: "Every number becomes a gate between 0 and 1, in straight lines.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Between −3 and 3 a sixth of the gradient passes; a gate that is shut or full learns nothing.",
      short: "Between −3 and 3 a sixth of the gradient passes; elsewhere it is 0.")
  }
}
