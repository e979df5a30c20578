import ArgumentParser
import Diagrams
import Networks
import Tensors
import Views
import Workshop

/// Both passes of a block, told as statistics of every tensor.
struct RunCommand: Printing {
  enum Precision: String, CaseIterable, ExpressibleByArgument {
    case double, float
  }

  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a block forward and backward and summarise its tensors.")

  @OptionGroup var block: NotationOptions
  @OptionGroup var characters: CharacterOptions
  @OptionGroup var options: RunOptions
  @Option(help: "Floating-point precision.") var precision = Precision.double
  @Option(help: "Loss from which the backward pass starts; needs --target.")
  var loss: LossKind?
  @Option(
    help: ArgumentHelp(
      "Read the tensor ‘target’ of the loss from a safetensors file.", valueName: "file"))
  var target: String?
  @Option(
    help: ArgumentHelp("Read the class names from a text file, one per line.", valueName: "file"))
  var labels: String?
  @Option(help: ArgumentHelp("Write every tensor to a safetensors file.", valueName: "file"))
  var output: String?

  func validate() throws {
    guard (loss == nil) == (target == nil) else {
      throw ValidationError(
        "--loss and --target need each other: a loss compares the output with a target.")
    }
  }

  func run(on console: Console) throws {
    switch precision {
    case .double: try run(in: Double.self, on: console)
    case .float: try run(in: Float.self, on: console)
    }
  }

  private func run<S: Scalar>(in: S.Type, on console: Console) throws {
    var files = options.files
    files.labels = labels
    let network = try block.network(entered: files, on: console)
    let names = try files.labels(for: network)
    var settings: RunSettings<S> = try options.settings(for: network)
    if let loss, let target {
      settings.upstream = .loss(
        Loss(loss, target: try TensorFile.tensor("target", in: target)))
    }
    let trace = try Trace(network.graph, settings)
    console.print(TensorTable(trace.named).text)
    console.print("\nloss \(Numbers.significant(trace.loss))")
    let words = try files.words(for: network)
    if let words { console.print(words) }
    if network.graph.output.shape.rank == 1, names != nil || words != nil {
      console.print("\n" + RankingTable(Ranking(trace.forward.output, labels: names)).text)
    }
    if let output {
      let tensors = Dictionary(trace.named.map { ($0.name, $0.tensor) }) { $1 }
      try Files.write(Safetensors.write(tensors), to: output)
    }
  }
}
