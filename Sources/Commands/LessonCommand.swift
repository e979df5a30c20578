import ArgumentParser
import FileSystem
import Lessons
import Tensors
import Views
import Workshop

/// The lesson of a question, or a new one.
struct LessonCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Read the lesson on a question, or begin a new one.",
    discussion: """
      To begin a lesson, 'blockwalk lesson new TITLE' writes a small one that is complete. Its folder \
      is a pack, which --lessons opens:

        blockwalk lesson new "Dense blocks" --output mine && blockwalk --lessons mine

      Nothing that is there is written over.
      """)

  /// The word that begins a lesson instead of opening one.
  private static let new = "new"

  @Argument(help: "Number, name (5.9) or title of the question, or 'new'.") var question: String
  @Argument(help: "Title of the new lesson.") var title: String?
  @Option(
    help: ArgumentHelp(
      "Folder for the new lesson (default: the current one).", valueName: "folder"))
  var output: String?
  @Option(help: ArgumentHelp("Part and row to open it at, such as 12.3.", valueName: "place"))
  var at: String?
  @Flag(help: "Open it with the model answer unfolded.") var unfold = false
  @Option(help: ArgumentHelp("Live part to choose, from 0.", valueName: "number")) var live: Int?
  @Flag(help: "Print the lesson instead of opening the explorer.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  func validate() throws {
    guard at == nil || bookmark != nil else {
      throw ValidationError("--at takes a part and a row of a lesson, such as 12.3.")
    }
    if question == Self.new {
      guard title != nil else { throw ValidationError("‘lesson new’ needs a title.") }
    } else if let title {
      throw ValidationError("Only ‘lesson new’ takes a title, ‘\(title.quotable())’.")
    } else if output != nil {
      throw ValidationError("--output is for ‘lesson new’.")
    }
  }

  func run(on console: Console) throws {
    if question == Self.new {
      try write(on: console)
    } else if plain || !console.hasTerminal {
      try printPlainly(on: console)
    } else {
      try explore(on: console)
    }
  }

  func start(on console: Console) throws -> SessionStart {
    .answer(
      to: .read(lesson: try sources.question(called: question, on: console), at: bookmark))
  }

  /// The place that was asked for; where one was, without any.
  private var bookmark: Bookmark? {
    guard at != nil || unfold || live != nil else { return nil }
    return Bookmark(
      "\(at ?? "0.0") \(unfold ? "open" : "folded")" + (live.map { " \($0)" } ?? ""))
  }

  func printPlainly(on console: Console) throws {
    let workshop = try sources.workshop(on: console)
    console.print(
      try PlainLesson(workshop.reading(sources.question(called: question, on: console))).text)
  }

  /// Writes a new lesson; nothing that is there is written over.
  private func write(on console: Console) throws {
    let folder = output ?? "."
    let lesson = try LessonTemplate(
      title: title ?? "", number: LessonTemplate.number(in: folder))
    let path = output == nil ? lesson.file : "\(folder)/\(lesson.file)"
    try Files.makeFolder(folder)
    guard !Files.exists(path) else { throw Failure("\(path.harmless()) is there already.") }
    try Files.write(Array(lesson.text.utf8), to: path)
    console.print("\(path)")
    console.note("Read it with: blockwalk lesson \(lesson.number) --lessons \(folder) --only")
  }
}
