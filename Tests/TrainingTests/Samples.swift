import Foundation
import Networks
import Tensors

@testable import Training

/// The digits of this checkout, and runs on them.
enum Samples {
  static let library = Result {
    let folder = URL(filePath: #filePath).appending(path: "../../../lessons/blocks").standardized
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try Library(
      texts: names.sorted().filter { $0.hasSuffix(".block") }.map {
        (origin: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
      })
  }
  private static let bytes = Result {
    try Data(
      contentsOf: URL(filePath: #filePath)
        .appending(path: "../../../lessons/data/digits.safetensors").standardized)
  }

  static func digits<S: Scalar>(held: Int = 450, as: S.Type = S.self) throws -> Dataset<S> {
    try Digits.read(Array(bytes.get())).holding(held).standardised()
  }

  static let residual = "conv 3x3 8, norm, relu, repeat 2 { basic 8 }, globalpool, dense 10"
  /// As small as it can be, with all that a run can have: a norm, a ReLU, a fork, a mask.
  static let small = "conv 3x3 2, norm, relu, basic 2, dropout keep: 0.8, globalpool, dense 10"

  static func network(_ notation: String, on size: Shape = Shape(8, 8, 1)) throws -> Network {
    try Network(notation, library: library.get(), on: size)
  }

  /// A run on the digits; the recipe is that of the lessons with so many steps of 16 images.
  static func run<S: Scalar>(
    _ notation: String = small, steps: Int = 30, as: S.Type = S.self,
    changing change: (inout Recipe) -> Void = { _ in }
  ) throws -> TrainingRun<S> {
    var recipe = Recipe()
    recipe.batch = 16
    recipe.length = .steps(steps)
    recipe.seed = 1
    change(&recipe)
    return try TrainingRun(network(notation), on: digits(), recipe)
  }
}
