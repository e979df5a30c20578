import ArgumentParser
import Study
import Views
import Workshop

/// The mock exam.
struct ExamCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "exam", abstract: "Take a mock exam, or go on with the one you left.",
    discussion: """
      Without options it goes on with the exam that you left, or draws questions that add up to \
      \(ExamSelection.usualPoints) points.
      """)

  @Option(
    name: .customLong("lecture"),
    help: ArgumentHelp(
      "Ask all questions of a lecture; may be repeated, or name several, as in 4,5.",
      valueName: "numbers"))
  var lectures: [LectureNumbers] = []
  @Option(
    help: ArgumentHelp(
      "Ask these questions, separated by commas, such as 4.1,5.9.", valueName: "names"))
  var questions: String?
  @Option(
    help: ArgumentHelp("Draw questions that add up to this many points.", valueName: "number"))
  var points: Int?
  @Flag(help: "Ask one question, drawn from these, in ten minutes.") var one = false
  @Option(help: "Seed of the draw (default: a new one each time).") var seed: UInt64?
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  func validate() throws {
    guard points.map({ 1...1000 ~= $0 }) ?? true else {
      throw ValidationError("--points must be between 1 and 1000.")
    }
    if questions != nil,
      let other = lectures.isEmpty ? points.map({ _ in "--points" }) : "--lecture"
    {
      throw ValidationError("--questions names all questions; it does not work with \(other).")
    }
    if one, points != nil {
      throw ValidationError("--one asks one question; it does not work with --points.")
    }
  }

  /// Which questions are asked for; nothing where none are.
  private func selection(on console: Console) throws -> ExamSelection? {
    let numbers = lectures.flatMap(\.numbers)
    let named = try questions.map { questions in
      ExamSelection.questions(
        try questions.split(separator: ",").map { word in
          try sources.question(called: word.trimmingWhitespace, on: console)
        })
    }
    let drawSeed = seed ?? UInt64.random(in: 0...UInt64.max)
    if one { return .one(of: named ?? .lectures(numbers), seed: drawSeed) }
    if let named { return named }
    if points == nil, seed == nil { return numbers.isEmpty ? nil : .lectures(numbers) }
    return .drawn(
      points: points ?? ExamSelection.usualPoints, lectures: numbers, seed: drawSeed)
  }

  func start(on console: Console) throws -> SessionStart {
    .answer(to: .study(try selection(on: console).map(StudyRequest.newExam) ?? .exam(nil)))
  }
}

/// Numbers of lectures, separated by commas.
struct LectureNumbers: ExpressibleByArgument, Hashable {
  let numbers: [Int]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0.trimmingWhitespace) }
    guard numbers.count == parts.count else { return nil }
    self.numbers = numbers
  }
}

extension Substring {
  fileprivate var trimmingWhitespace: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
