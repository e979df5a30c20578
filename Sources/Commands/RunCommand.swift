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
      "Read the tensor ‘target’ of the loss from a file of tensors.", valueName: "file"))
  var target: String?
  @Option(
    help: ArgumentHelp("Read the class names from a text file, one per line.", valueName: "file"))
  var labels: String?
  @Option(
    help: ArgumentHelp(
      "Write every tensor to safetensors or .npz, or the output to .npy; '-' is standard output.",
      valueName: "file"))
  var output: String?

  @OptionGroup var expectation: ExpectationOptions

  func validate() throws {
    guard loss == nil || target != nil else {
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
    var files = block.files(options.tensors.files)
    files.labels = labels
    let network = try block.network(entered: files, on: console)
    let names = try files.labels(for: network)
    var settings: RunSettings<S> = try options.settings(for: network, of: block, on: console)
    try enterTarget(of: network, into: &settings)
    let trace = try Trace(network.graph, settings)
    // where the tensors themselves go to standard output nothing else does
    if output != "-" { try report(trace, of: network, files, names, on: console) }
    if let output {
      let bytes = TensorFile.bytes(of: trace.named, only: network.graph.output.id, for: output)
      try console.write(bytes, to: output)
    }
    try expectation.check(trace, origins: block.origins(on: console), on: console)
  }

  /// Takes the target from its file, for the loss asked for or the one that the network ends in.
  private func enterTarget<S: Scalar>(
    of network: Network, into settings: inout RunSettings<S>
  ) throws {
    let own = network.minimised?.loss
    if let own, loss != nil { throw Failure(own.refusal) }
    guard let target else { return }
    let tensor: Tensor<S> = try TensorFile.tensor("target", in: target)
    if own != nil {
      settings.given["target"] = tensor.batched(of: network.graph.targetShape ?? tensor.shape)
    } else if let loss {
      settings.upstream = .loss(Loss(loss, target: tensor.batched(of: network.graph.output.shape)))
    } else {
      throw ValidationError(
        "--loss and --target need each other: a loss compares the output with a target.")
    }
  }

  private func report<S: Scalar>(
    _ trace: Trace<S>, of network: Network, _ files: TensorFiles, _ labels: Labels?,
    on console: Console
  ) throws {
    console.print(TensorTable(trace.named).text)
    console.print("\nloss \(Numbers.significant(trace.loss))")
    let words = try files.words(for: network)
    if let words { console.print(words) }
    for remark in try files.remarks(on: network, mode: options.mode ?? files.mode) {
      console.print(remark)
    }
    if network.graph.output.shape.rank == 1, labels != nil || words != nil {
      console.print("\n" + RankingTable(Ranking(trace.forward.output, labels: labels)).text)
    }
  }
}

extension LossKind {
  /// Why a network that ends in this loss takes no other.
  var refusal: String {
    "the notation ends in \(rawValue), which is its loss; leave out --loss."
  }
}
