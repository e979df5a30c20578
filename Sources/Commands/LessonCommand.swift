import ArgumentParser
import Views
import Workshop

/// The lesson of a question.
struct LessonCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Opens the explorer at the lesson of a question.")

  @Argument(help: "The number of the question.") var number: Int
  @Flag(help: "Print the lesson, line by line, without a screen.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> Start { .answer(to: .read(lesson: number)) }

  func printPlainly(on console: Console) throws {
    let workshop = try sources.workshop()
    console.print(try PlainLesson(workshop.reading(number)).text)
  }
}
