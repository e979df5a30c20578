import ArgumentParser
import Views
import Workshop

/// The lesson of a question.
struct LessonCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Read the lesson on a question.")

  @Argument(help: "Number, name (5.9) or title of the question.") var question: String
  @Flag(help: "Print the lesson instead of opening the explorer.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> SessionStart {
    .answer(to: .read(lesson: try sources.question(called: question, on: console)))
  }

  func printPlainly(on console: Console) throws {
    let workshop = try sources.workshop(on: console)
    console.print(
      try PlainLesson(workshop.reading(sources.question(called: question, on: console))).text)
  }
}
