import ArgumentParser
import FileSystem
import Lessons
import Views
import Workshop

/// The lessons as pages for a browser.
struct BookCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "book", abstract: "Write the lessons as pages of HTML that stand alone.",
    discussion: """
      The folder gets index.html, a page for each lesson, and summary.html:

        blockwalk book --output course

      Pages of an earlier book are replaced; other files in the folder stay.
      """)

  @Option(help: ArgumentHelp("Folder to write the pages to.", valueName: "folder"))
  var output: String
  @OptionGroup var packs: PackOptions

  func run(on console: Console) throws {
    let workshop = try Workshop(
      packs.selection(on: console), console.dependencies.readOnly)
    // a lesson that is left out would be missed
    if let fault = workshop.course.faults.first { throw fault }
    let book = try Book(
      workshop.course.chapters, workshop.examiner.dealers, library: workshop.library)
    try Files.makeFolder(output, isPrivate: false)
    for page in book.pages {
      try console.write(Array(page.text.utf8), to: "\(output)/\(page.name)")
    }
    console.print("\(book.pages.count) pages written to \(output): open index.html in a browser.")
  }
}
