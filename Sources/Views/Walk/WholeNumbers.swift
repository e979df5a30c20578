import Networks
import Tensors

/// Small whole numbers, so that a sum can be followed in the head.
enum WholeNumbers {
  /// Numbers that rise row by row from `first`, as often as nine of them; each further channel
  /// begins one higher.
  static func map(_ shape: Shape, images: Int, from first: Int) -> Tensor<Double> {
    let channels = shape.rank == 3 ? shape[2] : 1
    let image = (0..<shape.count).map { offset in
      Double(first + (offset / channels + offset % channels) % 9)
    }
    return Tensor(shape.batched(images), (0..<images).flatMap { _ in image })
  }

  /// Every weight of a graph by its name in files.
  ///
  /// A kernel has 1 to 9, row by row; a matrix has −1, 0, 1 and 2 in turn, so that its sums stay
  /// small. Scales, shifts and biases stay.
  static func weights(of graph: Graph) -> [String: Tensor<Double>] {
    var named: [String: Tensor<Double>] = [:]
    for node in graph.nodes {
      for parameter in node.parameters {
        guard case .random = parameter.start else { continue }
        named["\(node.id).\(parameter.name)"] = weight(parameter.shape)
      }
    }
    return named
  }

  private static func weight(_ shape: Shape) -> Tensor<Double> {
    guard shape.rank == 4, shape[0] * shape[1] > 1 else {
      let width = shape[shape.rank - 1]
      return Tensor(
        shape, (0..<shape.count).map { Double(($0 / width + 2 * ($0 % width)) % 4 - 1) })
    }
    let pairs = shape[2] * shape[3]
    return Tensor(
      shape, (0..<shape.count).map { Double(1 + ($0 / pairs + $0 % pairs) % 9) })
  }
}
