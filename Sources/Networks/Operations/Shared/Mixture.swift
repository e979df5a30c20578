import Tensors

/// A batch whose images are mixed by twos, as a mask says: pixels, gradients and labels alike.
public struct Mixture<S: Scalar>: Sendable {
  /// What each image keeps of itself, images × rows × columns × 1; × 2 with the number of its
  /// partner behind it, else the partner is the image before.
  public let mask: Tensor<S>

  public init(_ mask: Tensor<S>) { self.mask = mask }

  /// The image that is mixed into another.
  public func partner(of image: Int) -> Int {
    let images = mask.shape[0]
    guard mask.shape[3] > 1 else { return (image + images - 1) % images }
    return Int(Double(mask[[image, 0, 0, 1]]))
  }

  /// The share that an image keeps: of its pixels, and of its label.
  public func kept(of image: Int) -> S {
    let places = mask.shape[1] * mask.shape[2]
    let sum = (0..<places).reduce(S(0)) { $0 + kept(of: image, at: $1) }
    return sum / S(places)
  }
  /// What is kept at a position, counted row by row; a blend is the same everywhere.
  private func kept(of image: Int, at position: Int) -> S {
    let places = mask.shape[1] * mask.shape[2]
    return mask.elements[(image * places + position % places) * mask.shape[3]]
  }

  /// M·x + (1 − M)·x of the partner.
  public func mixed(_ x: Tensor<S>) -> Tensor<S> {
    var y = x
    let size = x.shape.image.count
    let channels = x.channels
    for image in 0..<x.shape[0] {
      let other = partner(of: image)
      for place in 0..<size {
        let kept = kept(of: image, at: place / channels)
        // what is not kept at all must not let an infinite number through
        y.elements[image * size + place] =
          kept == 1
          ? x.elements[image * size + place]
          : kept == 0
            ? x.elements[other * size + place]
            : kept * x.elements[image * size + place] + (1 - kept)
              * x.elements[other * size + place]
      }
    }
    return y
  }

  /// The gradient in what was mixed: each image gets what it kept, and what it gave away.
  public func gradient(_ dy: Tensor<S>) -> Tensor<S> {
    var dx = Tensor<S>(zeros: dy.shape)
    let size = dy.shape.image.count
    let channels = dy.channels
    for image in 0..<dy.shape[0] {
      let other = partner(of: image)
      for place in 0..<size {
        let kept = kept(of: image, at: place / channels)
        let gradient = dy.elements[image * size + place]
        dx.elements[image * size + place] += kept * gradient
        dx.elements[other * size + place] += (1 - kept) * gradient
      }
    }
    return dx
  }

  /// Labels as distributions, mixed with the shares of the images.
  public func targets(_ targets: Tensor<S>) -> Tensor<S> {
    var mixed = targets
    let size = targets.shape.image.count
    for image in 0..<targets.shape[0] {
      let (kept, other) = (kept(of: image), partner(of: image))
      for place in 0..<size {
        mixed.elements[image * size + place] =
          kept * targets.elements[image * size + place]
          + (1 - kept) * targets.elements[other * size + place]
      }
    }
    return mixed
  }
}

extension Graph {
  /// Whether an operation mixes images, and with them what the output is compared with.
  var mixesImages: Bool { nodes.contains { $0.operation is any MixingOperation } }

  /// What an output is compared with: targets go the way of the images that were mixed.
  public func mixed<S: Scalar>(_ targets: Tensor<S>, by masks: [Tensor<S>?]) -> Tensor<S> {
    zip(nodes, masks).reduce(targets) { targets, pair in
      guard pair.0.operation is any MixingOperation, let mask = pair.1,
        mask.shape[0] == targets.shape[0]
      else { return targets }
      return Mixture(mask).targets(targets)
    }
  }
}
