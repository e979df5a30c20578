import Lessons
import Networks
import Tensors

/// What enters a block that is walked through.
public enum InputChoice: String, CaseIterable, Hashable, Sendable {
  /// By the weight rule from the seed.
  case random
  /// Rising from −1 to 1, row by row, in every channel.
  case ramp
  /// 1 and −1 in turn.
  case checkerboard
  /// 1 in the middle of channel 0, else 0.
  case oneCell = "one cell"
  /// 0 to 8, row by row: sums can be followed in the head.
  case whole
  case disc, cross, stripes, face

  /// A batch of images; nothing where the weight rule draws it.
  func tensor(_ shape: Shape, images: Int) -> Tensor<Double>? {
    guard self != .random else { return nil }
    if self == .whole { return WholeNumbers.map(shape, images: images, from: 0) }
    var image = Tensor<Double>(zeros: shape)
    let isMap = shape.rank == 3
    let (rows, columns) = isMap ? (shape[0], shape[1]) : (1, shape.count)
    let channels = isMap ? shape[2] : 1
    for row in 0..<rows {
      for column in 0..<columns {
        for channel in 0..<channels {
          image.elements[(row * columns + column) * channels + channel] = value(
            row, column, channel, rows, columns)
        }
      }
    }
    return Tensor(
      shape.batched(images), (0..<images).flatMap { _ in image.elements })
  }

  private func value(_ row: Int, _ column: Int, _ channel: Int, _ rows: Int, _ columns: Int)
    -> Double
  {
    let count = rows * columns
    // pictures are drawn on a square from −1 to 1, each channel a little farther to the right
    let y = rows == 1 ? 0 : 2 * Double(row) / Double(rows - 1) - 1
    let place = (column - channel % max(columns, 1) + columns) % columns
    let x = columns == 1 ? 0 : 2 * Double(place) / Double(columns - 1) - 1
    let distance = (x * x + y * y).squareRoot()
    switch self {
    case .random, .whole: return 0
    case .ramp: return count == 1 ? 0 : 2 * Double(row * columns + column) / Double(count - 1) - 1
    case .checkerboard: return (row + column + channel).isMultiple(of: 2) ? 1 : -1
    case .oneCell: return row == rows / 2 && column == columns / 2 && channel == 0 ? 1 : 0
    case .disc: return distance <= 0.75 ? 1 : 0
    case .cross: return abs(x) < 0.2 || abs(y) < 0.2 ? 1 : 0
    case .stripes: return place.isMultiple(of: 2) ? 1 : 0
    case .face:
      let isEye = abs(abs(x) - 0.4) < 0.2 && abs(y + 0.35) < 0.2
      let isMouth = abs(distance - 0.6) < 0.15 && y > 0.2
      return isEye || isMouth ? 1 : distance <= 1 ? 0.2 : 0
    }
  }
}

/// The weights of a block that is walked through.
public enum WeightChoice: String, CaseIterable, Hashable, Sendable {
  /// By the weight rule from the seed.
  case random
  /// 1 to 9 in a kernel, row by row: sums can be followed in the head.
  case whole
}

/// The gradient in the output from which the backward pass starts.
public enum UpstreamChoice: Hashable, Sendable {
  /// By the weight rule from the seed.
  case random
  case ones
  /// 1, 2, 3, … row by row: sums can be followed in the head.
  case whole
  /// 1 at one cell of the output, `i,j,c` or `c`: the receptive field lights up.
  case cell([Int])
  /// That of the mean of y².
  case squaredError
  /// That of the cross-entropy of softmax with class 0.
  case crossEntropy

  func upstream(_ output: Shape, images: Int) throws -> Upstream<Double> {
    switch self {
    case .random: .random
    case .ones: .ones
    // its numbers are given by hand
    case .whole: .ones
    case .cell(let index): .cell(index)
    case .squaredError:
      .loss(Loss(.squaredError, target: Tensor(zeros: output.batched(images))))
    case .crossEntropy:
      .loss(try Loss(labels: Array(repeating: 0, count: images), classes: output.count))
    }
  }

  var name: String {
    switch self {
    case .random: "random"
    case .ones: "ones"
    case .whole: "whole"
    case .cell(let index): "1 at \(index.map(String.init).joined(separator: ","))"
    case .squaredError: "squared error"
    case .crossEntropy: "cross-entropy"
    }
  }
}

extension WalkRequest {
  /// What is chosen wins over numbers that were written out.
  mutating func choose(_ input: InputChoice) {
    source = input
    given.removeAll(where: \.isInput)
  }
  mutating func choose(_ weights: WeightChoice) {
    self.weights = weights
    given.removeAll(where: \.isParameter)
  }
  mutating func choose(_ gradient: UpstreamChoice) {
    upstream = gradient
    given.removeAll(where: \.isGradient)
  }
}

/// A number of a tensor that was set by hand.
public struct CellChange: Hashable, Sendable {
  /// The tensor's name in files: `x`, `conv1.weight`, `dy`.
  public let tensor: String
  public let index: [Int]
  public let value: Double
}
