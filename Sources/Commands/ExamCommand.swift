import ArgumentParser
import Views
import Workshop

/// The mock exam.
struct ExamCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "exam",
    abstract: "Opens the explorer at a mock exam, or at the one that was left.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> Start { .answer(to: .study(.exam)) }
}
