import ArgumentParser
import Experiments
import Lessons
import Tensors
import Views
import Workshop

/// An experiment of the lessons.
struct ExperimentCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "experiment", abstract: "Open or print an experiment.")

  @Argument(
    help: "Name of the experiment, such as gradient-depth; lists all experiments if omitted.")
  var name: String?
  @Option(
    help: ArgumentHelp("Setting, such as depth=50; may be repeated.", valueName: "setting"))
  var set: [String] = []
  @Option(
    help: ArgumentHelp(
      "Number or name of the question whose lesson it belongs to.", valueName: "question"))
  var question: String?
  @Flag(help: "Print the results instead of opening the explorer.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  func start(on console: Console) throws -> SessionStart {
    let experiment = try experiment()
    let chapter = try question.map {
      try sources.workshop(on: console, writing: false).course.chapter(called: $0).front.heading
    }
    return .view(.experiment(experiment, try setup(of: experiment), chapter: chapter))
  }

  /// The settings that were asked for, the others as at first.
  private func setup(of experiment: any Experiment) throws -> Setup {
    var setup = Setup(experiment.knobs)
    for text in set {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard let knob = experiment.knobs.first(where: { $0.name == parts.first }) else {
        throw Failure(
          "\(experiment.name) has no setting ‘\((parts.first ?? "").quotable())’; it has "
            + experiment.knobs.map(\.name).joined(separator: ", ") + ".")
      }
      guard parts.count == 2, knob.choices.contains(where: { $0.label == parts[1] }) else {
        throw Failure(
          "\(knob.name) is one of \(knob.choices.map(\.label).joined(separator: ", ")).")
      }
      setup = setup.setting(knob.name, to: parts[1])
    }
    return setup
  }

  private func experiment() throws -> any Experiment {
    let name = name ?? ""
    guard let experiment = Experiments.named(name) else {
      throw Experiments.unknown(name)
    }
    return experiment
  }

  func run(on console: Console) throws {
    guard name != nil else {
      for experiment in Experiments.all { console.print("\(experiment.name)  \(experiment.title)") }
      return
    }
    try plain || !console.hasTerminal ? printPlainly(on: console) : explore(on: console)
  }

  func printPlainly(on console: Console) throws {
    let experiment = try experiment()
    console.print(try PlainExperiment(experiment, try setup(of: experiment)).text)
  }
}
