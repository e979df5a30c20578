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

  @Option(help: ArgumentHelp("Ask all questions of a lecture.", valueName: "number"))
  var lecture: Int?
  @Option(
    help: ArgumentHelp(
      "Ask these questions, separated by commas, such as 4.1,5.9.", valueName: "names"))
  var questions: String?
  @Option(
    help: ArgumentHelp("Draw questions that add up to this many points.", valueName: "number"))
  var points: Int?
  @Option(help: "Seed of the draw (default: a new one each time).") var seed: UInt64?
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func validate() throws {
    guard points.map({ 1...1000 ~= $0 }) ?? true else {
      throw ValidationError("--points must be between 1 and 1000.")
    }
    if questions != nil,
      let other = lecture.map({ _ in "--lecture" }) ?? points.map({ _ in "--points" })
    {
      throw ValidationError("--questions names all questions; it does not work with \(other).")
    }
  }

  /// Which questions are asked for; nothing where none are.
  private func selection(on console: Console) throws -> ExamSelection? {
    if let questions {
      return .questions(
        try questions.split(separator: ",").map { word in
          try sources.question(called: word.trimmingWhitespace, on: console)
        })
    }
    if points == nil, seed == nil { return lecture.map(ExamSelection.lecture) }
    return .drawn(
      points: points ?? ExamSelection.usualPoints, lectures: lecture.map { [$0] } ?? [],
      seed: seed ?? UInt64.random(in: 0...UInt64.max))
  }

  func start(on console: Console) throws -> SessionStart {
    .answer(to: .study(try selection(on: console).map(StudyRequest.newExam) ?? .exam(nil)))
  }
}

extension Substring {
  fileprivate var trimmingWhitespace: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
