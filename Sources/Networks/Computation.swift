import Tensors

/// What a pass does at one place of a network: a tensor made of those that enter, and the way back.
///
/// Every operation is one; a lean run also has computations that do the work of several.
public protocol Computation: Sendable {
  /// What the backward pass looks at; the rest may be forgotten when the forward pass has gone by.
  var recalls: Recall { get }
  /// Statistics of the batch that both passes need, to be formed once; nothing where there are none.
  func moments<S: Scalar>(_ call: Call<S>) -> (mean: [Double], variance: [Double])?
  /// The parameters as its passes read them, laid out once before many runs.
  func prepared<S: Scalar>(_ parameters: [Tensor<S>]) -> [Tensor<S>]
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S>
  /// The gradients of the loss in all that went into `call`, given that in its output.
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S>
}

/// It is safe to recall all; to state less saves memory.
extension Computation {
  public var recalls: Recall { [.inputs, .output] }
  public func moments<S: Scalar>(_ call: Call<S>) -> (mean: [Double], variance: [Double])? { nil }
  public func prepared<S: Scalar>(_ parameters: [Tensor<S>]) -> [Tensor<S>] { parameters }
}

/// Tensors of the forward pass whose numbers a backward pass needs; shapes it always has.
public struct Recall: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// What entered.
  public static let inputs = Recall(rawValue: 1)
  /// What left.
  public static let output = Recall(rawValue: 2)
}

/// What went into a forward pass: all that a pass may look at.
public struct Call<S: Scalar>: Sendable {
  /// Batches, images first.
  public let inputs: [Tensor<S>]
  /// In the order of `Operation.parameters`, statistics included.
  public let parameters: [Tensor<S>]
  public let mode: Mode
  /// What chance decided; there only in training.
  public let mask: Tensor<S>?
  /// What a loss compares its input with.
  public let target: Tensor<S>?
  /// Whether the backward pass has to give the gradients in `inputs`; not those of a picture.
  public let wantsInputGradients: Bool
  /// What `moments` gave before, if it has been asked.
  public var moments: (mean: [Double], variance: [Double])?

  public init(
    inputs: [Tensor<S>], parameters: [Tensor<S>] = [], mode: Mode, mask: Tensor<S>? = nil,
    target: Tensor<S>? = nil, wantsInputGradients: Bool = true,
    moments: (mean: [Double], variance: [Double])? = nil
  ) {
    self.inputs = inputs
    self.parameters = parameters
    self.mode = mode
    self.mask = mask
    self.target = target
    self.wantsInputGradients = wantsInputGradients
    self.moments = moments
  }
}

/// The gradients of the loss, in the order of what they are the gradients in.
public struct Gradients<S: Scalar>: Sendable {
  /// None where the call did not want them.
  public let inputs: [Tensor<S>]
  /// Nothing for statistics.
  public let parameters: [Tensor<S>?]

  public init(inputs: [Tensor<S>], parameters: [Tensor<S>?] = []) {
    self.inputs = inputs
    self.parameters = parameters
  }
}
