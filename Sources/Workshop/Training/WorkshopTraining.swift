import FileSystem
import Lessons
import Networks
import Tensors
import Training
import Views

extension Workshop {
  /// The runs that a request asks for, before their first update, in Double.
  ///
  /// Without a size a net takes that of the examples.
  func runs(_ request: TrainingRequest) throws -> TrainingStart {
    let blocks = try library(of: request.lesson)
    let examples: Dataset<Double> = try ExampleSource(
      request.data, size: request.input, seed: request.seed
    ).read()
    var recipe = Recipe()
    recipe.seed = request.seed
    func run(_ notation: String) throws -> TrainingRun<Double> {
      try TrainingRun(
        Network(notation, library: blocks, on: request.input ?? examples.input), on: examples,
        recipe)
    }
    return TrainingStart(
      try run(request.notation), beside: try request.compared.map(run), library: blocks,
      address: request.address)
  }

  /// Writes a file where exports go; returns its name.
  func export(_ bytes: [UInt8], as name: String) throws -> String {
    if let exportFolder {
      try Files.write(bytes, to: exportFolder.isEmpty ? name : "\(exportFolder)/\(name)")
    }
    return name
  }
}
