import ArgumentParser
import Diagrams
import Networks
import Tensors
import Workshop

/// How long a block takes, operation by operation, beside what the machine can do.
struct TimeCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "time", abstract: "Measures how fast a block runs and how much memory it takes.",
    discussion: """
      Both passes are those of training: statistics of the batch, gradients in all parameters. \
      Forward alone is inference, with running statistics. Gradients of activations are not kept.
      """)

  @OptionGroup var block: NotationOptions
  @OptionGroup var characters: CharacterOptions
  @Option(help: "Images that enter together.") var batch = 1
  @Option(help: "Run forward, or both.") var passes = Passes.forward
  @Flag(help: "With both passes, also form the gradient in the input.") var inputGradient = false
  @Option(help: "Compute in double or float.") var precision = RunCommand.Precision.float
  @Option(help: "Share the work among so many threads; all cores unless said.") var threads: Int?
  @Option(name: .customLong("repeat"), help: "Measure so many times.") var repeats = 10
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard 1...Limits.images ~= batch else {
      throw ValidationError("--batch takes 1 to \(Limits.images) images.")
    }
    if let threads, !(1...1024 ~= threads) {
      throw ValidationError("--threads takes 1 to 1024 threads.")
    }
    guard 1...1_000_000 ~= repeats else {
      throw ValidationError("--repeat takes 1 to 1000000 measurements.")
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
