import ArgumentParser
import Networks
import Views
import Workshop

/// The explorer at a whole network.
struct NetworkCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Opens the explorer at a whole network, to look into it.",
    discussion: """
      Stages, blocks and operations with their sizes, costs and times; what leaves each of them; \
      and from any block into the stepper. Without --on the network's own size enters.
      """)

  @OptionGroup var block: NotationOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var tensors: FileOptions
  @Option(help: "Read the names of the classes from a text file, one a line.")
  var labels: String?
  @Option(help: "Draw weights from this seed, input and gradient from the next one.")
  var seed: UInt64 = 7
  @Option(help: "Use the statistics of the batch (training) or the running ones (inference).")
  var mode: Mode?

  var sources: SourceOptions { block.sources }

  func start(on console: Console) throws -> Start {
    var request = NetworkRequest(try block.source(on: console), on: block.input?.shape)
    request.seed = seed
    request.files = tensors.files
    request.files.labels = labels
    // weights that were trained come with the statistics that they were trained with
    request.mode = mode ?? (tensors.weights == nil ? .training : .inference)
    return .answer(to: .open(request))
  }
}
