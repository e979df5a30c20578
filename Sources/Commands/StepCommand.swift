import ArgumentParser
import Networks
import Views
import Workshop

/// The stepper on a block.
struct StepCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "step", abstract: "Opens the explorer at a block, to step through it.")

  @OptionGroup var block: NotationOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var tensors: FileOptions
  @Option(help: "Draw weights from this seed, input and gradient from the next one.")
  var seed: UInt64 = 7
  @Option(help: "Use the statistics of the batch (training) or the running ones (inference).")
  var mode = Mode.training
  @Flag(help: "Print every step, line by line, without a screen.") var plain = false

  var sources: SourceOptions { block.sources }

  func request(on console: Console) throws -> WalkRequest {
    var request = WalkRequest(try block.source(on: console), on: block.input?.shape)
    request.seed = seed
    request.mode = mode
    request.files = tensors.files
    return request
  }
  func start(on console: Console) throws -> Start {
    .answer(to: .run(try request(on: console)))
  }

  func printPlainly(on console: Console) throws {
    let walk = try sources.workshop().walk(request(on: console))
    for index in walk.steps.indices { console.print(PlainStep(walk, index).text) }
  }
}
