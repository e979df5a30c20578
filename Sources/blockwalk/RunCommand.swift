import ArgumentParser
import Diagrams
import Networks
import Tensors
import Views

/// Both passes of a block, told as statistics of every tensor.
struct RunCommand: ParsableCommand {
  enum Precision: String, CaseIterable, ExpressibleByArgument {
    case double, float
  }

  enum LossKind: String, CaseIterable, ExpressibleByArgument {
    case crossEntropy = "cross_entropy"
    case squaredError = "squared_error"

    func kind<S: Scalar>() -> Loss<S>.Kind {
      switch self {
      case .crossEntropy: .crossEntropy
      case .squaredError: .squaredError
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a block forward and backward.")

  @OptionGroup var block: NotationOptions
  @Option(help: "Images that enter together.") var batch = 1
  @Option(help: "Read x from a safetensors file.") var input: String?
  @Option(help: "Read the parameters from a safetensors file.") var weights: String?
  @Option(help: "Read dy from a safetensors file.") var gradient: String?
  @Option(help: "Draw weights from this seed, input and gradient from the next one.")
  var seed: UInt64 = 0
  @Option(help: "Use the statistics of the batch (training) or the running ones (inference).")
  var mode = Mode.training
  @Option(help: "Compute in double or float.") var precision = Precision.double
  @Option(help: "Start backward from a loss: cross_entropy or squared_error.")
  var loss: LossKind?
  @Option(help: "Read what the output should be, ‘target’, from a safetensors file.")
  var target: String?
  @Option(help: "Write every tensor to a safetensors file.") var output: String?

  func validate() throws {
    guard 1...4096 ~= batch else { throw ValidationError("--batch takes 1 to 4096 images.") }
    guard (loss == nil) == (target == nil) else {
      throw ValidationError("--loss and --target go together: a loss compares with a target.")
    }
  }

  func run() throws {
    switch precision {
    case .double: try run(in: Double.self)
    case .float: try run(in: Float.self)
    }
  }

  private func run<S: Scalar>(in: S.Type) throws {
    let network = try block.network()
    var settings = RunSettings<S>(seed: seed, mode: mode, batch: batch)
    if let weights {
      settings.given = try network.graph.parameters(from: tensors(weights), mode: mode)
    }
    if let input { settings.given["x"] = try tensor("x", in: input) }
    if let gradient { settings.given["dy"] = try tensor("dy", in: gradient) }
    if let loss, let target {
      settings.upstream = .loss(Loss(loss.kind(), target: try tensor("target", in: target)))
    }
    if let images = settings.given["x"]?.shape.extents.first { settings.batch = images }
    let trace = try Trace(network.graph, settings)
    print(TensorTable(trace.named).text)
    print("\nloss \(Numbers.significant(trace.loss))")
    if let output {
      let tensors = Dictionary(trace.named.map { ($0.name, $0.tensor) }) { $1 }
      try Files.write(Safetensors.write(tensors), to: output)
    }
  }

  private func tensors<S: Scalar>(_ path: String) throws -> [String: Tensor<S>] {
    do {
      return try Safetensors.read(Files.bytes(path))
    } catch let fault as Safetensors.Fault {
      throw Failure("\(path): \(fault)")
    }
  }

  private func tensor<S: Scalar>(_ name: String, in path: String) throws -> Tensor<S> {
    let file: [String: Tensor<S>] = try tensors(path)
    guard let tensor = file[name] else {
      throw Failure("\(path) has no tensor ‘\(name)’.")
    }
    return tensor
  }
}
