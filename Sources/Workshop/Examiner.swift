import FileSystem
import Lessons
import Networks
import Quiz
import Study
import Synchronization
import Views

/// Deals quizzes and mock exams, and records what is answered.
///
/// The record is opened and the lessons are read when they are first needed, never before the
/// first frame.
public final class Examiner: Sendable {
  private let openedRecord: Once<ProgressStore>
  private let readDealers: Once<[Dealer]>
  /// Why a question cannot be dealt, if a fault in its lesson is why.
  private let fault: @Sendable (_ question: Int) -> (any Error)?
  private let time: TimeSource
  private let seed: @Sendable () -> UInt64
  private let exportFolder: String?
  /// When the card in hand was dealt.
  private let dealt: Mutex<Int>

  convenience init(
    _ course: Course, _ libraries: PackLibraries, _ dependencies: Dependencies
  ) {
    self.init(
      Once {
        course.chapters.compactMap { chapter in
          guard let lesson = try? course.lesson(chapter.front.number) else { return nil }
          return try? Dealer(lesson, library: libraries.library(of: chapter.pack))
        }
      },
      fault: { number in
        // without any lesson, and where the one asked for has a fault, that is what to tell
        guard course.chapters.isEmpty || course.names(number) else { return nil }
        do {
          let library = libraries.library(of: course.pack(of: number))
          _ = try Dealer(course.lesson(number), library: library)
          return nil
        } catch {
          return error
        }
      }, dependencies)
  }

  /// The same lessons, read only once for both.
  convenience init(_ other: Examiner, _ dependencies: Dependencies) {
    self.init(other.readDealers, fault: other.fault, dependencies)
  }

  private init(
    _ dealers: Once<[Dealer]>, fault: @escaping @Sendable (Int) -> (any Error)?,
    _ dependencies: Dependencies
  ) {
    openedRecord = Once(dependencies.record)
    readDealers = dealers
    self.fault = fault
    time = dependencies.time
    seed = dependencies.seed
    exportFolder = dependencies.exportFolder
    dealt = Mutex(dependencies.time.now())
  }

  /// The time in seconds since 1970.
  public var now: Int { time.now() }

  /// The answers of all time, and small things to remember.
  public var record: ProgressStore { openedRecord.value }

  /// All lessons, read once; those with a fault are left out.
  public var dealers: [Dealer] { readDealers.value }

  /// What has been learnt.
  public func standing() throws -> Standing {
    Standing(dealers, answers: try record.answers(), exam: record.examDay, now: now)
  }

  /// The cards of a session; without a seed each has chance numbers.
  public func deal(_ request: QuizRequest, seed: UInt64? = nil) throws -> [Card] {
    if case .lecture(let number) = request, !fronts.contains(where: { $0.lecture.number == number })
    {
      let known = Set(fronts.compactMap(\.lecture.number)).sorted().map(String.init)
      throw Failure("there is no lecture \(number), only \(known.joined(separator: ", ")).")
    }
    if case .question(let number) = request, !fronts.contains(where: { $0.number == number }) {
      if let fault = fault(number) { throw fault }
      throw Failure(
        "there is no question \(number), only "
          + "\(fronts.map(\.label).joined(separator: ", ")).")
    }
    let cards = try standing().deck(request).compactMap { entry -> Card? in
      let dealer = dealers.first { $0.lesson.front.number == entry.lesson }
      let kept = try draft(of: entry.id)
      // what was typed belongs to the numbers that were dealt with it
      let own = seed ?? kept?.seed ?? self.seed()
      var card = try dealer?.card(entry.id, seed: own)
      if kept?.seed == own { card?.draft = kept?.text }
      return card
    }
    if case .card(let id) = request, cards.isEmpty { throw Failure("there is no card ‘\(id)’.") }
    return cards
  }

  /// Writes an answer; when it returns the answer outlasts the program.
  public func record(_ answer: QuizAnswer) throws { try record.record(answer.records(at: now)) }

  /// Does what is asked; returns what came of it, if there is anything to tell.
  func carryOut(_ request: StudyRequest) throws -> StudyOutcome? {
    if let changes = changes(of: request) {
      let merges = try record.write(changes, Self.failing(request))
      if case .setExamDay = request { return try carryOut(.standing) }
      return merges.first.map(StudyOutcome.merged)
    }
    switch request {
    // they are changes
    case .record, .keep, .keepText, .setExamDay: return nil
    case .standing:
      return try? .standing(standing(), notice: record.notice)
    case .deal(let request, let seed):
      dealt.withLock { $0 = now }
      return .dealt(request, try deal(request, seed: seed))
    case .again(let id):
      return (try? deal(.card(id)))?.first.map(StudyOutcome.again)
    case .progress: return .progress(try standing(), notice: record.notice)
    case .exam(let selection): return .exam(try paper(selection))
    case .newExam(let selection): return .exam(try newPaper(selection))
    case .news(let edit): return try record.news(of: edit).map(StudyOutcome.merged)
    case .exportLog: return .exported(path: try exportLog())
    }
  }

