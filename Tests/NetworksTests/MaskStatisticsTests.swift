import Tensors
import Testing

@testable import Networks

/// What chance decides over many seeds, held to the formulas of the papers within four standard
/// errors.
@Suite struct MaskStatisticsTests {
  static let seeds = 2000

  /// A number of the mask, averaged over seeds, and the standard error of that mean.
  private func mean(
    _ source: String, on input: Shape, _ measure: (Tensor<Double>) -> Double
  ) throws -> (value: Double, error: Double) {
    let graph = try Network(source, on: input).graph
    let values = try (0..<Self.seeds).map { seed in
      let pass = try ForwardPass(graph, RunSettings<Double>(seed: UInt64(seed)))
      return measure(try #require(pass.masks[1]))
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return (mean, (variance / Double(values.count)).squareRoot())
  }

  @Test(arguments: [0.2, 0.5, 0.9])
  func `stochastic depth keeps a branch as often as it says`(keep: Double) throws {
    let kept = try mean("stochastic_depth keep: \(keep)", on: Shape(2, 2, 1)) { $0.elements[0] }
    #expect(abs(kept.value - keep) < 4 * kept.error)
  }

  /// A cell is dropped unless no block that would cover it begins: 1 − (1 − γ)^(n_i·n_j).
  @Test(arguments: [(7, 3, 0.8), (8, 4, 0.7), (5, 1, 0.6), (6, 6, 0.9)])
  func `DropBlock keeps the fraction of cells that γ implies`(
    side: Int, block: Int, keep: Double
  ) throws {
    let places = side - block + 1
    let gamma =
      (1 - keep) / Double(block * block) * Double(side * side) / Double(places * places)
    let covering = (0..<side).map { min($0, side - block) - max($0 - block + 1, 0) + 1 }
    var expected = 0.0
    for rows in covering {
      for columns in covering {
        var survival = 1.0
        for _ in 0..<rows * columns { survival *= 1 - gamma }
        expected += survival / Double(side * side)
      }
    }
    let kept = try mean("dropblock keep: \(keep) size: \(block)", on: Shape(side, side, 1)) {
      $0.elements.reduce(0, +) / Double($0.elements.count)
    }
    #expect(abs(kept.value - expected) < 4 * kept.error)
  }

  /// Clipped at the border, a square of even side s on a map of W hides s − s²/(4W) rows.
  @Test(arguments: [(32, 16), (12, 4), (20, 10)])
  func `Cutout hides the side that clipping leaves`(width: Int, side: Int) throws {
    let expected = Double(side) - Double(side * side) / Double(4 * width)
    let hidden = try mean("cutout size: \(side)", on: Shape(width, width, 1)) { mask in
      let rows = (0..<width).filter { row in (0..<width).contains { mask[0, row, $0, 0] == 0 } }
      return Double(rows.count)
    }
    #expect(abs(hidden.value - expected) < 4 * hidden.error)
  }
}
