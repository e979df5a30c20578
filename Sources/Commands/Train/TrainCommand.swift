import ArgumentParser
import Diagrams
import FileSystem
import Networks
import Screens
import Tensors
import Training
import Views
import Workshop

/// Trains a network, in the explorer or told line by line.
struct TrainCommand: Opening {
  enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    case pytorch
  }

  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a network.",
    discussion: """
      Without --optimizer, --rate, --momentum and --schedule, the recipe of the lessons is used: \
      sgd with momentum 0.9 and a rate of 0.05 that falls along a cosine, for 4 epochs. With any \
      of them, the others have PyTorch's defaults, and the rate is constant. A step is one update.
      """)

  @OptionGroup var block: NotationOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions
  @Option(help: "Train a second network on the same batches.") var compare: String?
  @OptionGroup var data: DataOptions
  @OptionGroup var optimizer: OptimizerOptions
  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var weights: StartOptions
  @Option(help: "Loss to minimise, unless the notation ends in one (default: cross_entropy).")
  var loss: LossKind?
  @Option(help: "Share of each target that is spread over all classes.") var labelSmoothing = 0.0
  @Option(help: "Stop after an epoch in which this accuracy is reached.")
  var targetAccuracy: Double?
  @Option(help: "Seed of the weights, the order of the examples and all else.") var seed: UInt64 = 0
  @Option(help: "Floating-point precision (default: double in the explorer, else float).")
  var precision: RunCommand.Precision?
  @Option(help: "Number of threads (default: all cores).") var threads: Int?
  @Option(help: "Write the weights and the state to a safetensors file after every step.")
  var output: String?
  @Option(help: "Resume the run from such a file.") var resume: String?
  @Option(help: "Write one JSON object per step to a file.") var log: String?
  @Option(
    help: """
      Print a PyTorch script of this run instead of training; it also runs under torchrun. The \
      weights and examples go to --output.
      """)
  var export: ExportFormat?
  @Option(help: ArgumentHelp("Step to go to in the explorer.", valueName: "step")) var at: Int?
  @Flag(help: "Print line by line instead of opening the explorer.") var plain = false
  @Flag(help: "Print only the result, as JSON.") var json = false

  func validate() throws {
    guard at ?? 0 >= 0 else { throw ValidationError("--at takes a step from 0.") }
    guard 0..<1 ~= labelSmoothing else {
      throw ValidationError("--label-smoothing takes a number from 0 to less than 1.")
    }
    guard labelSmoothing == 0 || loss ?? .crossEntropy == .crossEntropy else {
      throw ValidationError("--label-smoothing goes with the loss cross_entropy.")
    }
    if let targetAccuracy, !(0...1 ~= targetAccuracy) {
      throw ValidationError("--target-accuracy takes a share from 0 to 1.")
    }
    if let threads, !(1...1024 ~= threads) {
      throw ValidationError("--threads takes 1 to 1024 threads.")
    }
    try schedule.check(with: optimizer)
    guard export == nil || output != nil else {
      throw ValidationError("--export needs --output, where weights and examples go.")
    }
    guard export == nil || data.augmentations.isEmpty else {
      throw ValidationError("--export knows no --augment.")
    }
  }

  var sources: SourceOptions { block.sources }

  func run(on console: Console) throws {
    guard plain || json || export != nil || !console.hasTerminal else {
      return try explore(on: console)
    }
    switch precision ?? .float {
    case .double: try run(in: Double.self, on: console)
    case .float: try run(in: Float.self, on: console)
    }
  }

  private func run<S: Scalar>(in: S.Type, on console: Console) throws {
    ProcessMemory.keepFreedPages()
    if let threads { Workers.count = threads }
    if export != nil { return try exportRun(on: console, in: S.self) }
    var session = try session(on: console, in: S.self)
    let report = try session.train { line in if !json { console.print(line) } }
    if json {
      console.print(try report.json(), as: .json)
    } else {
      console.print(report.text)
    }
  }

  /// The step that was asked for is gone to by its keys.
  func place(on console: Console) throws -> SessionStart {
    let step = at.map { "\($0)".map { Key.character($0) } + [.character("g")] } ?? []
    return try start(on: console).pressing(step + beginning.keys.keys)
  }

  /// What a person looks at is in Double unless said.
  func start(on console: Console) throws -> SessionStart {
    switch precision ?? .double {
    case .double: try opening(in: Double.self, on: console)
    case .float: try opening(in: Float.self, on: console)
    }
  }

  private func opening<S: Scalar>(in: S.Type, on console: Console) throws -> SessionStart {
    if let threads { Workers.count = threads }
    let session = try session(on: console, in: S.self)
    let files = try RunFiles(session)
    let keeper: RunKeeper = { run, other in try files.keep(run, beside: other) }
    let library = try sources.workshop(on: console).library
    return .view(
      .training(
        TrainingStart(
          session.run, beside: session.other, library: library,
          address: Address(console.arguments, without: ["--at", "--keys"]),
          keeper: files.isEmpty ? nil : keeper)))
  }

  /// The runs with their files, ready to be trained.
  private func session<S: Scalar>(
    on console: Console, in: S.Type
  ) throws -> TrainingSession<S> {
    let library = try block.sources.workshop(on: console).library
    let examples: Dataset<S> = try data.read(
      size: block.input?.shape, seed: seed)
    func start(_ text: String, given: [String: Tensor<S>] = [:]) throws -> TrainingRun<S> {
      let network = try Network(text, library: library, on: block.input?.shape ?? examples.input)
      var recipe = recipe
      guard let (body, own) = network.minimised else {
        return try TrainingRun(network, on: examples, recipe, given: given)
      }
      guard loss == nil else { throw Failure(own.refusal) }
      recipe.loss = own
      return try TrainingRun(body, on: examples, recipe, given: given)
    }
    var run = try start(block.source(on: console), given: weights.given())
    let other = try compare.map { try start($0) }
    var isResumed = false
    if let resume {
      // killed before its first step was written, a run begins again
      if resume == output, !Files.exists(resume) {
        console.note("\(resume.harmless()) is not there yet; the run starts at its beginning.")
      } else {
        let note = try resumed(&run, from: resume)
        if let note { console.note(note) }
        isResumed = true
      }
    }
    guard other == nil || !isResumed else {
      throw Failure("--resume goes on with one run; leave out --compare.")
    }
    return TrainingSession(
      run: run, other: other, targetAccuracy: targetAccuracy,
      checkpoints: try export == nil ? output.map { try CheckpointFile($0) } : nil,
      log: try log.map { try LogFile($0, keepingThrough: isResumed ? run.step : nil) })
  }

  /// Prints the script of the run and writes what it starts from.
  private func exportRun<S: Scalar>(on console: Console, in: S.Type) throws {
    guard let output else { return }
    let training = PyTorchTraining(run: try session(on: console, in: S.self).run, file: output)
    try Files.write(Safetensors.write(training.tensors), to: output)
    if training.hasMasks {
      console.note("PyTorch draws the masks of this network in its own way: losses will differ.")
    }
    console.print(training.text)
  }

  /// Goes on from a file; gives a sentence where the recipe is another.
  private func resumed<S: Scalar>(_ run: inout TrainingRun<S>, from path: String) throws -> String?
  {
    do {
      let checkpoint = try Checkpoint<S>(Files.bytes(path))
      try run.resume(from: checkpoint)
      let old = checkpoint.notes["recipe"] ?? run.summary
      return old == run.summary
        ? nil : "\(path.harmless()) was written by another recipe: \(old.quotable(longest: 1000))."
    } catch let fault as Safetensors.Fault {
      throw Failure("\(path): \(fault)")
    } catch let misfit as Misfit {
      throw Failure("\(path): \(misfit)")
    }
  }

  private var recipe: Recipe {
    var recipe = optimizer.recipe(isScheduled: schedule.kind != nil)
    schedule.apply(to: &recipe)
    recipe.start = weights.start
    recipe.loss = loss ?? .crossEntropy
    recipe.labelSmoothing = labelSmoothing
    recipe.batch = data.batch
    recipe.order = data.order
    recipe.augmentations = data.augmentations
    recipe.seed = seed
    return recipe
  }
}

extension LossKind: ExpressibleByArgument {}
extension Order: ExpressibleByArgument {}
extension Recipe.DecayScope: ExpressibleByArgument {}
