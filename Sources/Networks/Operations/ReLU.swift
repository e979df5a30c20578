import Tensors

/// The rectifier max(x, 0) (Nair and Hinton 2010); its slope at 0 is 0.
struct ReLU: Elementwise {
  static let keyword = "relu"
  var kind: OperationKind { .activation(.init(range: 0...(.infinity), unchanged: 0...(.infinity))) }
  static let function = Activation.relu
  var caption: String { "ReLU" }

  static func formula(_ x: String) -> String { "\\max\\left(\(x), 0\\right)" }
  static func slopeFormula(_ x: String) -> String { "\\left(\(x) > 0\\right)" }

  static func pyTorch(_ x: String) -> String { "F.relu(\(x))" }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Negative values become 0 and positive ones pass, so two convolutions do not melt into one "
        + "linear map.", short: "Negative values become 0; positive ones pass unchanged.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient passes where the input was above 0 and is 0 elsewhere: a silent unit learns "
        + "nothing.", short: "The gradient passes where the input was above 0; elsewhere it is 0.")
  }
}
