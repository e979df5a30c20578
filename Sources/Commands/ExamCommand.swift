import ArgumentParser
import Views
import Workshop

/// The mock exam.
struct ExamCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "exam", abstract: "Take a mock exam, or go on with the one you left.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> SessionStart { .answer(to: .study(.exam)) }
}
