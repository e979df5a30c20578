import Networks
import Tensors

/// Tensors in brief: a line each with name, size and statistics.
public struct TensorTable: Sendable {
  private struct Line: Sendable {
    let name: String
    let shape: String
    let statistics: Statistics
  }
  private let lines: [Line]

  /// The statistics of some tensors, each in a line of its own.
  public init<S: Scalar>(_ tensors: [NamedTensor<S>]) {
    lines = tensors.map {
      Line(name: $0.name, shape: $0.tensor.shape.description, statistics: Statistics($0.tensor))
    }
  }

  /// The table with its headings, numbers right-aligned.
  ///
  ///     tensor  size   min   max  mean    sd   zeros
  ///     x        2×2  0.00  3.00  1.50  1.12  1 of 4
  public var text: String {
    var table = TextTable([.left, .right, .right, .right, .right, .right, .right])
    table.append(["tensor", "size", "min", "max", "mean", "sd", "zeros"])
    for line in lines {
      let statistics = line.statistics
      let numbers = [
        statistics.minimum, statistics.maximum, statistics.mean, statistics.deviation,
      ].map { Numbers.significant($0, of: statistics.magnitude) }
      let zeros = "\(Numbers.count(statistics.zeros)) of \(Numbers.count(statistics.count))"
      table.append([line.name, line.shape] + numbers + [zeros])
    }
    return table.lines.joined(separator: "\n")
  }
}
