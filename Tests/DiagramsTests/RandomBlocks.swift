import Networks
import Tensors

/// A seeded source of random numbers for tests.
struct Random: RandomNumberGenerator {
  private let rule: WeightRule
  private var count: UInt64 = 0
  init(seed: UInt64) { rule = WeightRule(seed: seed, tensor: 0) }
  mutating func next() -> UInt64 {
    defer { count += 1 }
    return rule.bits(count)
  }
}

/// An operation that does nothing but have a caption and a shape.
struct Captioned: Operation {
  static let keyword = "captioned"
  let kind = OperationKind.drawing
  let caption: String
  var isGathered = false
  /// The channels of its output, if they are not those of its input.
  var channels: Int?

  init(_ caption: String, isGathered: Bool = false, channels: Int? = nil) {
    self.caption = caption
    self.isGathered = isGathered
    self.channels = channels
  }
  init(_ arguments: Arguments) throws { throw Misfit("what only has a caption is not written") }

  var arguments: String { caption }
  func equation(at site: Site) -> String { "" }
  func gradientEquation(at site: Site) -> String { "" }
  func sentence(at site: Site) -> Sentence { Sentence("") }
  func gradientSentence(at site: Site) -> Sentence { Sentence("") }
  func outputShape(_ inputs: [Shape]) throws -> Shape {
    Shape(8, 8, channels ?? inputs[0].extents.last ?? 1)
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch { PyTorch(place.inputs[0]) }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { call.inputs[0] }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: call.inputs)
  }
  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    Account("", "", terms: [])
  }
}

/// Random series-parallel blocks of operations that are no more than a caption.
struct RandomBlocks {
  private var random: Random
  private var budget: Int

  init(seed: UInt64, budget: Int) {
    random = Random(seed: seed)
    self.budget = budget
  }

  mutating func block() -> Block { row(depth: 0) }

  private mutating func row(depth: Int) -> Block {
    var blocks: [Block] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      if depth < 5, Int.random(in: 0..<3, using: &random) == 0 {
        blocks.append(fork(depth: depth))
      } else {
        blocks.append(operation())
      }
    }
    return .sequence(blocks)
  }
  private mutating func fork(depth: Int) -> Block {
    let count = [1, 2, 2, 2, 3, 4, 7].randomElement(using: &random) ?? 2
    let join = ["+", "×", "concat"].randomElement(using: &random) ?? "+"
    if let paths = paths(depth: depth) {
      return .branches(paths, join: Captioned(join), at: nil)
    }
    var branches: [Block] = []
    for _ in 0..<count {
      let isBare = budget <= 0 || Int.random(in: 0..<4, using: &random) == 0
      branches.append(isBare ? .identity : row(depth: depth + 1))
    }
    return .branches(branches, join: Captioned(join), at: nil)
  }
  /// Now and then equal branches, enough of them to be folded, and perhaps the bare wire behind.
  private mutating func paths(depth: Int) -> [Block]? {
    guard budget > 0, Int.random(in: 0..<6, using: &random) == 0 else { return nil }
    let before = budget
    let path = row(depth: depth + 1)
    let count = Int.random(in: 4...8, using: &random)
    let cost = (before - budget) * (count - 1)
    guard cost <= budget else { return nil }
    budget -= cost
    let paths = Array(repeating: path, count: count)
    return Bool.random(using: &random) ? paths : paths + [.identity]
  }
  private mutating func operation() -> Block {
    guard budget > 0 else { return .identity }
    budget -= 1
    let names = ["BN", "ReLU", "a", "conv 3×3, 64", "conv 1×1/2, 1024", "hard sigmoid", "5×5, 3"]
    return .operation(
      Captioned(
        names.randomElement(using: &random) ?? "", isGathered: Bool.random(using: &random),
        channels: [nil, nil, 4, 1024].randomElement(using: &random) ?? nil), at: nil)
  }
}
