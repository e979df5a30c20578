import ArgumentParser
import Networks
import Views
import Workshop

/// The explorer at a whole network.
struct NetworkCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Look into a whole network.",
    discussion: """
      The explorer lists stages, blocks and operations with their output sizes, costs and times. \
      Every tensor can be looked at, and every block can be stepped through.
      """)

  @OptionGroup var block: NotationOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions
  @OptionGroup var tensors: FileOptions
  @Option(
    help: ArgumentHelp("Read the class names from a text file, one per line.", valueName: "file"))
  var labels: String?
  @Option(help: "Seed of the weights; the input and the gradient use the next seed.")
  var seed: UInt64 = 7
  @Option(
    help: """
      Use batch statistics (training) or running statistics (inference; the default with \
      --weights).
      """)
  var mode: Mode?

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp("Part to choose, such as \"conv4_x block 2\".", valueName: "part"))
  var part: String?
  @Option(help: ArgumentHelp("Part to open; may be repeated.", valueName: "part"))
  var open: [String] = []

  var sources: SourceOptions { block.sources }

  func start(on console: Console) throws -> SessionStart {
    var request = NetworkRequest(try block.source(on: console), on: block.input?.shape)
    request.seed = seed
    request.files = block.files(tensors.files)
    request.files.labels = labels
    // weights that were trained come with the statistics that they were trained with
    request.mode = mode ?? (request.files.weights == nil ? .training : .inference)
    request.sight.part = part
    request.sight.open = open
    return .answer(to: .open(request))
  }
}
