import ArgumentParser
import Networks
import Views
import Workshop

/// The stepper on a block.
struct StepCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "step", abstract: "Step through a block.")

  @OptionGroup var block: NotationOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var tensors: FileOptions
  @Option(help: "Seed of the weights; the input and the gradient use the next seed.")
  var seed: UInt64 = 7
  @Option(
    help: """
      Use batch statistics (training) or running statistics (inference); by default an ONNX model \
      infers and everything else trains.
      """)
  var mode: Mode?
  @Flag(help: "Print every step instead of opening the explorer.") var plain = false

  var sources: SourceOptions { block.sources }

  func request(on console: Console) throws -> WalkRequest {
    var request = WalkRequest(try block.source(on: console), on: block.input?.shape)
    request.seed = seed
    request.files = block.files(tensors.files)
    request.mode = mode ?? request.files.mode
    return request
  }
  func start(on console: Console) throws -> SessionStart {
    .answer(to: .run(try request(on: console)))
  }

  func printPlainly(on console: Console) throws {
    let walk = try sources.workshop(on: console).walk(request(on: console))
    for index in walk.steps.indices { console.print(PlainStep(walk, index).text) }
  }
}
