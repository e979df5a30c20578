import ArgumentParser
import Diagrams
import Networks
import Tensors
import Workshop

/// How long a block takes, operation by operation, beside what the machine can do.
struct TimeCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "time", abstract: "Measure a block's speed and memory use.",
    discussion: """
      Both passes together are a step of training, with batch statistics and the gradients of all \
      parameters. The forward pass alone is inference, with running statistics. Gradients of \
      activations are not kept.
      """)

  @OptionGroup var block: NotationOptions
  @OptionGroup var characters: CharacterOptions
  @Option(help: ArgumentHelp("Number of images in the batch.", valueName: "images"))
  var batch = 1
  @Option(help: "Passes to run.") var passes = Passes.forward
  @Flag(help: "Also compute the gradient of the input; needs --passes both.")
  var inputGradient = false
  @Option(help: "Floating-point precision.") var precision = RunCommand.Precision.float
  @Option(help: ArgumentHelp("Number of threads (default: all cores).", valueName: "number"))
  var threads: Int?
  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp("Number of measurements.", valueName: "number"))
  var repeats = 10
  @Flag(help: "Print JSON instead of a table.") var json = false

  func validate() throws {
    guard 1...Limits.images ~= batch else {
      throw ValidationError("--batch must be between 1 and \(Limits.images).")
    }
    if let threads, !(1...1024 ~= threads) {
      throw ValidationError("--threads must be between 1 and 1024.")
    }
    guard !inputGradient || passes == .both else {
      throw ValidationError("--input-gradient needs --passes both.")
    }
    guard 1...1_000_000 ~= repeats else {
      throw ValidationError("--repeat must be between 1 and 1000000.")
    }
  }

  func run(on console: Console) throws {
    switch precision {
    case .double: try run(in: Double.self, on: console)
    case .float: try run(in: Float.self, on: console)
    }
  }

  private func run<S: Scalar>(in: S.Type, on console: Console) throws {
    let network = try block.network(on: console)
    ProcessMemory.keepFreedPages()
    if let threads { Workers.count = threads }
    let settings = RunSettings<S>(
      mode: passes == .both ? .training : .inference, batch: batch)
    let run = try LeanRun(
      network.graph, settings, passes: passes, wantsInputGradient: inputGradient)
    let timing = try Timing(run, repeats: repeats)
    let plan = MemoryPlan(run.program, images: batch, scalar: S.self)
    let table = TimingTable(
      timing,
      under: .init(
        network: network.line, input: network.input, batch: batch, passes: passes,
        precision: precision.rawValue, threads: Workers.count, repeats: repeats),
      machine: 2 * RegisterLoop.multiplyAddsPerSecond(in: S.self) / 1e9,
      peak: ProcessMemory.peak, planned: plan.peak)
    if json {
      console.print(try table.json(), as: .json)
    } else {
      console.print(table.text)
    }
  }
}

extension Passes: ExpressibleByArgument {}
