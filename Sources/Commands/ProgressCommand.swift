import ArgumentParser
import Study
import Views
import Workshop

/// What has been learnt, and the log of answers that it is computed from.
struct ProgressCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show what you have learnt; export or import your answers."
  )

  @Flag(help: "Print everything that is computed from your answers as JSON.") var json = false
  @Flag(help: "Print a table instead of opening the explorer.") var plain = false
  @Option(
    help: ArgumentHelp(
      "Write your answers to a file ('-' for standard output).", valueName: "file"))
  var export: String?
  @Option(
    name: .customLong("import"),
    help: ArgumentHelp(
      """
      Add the answers from such a file ('-' for standard input); lines that are none are named and \
      left out.
      """, valueName: "file"))
  var incoming: String?
  @Option(
    help: ArgumentHelp(
      "Set the date of the exam, such as 2026-12-06, or 'none'.", valueName: "date"))
  var exam: String?
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  func start(on console: Console) throws -> SessionStart { .answer(to: .study(.progress)) }

  func run(on console: Console) throws {
    let examiner = try sources.workshop(on: console).examiner
    var isDone = false
    if let exam {
      try set(exam, examiner, on: console)
      isDone = true
    }
    if let incoming {
      try add(from: incoming, examiner, on: console)
      isDone = true
    }
    if let export {
      let text = try ProgressFile.text(of: examiner.record.log())
      try console.write(Array(text.utf8), to: export)
      isDone = true
    }
    if json {
      console.print(
        try ProgressDescription(examiner.standing(), notice: examiner.record.notice).json())
      isDone = true
    }
    guard !isDone else { return }
    try plain || !console.hasTerminal ? printPlainly(on: console) : explore(on: console)
  }

  func printPlainly(on console: Console) throws {
    let examiner = try sources.workshop(on: console).examiner
    if let notice = examiner.record.notice { console.print(notice) }
    console.print(PlainProgress(try examiner.standing()).text)
  }

  private func set(_ text: String, _ examiner: Examiner, on console: Console) throws {
    let day = LocalDay(text)
    guard text == "none" || day != nil else {
      throw Failure("‘\(text)’ is not a date; write it as 2026-12-06.")
    }
    if let notice = examiner.record.notice, !examiner.record.records { throw Failure(notice) }
    try examiner.setExamDay(day)
    console.print(day.map { "The exam is on \($0)." } ?? "No date is set for the exam.")
  }

  private func add(from path: String, _ examiner: Examiner, on console: Console) throws {
    let log = try console.log(path)
    let count = try examiner.record.merge(log.answers)
    console.print("\(count) of \(log.answers.count) answers were new.")
    guard log.faultCount > 0 else { return }
    for fault in log.faults { console.warn("\(fault)") }
    let rest = log.faultCount - log.faults.count
    if rest > 0 { console.warn("\(rest) more lines are not answers either.") }
    throw ExitCode.failure
  }
}
