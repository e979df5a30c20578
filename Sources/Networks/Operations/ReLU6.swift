import Tensors

/// The rectifier that stops at 6; its slope is 0 at both kinks.
///
/// min(max(x, 0), 6): MobileNetV2 uses it because it survives low precision (Sandler et al. 2018).
struct ReLU6: Elementwise {
  static let keyword = "relu6"
  var kind: OperationKind { .activation(.init(range: 0...6, unchanged: 0...6)) }
  static let function = Activation.relu6
  var caption: String { "ReLU6" }

  static func formula(_ x: String) -> String {
    "\\min\\left(\\max\\left(\(x), 0\\right), 6\\right)"
  }
  static func slopeFormula(_ x: String) -> String { "\\left(0 < \(x) < 6\\right)" }

  static func pyTorch(_ x: String) -> String { "F.relu6(\(x))" }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Negative values become 0 and none grows beyond 6, so that few bits are enough to keep them.",
      short: "Negative values become 0 and none grows beyond 6.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient passes where the input was between 0 and 6; elsewhere it is 0.",
      short: "The gradient passes only where the input was between 0 and 6.")
  }
}
