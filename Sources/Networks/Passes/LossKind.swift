import Tensors

/// What a loss computes of each image, as PyTorch does.
public enum LossKind: String, CaseIterable, Sendable {
  /// −Σ t·ln softmax(y): the output holds logits, the target a distribution over the classes.
  case crossEntropy = "cross_entropy"
  /// The mean of −t·ln σ(y) − (1 − t)·ln(1 − σ(y)): the output holds logits, the target
  /// probabilities.
  case sigmoidCrossEntropy = "sigmoid_cross_entropy"
  /// The mean of (y − t)².
  case squaredError = "squared_error"
}

extension LossKind {
  /// The loss of each image of a batch; both tensors begin with the images and have one shape.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func values<S: Scalar>(of y: Tensor<S>, _ target: Tensor<S>) -> [Double] {
    let size = y.shape.image.count
    let logarithms = self == .crossEntropy ? y.logProbabilities() : y
    return (0..<y.shape[0]).map { image in
      let total = (image * size..<(image + 1) * size).reduce(0.0) { sum, place in
        let (y, t) = (Double(logarithms.elements[place]), Double(target.elements[place]))
        switch self {
        // a class that is not wanted at all costs nothing, however unlikely it is
        case .crossEntropy: return t == 0 ? sum : sum - t * y
        case .sigmoidCrossEntropy: return sum + Self.sigmoidLoss(y, t)
        case .squaredError: return sum + (y - t) * (y - t)
        }
      }
      return self == .crossEntropy ? total : total / Double(size)
    }
  }

  /// The gradient of each image's loss in what the network gives.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func slopes<S: Scalar>(at y: Tensor<S>, _ target: Tensor<S>) -> Tensor<S> {
    let size = y.shape.image.count
    switch self {
    case .squaredError:
      let factor = 2 / S(size)
      return Tensor(y.shape, zip(y.elements, target.elements).map { ($0 - $1) * factor })
    case .sigmoidCrossEntropy:
      let factor = 1 / S(size)
      return Tensor(
        y.shape, zip(y.elements, target.elements).map { (Self.logistic($0) - $1) * factor })
    case .crossEntropy:
      let wanted = target.images.map { $0.elements.reduce(0, +) }
      let classes = y.channels
      let probabilities = y.logProbabilities().elements.enumerated().map {
        S.exponential($0.element) * wanted[$0.offset / classes]
      }
      return Tensor(y.shape, zip(probabilities, target.elements).map { $0 - $1 })
    }
  }

  /// max(z, 0) − z·t + ln(1 + e^−|z|): neither overflows nor takes the logarithm of 0.
  static func sigmoidLoss(_ z: Double, _ t: Double) -> Double {
    let small = Double.exponential(-abs(z))
    // for a small e^−|z| the sum would round it away
    let softening = small < 1e-5 ? small - small * small / 2 : Double.logarithm(1 + small)
    return max(z, 0) - z * t + softening
  }
  /// 1 / (1 + e^−z); the exponential of a negative number never overflows.
  static func logistic<S: Scalar>(_ z: S) -> S {
    let small = S.exponential(-abs(z))
    return (z < 0 ? small : 1) / (1 + small)
  }
}

extension Tensor {
  /// What a loss takes logits for: probabilities of classes that exclude one another, or of each by
  /// itself.
  public func probabilities(isJoint: Bool) -> Tensor {
    isJoint
      ? Tensor(shape, logProbabilities().elements.map { S.exponential($0) })
      : Tensor(shape, elements.map { LossKind.logistic($0) })
  }
}
