import ArgumentParser
import Lessons
import Terminal
import Views

/// An experiment of the lessons.
struct ExperimentCommand: ParsableCommand, Opening {
  static let configuration = CommandConfiguration(
    commandName: "experiment", abstract: "Opens the explorer at an experiment, or prints it.")

  @Argument(help: "Its name, such as gradient-depth; without one, all are listed.")
  var name: String?
  @Flag(help: "Run it and print its table, without a screen.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func openings() throws -> [Effect] { [.enter(.experiment(try experiment()))] }

  private func experiment() throws -> any Experiment {
    let name = name ?? ""
    guard let experiment = Experiments.named(name) else {
      throw Experiments.unknown(name)
    }
    return experiment
  }

  func run() throws {
    guard name != nil else {
      for experiment in Experiments.all { print("\(experiment.name)  \(experiment.title)") }
      return
    }
    guard plain || !Terminal.isAvailable else { return try Session.open(self) }
    print(try PlainExperiment(experiment()).text)
  }
}
