import ArgumentParser
import Workshop

/// What the program finds around it, and what to do about what is wrong.
struct DoctorCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the terminal, the locale and your files, and say what to do about faults.",
    discussion: "The exit status is 1 where something is wrong.")

  @OptionGroup var characters: CharacterOptions
  @Flag(help: "Print JSON instead of text.") var json = false

  func run(on console: Console) throws {
    let diagnosis = Diagnosis(on: console)
    console.print(
      try json ? diagnosis.json() : diagnosis.text, terminator: json ? "\n" : "",
      as: json ? .json : .plain)
    if !diagnosis.isHealthy { throw ExitCode.failure }
  }
}
