import Tensors

/// How far an output is from what it should be, as one number to minimise: the mean over images.
public struct Loss<S: Scalar>: Sendable {
  public typealias Kind = LossKind

  public let kind: Kind
  /// What the output should be, image by image.
  public let target: Tensor<S>

  /// A loss against a target that has the shape of the output's batch.
  public init(_ kind: Kind, target: Tensor<S>) {
    self.kind = kind
    self.target = target
  }
  /// Cross-entropy with one right class for each image, counted from 0; throws a `Misfit` for a
  /// label that is no class.
  ///
  ///     try Loss<Double>(labels: [1], classes: 2).target.elements  // [0, 1]
  public init(labels: [Int], classes: Int) throws {
    var target = Tensor<S>(zeros: Shape(labels.count, classes))
    for (image, label) in labels.enumerated() {
      guard 0..<classes ~= label else {
        throw Misfit("label \(label) is not one of the \(classes) classes, which count from 0")
      }
      target[[image, label]] = 1
    }
    self.init(.crossEntropy, target: target)
  }

  /// The loss of an output, cross-entropy in nats; throws a `Misfit` where its shape is not the
  /// target's, or cross-entropy gets no vectors.
  ///
  ///     let loss = try Loss<Double>(labels: [1], classes: 2)
  ///     try loss.value(Tensor(Shape(1, 2), [0, 0]))  // 0.6931…, ln 2
  public func value(_ y: Tensor<S>) throws -> Double {
    try check(y)
    return kind.values(of: y, target).reduce(0, +) / Double(y.shape[0])
  }

  /// Its gradient in the output: of cross-entropy (softmax(y) − t) / images, of the squared error
  /// 2 (y − t) / numbers of the batch; throws as `value` does.
  ///
  ///     try loss.gradient(Tensor(Shape(1, 2), [0, 0])).elements  // [0.5, -0.5]
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func gradient(_ y: Tensor<S>) throws -> Tensor<S> {
    try check(y)
    let images = S(y.shape[0])
    return Tensor(y.shape, kind.slopes(at: y, target).elements.map { $0 / images })
  }

  private func check(_ y: Tensor<S>) throws {
    guard target.shape == y.shape else {
      throw Misfit("the target is \(target.shape) but the output of the batch is \(y.shape)")
    }
    guard kind != .crossEntropy || y.shape.rank == 2 else {
      throw Misfit("cross_entropy needs a vector of classes, but the output is \(y.shape.image)")
    }
  }
}

/// What a run minimises: a loss, or where only its gradient `dy` in the output is given, Σ dy·y.
public enum Objective<S: Scalar>: Sendable {
  case loss(Loss<S>)
  case product(Tensor<S>)

  /// Its value for an output; throws as `Loss` does.
  ///
  ///     try Objective<Double>.product(Tensor([1, 2])).value(Tensor([3, 4]))  // 11
  public func value(_ y: Tensor<S>) throws -> Double {
    switch self {
    case .loss(let loss): try loss.value(y)
    case .product(let dy):
      zip(dy.elements, y.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
  }
  /// By how much its value grows from one output to another.
  func growth(from first: Tensor<S>, to second: Tensor<S>) throws -> Double {
    switch self {
    case .loss(let loss): try loss.value(second) - loss.value(first)
    // term by term, since the difference of two large sums would cancel
    case .product(let dy):
      zip(dy.doubles, zip(first.doubles, second.doubles)).reduce(0) {
        $0 + $1.0 * ($1.1.1 - $1.1.0)
      }
    }
  }
  /// Its gradient in an output.
  public func gradient(_ y: Tensor<S>) throws -> Tensor<S> {
    switch self {
    case .loss(let loss): try loss.gradient(y)
    case .product(let dy): dy
    }
  }
}
