import ArgumentParser
import Networks
import Tensors
import Training
import Views
import Workshop

/// The stepper on a block.
struct StepCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "step", abstract: "Step through a block.")

  @OptionGroup var block: NotationOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions
  @OptionGroup var tensors: FileOptions
  @Option(help: "Seed of the weights; the input and the gradient use the next seed.")
  var seed: UInt64 = 7
  @Option(
    help: """
      Use batch statistics (training) or running statistics (inference); by default an ONNX model \
      infers and everything else trains.
      """)
  var mode: Mode?
  @Option(
    help: """
      Loss to minimise: the first image is of class 0, the next of class 1; squared_error wants 0 \
      everywhere.
      """)
  var loss: LossKind?
  @Option(help: "Follow the passes by the first update of this optimizer.")
  var optimizer: OptimizerOptions.Kind?
  @Option(help: "Learning rate of the optimizer (default: PyTorch's).") var rate: Double?
  @Option(help: ArgumentHelp("Number of images that run together.", valueName: "images"))
  var batch = 1
  @OptionGroup var place: PlaceOptions
  @Option(help: "Step a second block beside it, on the same input.") var compare: String?
  @Flag(help: "Print every step instead of opening the explorer.") var plain = false

  var sources: SourceOptions { block.sources }

  func validate() throws {
    guard 1...Limits.images ~= batch else {
      throw ValidationError("--batch must be between 1 and \(Limits.images).")
    }
    guard rate == nil || optimizer != nil else {
      throw ValidationError("--rate goes with --optimizer.")
    }
    if let rate, !(rate >= 0 && rate.isFinite) {
      throw ValidationError("--rate takes a number from 0.")
    }
  }

  func request(on console: Console) throws -> WalkRequest {
    var request = WalkRequest(try block.source(on: console), on: block.input?.shape)
    request.seed = seed
    request.batch = batch
    request.files = block.files(tensors.files)
    request.mode = mode ?? request.files.mode
    request.loss = loss
    request.firstUpdate = optimizer.map { FirstUpdate($0.standard, rate: rate) }
    try place.lead(&request, on: console, in: sources)
    return request
  }
  func start(on console: Console) throws -> SessionStart {
    let request = try request(on: console)
    guard let compare else { return .answer(to: .run(request)) }
    var other = request
    other.notation = compare
    return .answer(to: .compare(CompareRequest(request, other)))
  }

  func printPlainly(on console: Console) throws {
    let walk = try sources.workshop(on: console).walk(request(on: console))
    for index in walk.steps.indices { console.print(PlainStep(walk, index).text) }
  }
}
