import ArgumentParser
import Terminal
import Views

/// The lesson of a question.
struct LessonCommand: ParsableCommand, Opening {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Opens the explorer at the lesson of a question.")

  @Argument(help: "The number of the question.") var number: Int
  @Flag(help: "Print the lesson, line by line, without a screen.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func openings() throws -> [Effect] { [.read(lesson: number)] }

  func run() throws {
    guard plain || !Terminal.isAvailable else { return try Session.open(self) }
    let workshop = try sources.workshop()
    print(try PlainLesson(workshop.reading(number)).text)
  }
}
