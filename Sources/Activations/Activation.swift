import Tensors

/// An activation function with all that the program knows of it.
///
/// Each is one struct in one file: the operation of a network, its fused forms, its explanation and
/// its export are made from it. Formulas are in LaTeX, with what stands for the element handed in.
public protocol Activation: ElementFunction {
  /// The word that names it in a block, such as `relu`.
  static var keyword: String { get }
  /// What may be written after the keyword; nothing unless said.
  static var options: [ActivationOption] { get }
  /// Takes what was written.
  init(_ written: ActivationSettings)

  /// The caption of its box, in the words of the papers: `ReLU`.
  var caption: String { get }
  /// What may leave it, from the least to the largest; a bound may lie a little outside.
  var range: ClosedRange<Double> { get }
  /// The numbers that pass unchanged; nothing where there is no such stretch.
  var unchanged: ClosedRange<Double>? { get }
  /// On which side of its kinks a number lies; the same for all where it has none.
  func piece(_ x: Double) -> Int

  /// The function.
  func formula(_ x: String) -> String
  /// Its derivative.
  func slopeFormula(_ x: String) -> String
  /// What happens forward and why it matters, for a wide line and for a narrow one.
  var sentence: (long: String, short: String) { get }
  /// What happens backward and why it matters.
  var gradientSentence: (long: String, short: String) { get }
  /// The function of a tensor in PyTorch.
  func pyTorch(_ x: String) -> String
}

extension Activation {
  public static var options: [ActivationOption] { [] }
}

/// Something that may be written after the keyword of an activation.
public enum ActivationOption: Sendable {
  /// A word that stands there or not.
  case flag(String)
  /// A number with a label, and what it is without being written; the sentence says what is allowed
  /// and why.
  case number(String, standard: Double, within: ClosedRange<Double>, why: String)
}

/// What was written after the keyword of an activation.
public struct ActivationSettings: Hashable, Sendable {
  private let numbers: [String: Double]
  private let flags: Set<String>

  public init(numbers: [String: Double] = [:], flags: Set<String> = []) {
    self.numbers = numbers
    self.flags = flags
  }

  /// The number of a label, if it was written.
  public subscript(label: String) -> Double? { numbers[label] }
  /// Whether a flag was written.
  public func has(_ flag: String) -> Bool { flags.contains(flag) }
}
