/// Random numbers that another language can reproduce bit for bit: splitmix64 over
/// (seed, tensor, element), as `fixtures/README` of the project states it.
///
///     bits(seed, tensor, element) = mix(mix(mix(seed + G) + (tensor + 1)·G) + (element + 1)·G)
public struct WeightRule: Sendable {
  /// The tensor number of the input image; the upstream gradient and the masks follow it.
  public static let inputTensor: UInt64 = 1 << 32
  /// The tensor number of the upstream gradient.
  public static let upstreamTensor: UInt64 = inputTensor + 1
  /// The tensor number of the first mask.
  public static let firstMaskTensor: UInt64 = inputTensor + 2

  static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15
  let key: UInt64

  /// The stream of one tensor of a seed.
  public init(seed: UInt64, tensor: UInt64) {
    key = Self.mix(Self.mix(seed &+ Self.golden) &+ (tensor &+ 1) &* Self.golden)
  }

  static func mix(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The 64 random bits of an element.
  public func bits(_ element: UInt64) -> UInt64 {
    Self.mix(key &+ (element &+ 1) &* Self.golden)
  }
  /// A number in (−1, 1), never 0, exact in Float.
  public func uniform(_ element: UInt64) -> Double {
    Double(2 * Int64(bits(element) >> 40) + 1 - (1 << 24)) / Double(1 << 24)
  }
  /// A number between 0 and 1.
  public func fraction(_ element: UInt64) -> Double { (uniform(element) + 1) / 2 }
  /// Ones with a probability and else zeros, each by its own draw.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func gates<S: Scalar>(_ shape: Shape, open probability: Double) -> Tensor<S> {
    Tensor(shape, (0..<shape.count).map { fraction(UInt64($0)) < probability ? 1 : 0 })
  }
  /// Numbers of variance 2/fanIn, rounded to Float so that both precisions agree.
  ///
  /// The variance is that of He, Zhang, Ren and Sun 2015, "Delving deep into rectifiers".
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func tensor<S: Scalar>(_ shape: Shape, fanIn: Int) -> Tensor<S> {
    let scale = (6.0 / Double(fanIn)).squareRoot()
    return Tensor(shape, (0..<shape.count).map { S(Float(uniform(UInt64($0)) * scale)) })
  }
}
