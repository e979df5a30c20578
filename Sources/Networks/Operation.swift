import Tensors

/// A primitive of a network, with all that the program knows of it.
///
/// Shapes here are of one image; tensors carry a batch before them. An operation is a value
/// without state: what a pass needs comes in through its `Call`.
public protocol Operation: Computation {
  /// The word that names it in a block, such as `conv`.
  static var keyword: String { get }
  /// What may follow the keyword.
  static var spelling: Spelling { get }
  /// Takes what follows the keyword; throws a `Misfit` where an argument makes no sense.
  init(_ arguments: Arguments) throws
  /// What it is for all that tells operations apart; without a default, so that every new one says
  /// so.
  var kind: OperationKind { get }
  /// What follows the keyword when it is printed, defaults left out: `3x3 64 stride: 2`.
  var arguments: String { get }

  /// The caption of its box, in the words of the papers: `conv 3×3/2, 64`.
  var caption: String { get }
  /// The caption where width is short: `3×3/2, 64`.
  var shortCaption: String { get }
  /// Whether a compact picture draws it in the box of the operation before it, as BN and ReLU.
  var isGathered: Bool { get }
  /// What it computes, in the LaTeX subset of `Formula`, with the numbers of this site.
  func equation(at site: Site) -> String
  /// What its backward pass computes for its first input, likewise.
  func gradientEquation(at site: Site) -> String
  /// What happens forward and why it matters.
  func sentence(at site: Site) -> Sentence
  /// What happens backward and why it matters.
  func gradientSentence(at site: Site) -> Sentence

  /// The shape of one output image; throws a `Misfit` where the inputs do not fit.
  func outputShape(_ inputs: [Shape]) throws -> Shape
  /// Its parameters, in the order of `Call.parameters`.
  func parameters(_ inputs: [Shape]) -> [Parameter]
  /// Products with their sums for one image; those with padding count, as in the papers.
  func multiplyAdds(_ inputs: [Shape], _ output: Shape) -> Int

  /// The shape of what chance decides in training for a batch: one keeps, zero drops; nothing
  /// where nothing is left to chance.
  func maskShape(_ inputs: [Shape], images: Int) -> Shape?
  /// Draws a mask of that shape.
  func mask<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S>
  /// Why a mask that was given cannot be one, as in `may hold only …`; nothing where it can.
  func fault<S: Scalar>(of mask: Tensor<S>) -> String?

  /// The shape of what one image's input is compared with; nothing where it is compared with
  /// nothing.
  func targetShape(_ inputs: [Shape]) -> Shape?
  /// Draws a target of a batch.
  func target<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S>
  /// Throws a `Misfit` where numbers make no target.
  func check<S: Scalar>(target: Tensor<S>) throws

  /// The same in PyTorch, for the export.
  func pyTorch(_ place: PyTorchSite) -> PyTorch

  /// What computes it between images of these shapes, prepared once for all runs.
  func computation(on inputs: [Shape]) -> any Computation
  /// The window with which it reads its map; nothing where it has none.
  func window(on map: Shape, output: Shape) -> Window?
  /// The products behind one element of a quantity that it has, by the loops of its formula and not
  /// those of its kernels.
  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account
  /// Which piece of a function with kinks each element is on: signs of a ReLU, winners of a pool.
  ///
  /// A central difference is of use only where both its evaluations agree in this.
  func pieces<S: Scalar>(_ call: Call<S>) -> [Int]
  /// What a step of training makes of its running statistics, in the order of its parameters;
  /// nothing for the others.
  func updatedStatistics<S: Scalar>(_ call: Call<S>) -> [Tensor<S>?]
}

/// An operation states only what it adds to these.
extension Operation {
  public static var spelling: Spelling { Spelling() }
  public var arguments: String { "" }
  public var shortCaption: String { caption }
  public var isGathered: Bool { false }
  public func parameters(_ inputs: [Shape]) -> [Parameter] { [] }
  public func multiplyAdds(_ inputs: [Shape], _ output: Shape) -> Int { 0 }
  public func maskShape(_ inputs: [Shape], images: Int) -> Shape? { nil }
  public func mask<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    Tensor(repeating: 1, shape)
  }
  public func targetShape(_ inputs: [Shape]) -> Shape? { nil }
  public func target<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    Tensor(zeros: shape)
  }
  public func check<S: Scalar>(target: Tensor<S>) throws {}
  public func fault<S: Scalar>(of mask: Tensor<S>) -> String? {
    mask.elements.allSatisfy { $0 == 0 || $0 == 1 }
      ? nil : "may hold only 1 for kept and 0 for dropped"
  }
  public func computation(on inputs: [Shape]) -> any Computation { self }
  public func window(on map: Shape, output: Shape) -> Window? { nil }
  public func pieces<S: Scalar>(_ call: Call<S>) -> [Int] { [] }
  public func updatedStatistics<S: Scalar>(_ call: Call<S>) -> [Tensor<S>?] {
    call.parameters.map { _ in nil }
  }

  /// The text that reads as this operation.
  public var source: String {
    arguments.isEmpty ? Self.keyword : Self.keyword + " " + arguments
  }
}

/// Training uses the statistics of the batch, inference the running ones.
public enum Mode: String, CaseIterable, Sendable {
  case training, inference
}

/// The shapes between which an operation stands, and the mode and batch of the run.
public struct Site: Sendable {
  public let inputs: [Shape]
  public let output: Shape
  public let mode: Mode
  /// Images that run together.
  public let images: Int

  public init(inputs: [Shape], output: Shape, mode: Mode, images: Int = 1) {
    self.inputs = inputs
    self.output = output
    self.mode = mode
    self.images = images
  }
}

/// One sentence about a step, for 120 columns and for 80.
public struct Sentence: Hashable, Sendable {
  public let long: String
  public let short: String

  /// How many characters a line of 120 and of 80 columns has room for.
  public static let room = (long: 116, short: 76)

  /// The two forms; a long form that has no room gives way to the short one, so that
  /// `Sentence(text, short: "Zeros.").long` → `"Zeros."` where the text has 120 characters.
  public init(_ long: String, short: String? = nil) {
    self.short = short ?? long
    self.long = long.count <= Self.room.long ? long : self.short
  }
}

/// A tensor that belongs to an operation: what training adjusts, or a statistic that it keeps.
public struct Parameter: Hashable, Sendable {
  /// What it holds before anything has been learnt.
  public enum Start: Hashable, Sendable {
    /// Drawn by the weight rule.
    case random(fanIn: Int)
    case zeros
    case ones
    case constant(Double)
  }
  /// The last part of its name in files: `weight`, `scale`, `mean`.
  public let name: String
  public let shape: Shape
  public let start: Start
  /// Whether it has a gradient; running statistics have none and count as no parameter.
  public let isTrained: Bool

  public init(_ name: String, _ shape: Shape, start: Start, isTrained: Bool = true) {
    self.name = name
    self.shape = shape
    self.start = start
    self.isTrained = isTrained
  }
}
