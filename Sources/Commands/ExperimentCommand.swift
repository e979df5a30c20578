import ArgumentParser
import Experiments
import Lessons
import Views
import Workshop

/// An experiment of the lessons.
struct ExperimentCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "experiment", abstract: "Open or print an experiment.")

  @Argument(
    help: "Name of the experiment, such as gradient-depth; lists all experiments if omitted.")
  var name: String?
  @Flag(help: "Print the results instead of opening the explorer.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> SessionStart { .view(.experiment(try experiment())) }

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
    console.print(try PlainExperiment(experiment()).text)
  }
}