  /// What a request has written in the record; nothing where it only asks.
  func changes(of request: StudyRequest) -> Changes? {
    switch request {
    case .record(var answer):
      let now = now
      answer.seconds = dealt.withLock { dealt in
        defer { dealt = now }
        return now - dealt
      }
      return Changes(
        answers: answer.records(at: now), settings: [Self.draftName(answer.card.id): nil])
    case .keepText(let text, let card, let seed):
      return Changes(settings: [Self.draftName(card): text.isEmpty ? nil : "\(seed) \(text)"])
    case .keep(let edit, let answers, _): return Changes(answers: answers, exams: [edit])
    case .setExamDay(let day): return Changes(settings: ["exam": day.map { "\($0)" }])
    default: return nil
    }
  }

  private static func draftName(_ card: String) -> String { "text of \(card)" }

  /// What was typed for a card and not handed in, and the seed of its numbers.
  private func draft(of card: String) throws -> (seed: UInt64, text: String)? {
    guard let kept = try record.setting(Self.draftName(card)) else { return nil }
    let parts = kept.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let seed = UInt64(parts[0]) else { return nil }
    return (seed, String(parts[1]))
  }

  private static func failing(_ request: StudyRequest) -> String {
    switch request {
    case .keep: "the exam was not saved"
    case .setExamDay: "the day of the exam was not kept"
    default: "this answer was not recorded"
    }
  }

  /// Sets the day of the exam, or none.
  public func setExamDay(_ day: LocalDay?) throws {
    try record.set("exam", to: day.map { "\($0)" })
  }

  /// The exam that waits to be resumed, or a new one.
  private func paper(_ selection: ExamSelection?) throws -> ExamPaper {
    try paper(of: record.exam { try usable($0) ?? exam(selection) })
  }

  /// A new exam, or the one that waits where it asks the same; one without an answer gives way.
  private func newPaper(_ selection: ExamSelection) throws -> ExamPaper {
    let exam = try exam(selection)
    return try paper(
      of: record.exam { waiting in
        guard let waiting = usable(waiting) else { return exam }
        if waiting.questions.map(\.lesson) == exam.questions.map(\.lesson) { return waiting }
        guard waiting.isUntouched else {
          throw Failure(
            "Another mock exam waits to be finished; ‘blockwalk exam’ goes on with it.")
        }
        return exam
      })
  }

  /// The exam that was left, if its questions are still there.
  private func usable(_ exam: MockExam?) -> MockExam? {
    let numbers = Set(dealers.map(\.lesson.front.number))
    return exam.flatMap { exam in
      exam.questions.allSatisfy { numbers.contains($0.lesson) } ? exam : nil
    }
  }

  private func exam(_ selection: ExamSelection?) throws -> MockExam {
    guard !dealers.isEmpty else { throw Failure("there are no lessons to examine.") }
    let selection =
      selection ?? .drawn(points: ExamSelection.usualPoints, lectures: [], seed: seed())
    return MockExam(
      try selection.questions(from: fronts), at: now, minutes: selection.minutes)
  }

  private func paper(of edit: ExamEdit) throws -> ExamPaper {
    // cards stand in the order of the exam
    let asked = edit.exam.questions.compactMap { question in
      dealers.first { $0.lesson.front.number == question.lesson }
    }
    return try ExamPaper(edit, asked, earlier: standing().exams, now: now)
  }

  /// What the course says of the questions that can be dealt.
  private var fronts: [FrontMatter] { dealers.map(\.lesson.front) }

  /// Writes the log of answers; returns the name of the file.
  private func exportLog() throws -> String {
    let (stem, ending) = ("blockwalk-answers", ".jsonl")
    guard let exportFolder else { return stem + ending }
    // what has the name may be anything
    let name = Files.freeName(stem, ending: ending, in: exportFolder) + ending
    let path = exportFolder.isEmpty ? name : "\(exportFolder)/\(name)"
    try Files.write(Array(ProgressFile.text(of: record.log()).utf8), to: path)
    return name
  }
}
