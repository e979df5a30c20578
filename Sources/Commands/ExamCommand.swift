import ArgumentParser
import Views

/// The mock exam.
struct ExamCommand: ParsableCommand, Opening {
  static let configuration = CommandConfiguration(
    commandName: "exam",
    abstract: "Opens the explorer at a mock exam, or at the one that was left.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func openings() throws -> [Effect] { [.quiz(.exam)] }
  func run() throws { try Session.open(self) }
}
