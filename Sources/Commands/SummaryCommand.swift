import ArgumentParser
import FileSystem
import Lessons
import Views
import Workshop

/// The course on a few pages.
struct SummaryCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Print all questions on a few pages: rubric, answer in brief, drawings.",
    discussion: """
      To print it on paper, open the page in a browser:

        blockwalk summary --format html > summary.html

      It is printed in two columns.
      """)

  @Option(help: "Format to print.") var format: Format = .text
  @OptionGroup var packs: PackOptions
  @OptionGroup var characters: CharacterOptions

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, html }

  func run(on console: Console) throws {
    let workshop = try Workshop(
      packs.selection(on: console), console.dependencies.readOnly)
    // a lesson that is left out would be missed in the exam
    if let fault = workshop.course.faults.first { throw fault }
    let summary = try Summary(
      workshop.course.chapters.map(\.front), workshop.examiner.dealers)
    switch format {
    case .text: console.print(summary.text)
    case .html: console.print(summary.html, as: .markup)
    }
  }
}
