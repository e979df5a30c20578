import Tensors

/// A picture made into what enters a network, and what was done to it.
public struct PreparedPicture<S: Scalar>: Sendable {
  /// A batch of one image.
  public let x: Tensor<S>
  /// In one sentence.
  public let words: String
}

extension Network {
  /// The mean and deviation of ImageNet's pixels by channel, with which the zoos' weights were
  /// trained (`torchvision/transforms/_presets.py`).
  static let imageNet = (
    mean: [0.485, 0.456, 0.406] as [Float], deviation: [0.229, 0.224, 0.225] as [Float]
  )

  /// Makes a picture into this network's input; throws a `Misfit` where it takes no picture.
  ///
  /// A network built of a model zoo's blocks gets it as its weights expect: the shorter side
  /// resized to 256 of 224, the middle of that, normalised with ImageNet's mean and deviation.
  /// Anything else gets it resized to just cover the size, values from 0 to 1.
  ///
  ///     // a picture of 2×2 for conv 3x3 4 on 2×2×3
  ///     try network.prepared(picture).x.shape  // 1×2×2×3
  public func prepared<S: Scalar>(_ picture: Picture) throws -> PreparedPicture<S> {
    guard input.rank == 3, input[2] == 1 || input[2] == 3 else {
      throw Misfit("a picture has 1 or 3 channels, but what enters here is \(input)")
    }
    let (rows, columns) = (input[0], input[1])
    let picture = input[2] == 1 ? picture.grey : picture.colored
    guard isOfZoo, input[2] == 3 else {
      let fitted = picture.covering(rows: rows, columns: columns, by: 1, .bilinear)
      let isWhole = picture.rows == rows && picture.columns == columns
      return PreparedPicture(
        x: fitted.tensor().batchedOnce,
        words: "x is the picture\(isWhole ? "" : ", resized and cut to \(rows)×\(columns)"), "
          + "with values from 0 to 1.")
    }
    let preset = preset
    let fitted = picture.covering(rows: rows, columns: columns, by: preset.margin, preset.filter)
    let (mean, deviation) = Self.imageNet
    let values = fitted.values.indices.map {
      S((fitted.values[$0] - mean[$0 % 3]) / deviation[$0 % 3])
    }
    let side = Picture.side(min(rows, columns), by: preset.margin)
    return PreparedPicture(
      x: Tensor(Shape(1, rows, columns, 3), values),
      words: "x is the picture with its shorter side resized to \(side), the middle "
        + "\(rows)×\(columns) of that, normalised with ImageNet's mean and deviation.")
  }

  /// Whether it is built of a model zoo's blocks, whose weights it can take.
  public var isOfZoo: Bool { !ZooNames.all(of: self).isEmpty }

  /// How much larger than what enters a picture is made at first, and how.
  ///
  /// torchvision's first weights: 256 for 224; of EfficientNet-B1 256 for 240, both its sizes with
  /// bicubic filters.
  private var preset: (margin: Double, filter: ResizingFilter) {
    let isEfficientNet = graph.nodes.contains {
      $0.id.hasPrefix("mbconv") || $0.id.hasPrefix("tf_mbconv")
    }
    guard isEfficientNet else { return (256.0 / 224, .bilinear) }
    return (input[0] == 240 ? 256.0 / 240 : 256.0 / 224, .bicubic)
  }
}

extension Picture {
  /// A side with a margin around it, in whole pixels.
  static func side(_ side: Int, by margin: Double) -> Int {
    Int((Double(side) * margin).rounded())
  }

  /// The middle of the picture, resized so that it covers a size with a margin.
  func covering(rows: Int, columns: Int, by margin: Double, _ filter: ResizingFilter) -> Picture {
    let least = (rows: Self.side(rows, by: margin), columns: Self.side(columns, by: margin))
    // the side that is short of the size decides, the other keeps the proportions
    let isWide = self.columns * least.rows >= self.rows * least.columns
    let size =
      isWide
      ? (rows: least.rows, columns: max(least.rows * self.columns / self.rows, columns))
      : (rows: max(least.columns * self.rows / self.columns, rows), columns: least.columns)
    return resized(rows: size.rows, columns: size.columns, filter)
      .center(rows: rows, columns: columns)
  }
}

extension Tensor {
  fileprivate var batchedOnce: Tensor { reshaped(shape.batched(1)) }
}
