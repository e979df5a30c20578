import ArgumentParser
import Lessons
import Terminal
import Views

/// What has been learnt, and the log of answers that it is computed from.
struct ProgressCommand: ParsableCommand, Opening {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Shows what has been learnt; writes or reads the log of answers."
  )

  @Flag(help: "Print everything that is computed from the answers as JSON.") var json = false
  @Flag(help: "Print a table, without a screen.") var plain = false
  @Option(help: "Write the log to this file ('-' for standard output).") var export: String?
  @Option(
    name: .customLong("import"), help: "Add the answers of such a file ('-': standard input).")
  var incoming: String?
  @Option(name: .customLong("exam"), help: "Set the day of the exam, as in 2026-12-06, or 'none'.")
  var exam: String?
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func openings() throws -> [Effect] { [.quiz(.progress)] }

  func run() throws {
    let desk = try sources.workshop().desk
    var isDone = false
    if let exam {
      try set(exam, desk)
      isDone = true
    }
    if let incoming {
      try add(from: incoming, desk)
      isDone = true
    }
    if let export {
      let text = try ProgressFile.text(of: desk.store.log())
      if export == "-" {
        print(text, terminator: "")
      } else {
        try Files.write(Array(text.utf8), to: export)
      }
      isDone = true
    }
    if json {
      print(try ProgressDescription(desk.standing(), notice: desk.store.notice).json())
      isDone = true
    }
    guard !isDone else { return }
    guard plain || !Terminal.isAvailable else { return try Session.open(self) }
    if let notice = desk.store.notice { print(notice) }
    print(PlainProgress(try desk.standing()).text)
  }

  private func set(_ text: String, _ desk: Desk) throws {
    let day = LocalDay(text)
    guard text == "none" || day != nil else {
      throw Failure("‘\(text)’ is no day; write it as 2026-12-06.")
    }
    if let notice = desk.store.notice, !desk.store.records { throw Failure(notice) }
    try desk.store.set("exam", to: day.map { "\($0)" })
    print(day.map { "The exam is on \($0)." } ?? "No day is set for the exam.")
  }

  private func add(from path: String, _ desk: Desk) throws {
    let text = path == "-" ? try Files.standardInput() : try Files.text(path)
    let answers = try ProgressFile.answers(from: text, named: path)
    let count = try desk.store.merge(answers)
    print("\(count) of \(answers.count) answers were new.")
  }
}
