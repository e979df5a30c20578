import ArgumentParser
import Lessons
import Views
import Workshop

/// An experiment of the lessons.
struct ExperimentCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "experiment", abstract: "Opens the explorer at an experiment, or prints it.")

  @Argument(help: "Its name, such as gradient-depth; without one, all are listed.")
  var name: String?
  @Flag(help: "Run it and print its table, without a screen.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> Start { .view(.experiment(try experiment())) }

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
