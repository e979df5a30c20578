import Lessons
import Networks
import Views

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where quizzes are dealt and their answers kept: the lessons, the record and the clock.
///
/// Both are opened when they are first needed, never before the first frame.
final class Desk {
  private let openedStore: Later<ProgressStore>
  private let readDealers: Later<[Dealer]>
  /// When the card in hand was dealt.
  private var dealt = LocalDay.now

  /// Without recording, answers are forgotten at the end.
  init(_ course: Course, _ library: Library, isRecording: Bool = true) {
    openedStore = Later {
      let store = ProgressFile.open(in: ProgressFile.folder)
      return isRecording ? store : store.unchanged
    }
    readDealers = Later {
      course.chapters.compactMap { chapter in
        guard let lesson = try? course.lesson(chapter.front.number) else { return nil }
        return try? Dealer(lesson, library: library)
      }
    }
  }

  var now: Int { LocalDay.now }

  var store: ProgressStore { openedStore.value }

  /// All lessons, read once; those with a fault are left out.
  func dealers() -> [Dealer] { readDealers.value }

  /// Whether what has been learnt can be told at once.
  var isPrepared: Bool { openedStore.isThere && readDealers.isThere }

  /// Opens the record and reads the lessons while keys are answered; `done` is called elsewhere.
  func prepare(_ done: @escaping @Sendable () -> Void) {
    Thread.run { [openedStore, readDealers] in
      _ = openedStore.value
      _ = readDealers.value
      done()
    }
  }

  func standing() throws -> Standing {
    Standing(dealers(), answers: try store.answers(), exam: store.examDay, now: now)
  }

  /// The cards of a session; without a seed each has chance numbers.
  func deal(_ request: QuizRequest, seed: UInt64? = nil) throws -> [Card] {
    let numbers = dealers().map(\.lesson.front.number)
    if case .question(let number) = request, !numbers.contains(number) {
      throw Failure(
        "there is no question \(number), only \(numbers.map(String.init).joined(separator: ", ")).")
    }
    let cards = try standing().deck(request).compactMap { entry -> Card? in
      try dealer(entry.lesson)?.card(entry.id, seed: seed ?? UInt64.random(in: 0...UInt64.max))
    }
    if case .card(let id) = request, cards.isEmpty { throw Failure("there is no card ‘\(id)’.") }
    return cards
  }

  private func dealer(_ lesson: Int) -> Dealer? {
    dealers().first { $0.lesson.front.number == lesson }
  }

  /// Writes an answer; when it returns the answer outlasts the program.
  func record(_ answer: QuizAnswer) throws {
    try store.record(answer.records(at: now))
  }

  func flush() { fflush(nil) }

  /// What came of an effect of the quiz.
  func carryOut(_ effect: QuizEffect) -> QuizOutcome {
    switch effect {
    case .standing:
      guard let standing = try? standing() else { return .recorded(nil) }
      return .standing(standing, notice: store.notice)
    case .deal(let request, let seed):
      dealt = now
      return .dealt(request, Failure.catching { try deal(request, seed: seed) })
    case .again(let id):
      let cards = try? deal(.card(id))
      return cards?.first.map(QuizOutcome.again) ?? .recorded(nil)
    case .record(let answer):
      var answer = answer
      answer.seconds = now - dealt
      dealt = now
      return .recorded(failure { try record(answer) })
    case .progress:
      return .progress(Failure.catching { try standing() }, notice: store.notice)
    case .exam:
      return .exam(Failure.catching { try paper() })
    case .keep(let exam):
      return .recorded(failure { try store.keep(exam) })
    case .recordAll(let records):
      return .recorded(failure { try store.record(records) })
    case .setExamDay(let day):
      if let failure = failure({ try store.set("exam", to: day.map { "\($0)" }) }) {
        return .recorded(failure)
      }
      return carryOut(.standing)
    case .exportLog:
      return .told(exportLog())
    }
  }

  private func failure(_ deed: () throws -> Void) -> Failure? {
    if case .failure(let failure) = Failure.catching(deed) { return failure }
    return nil
  }

  /// The exam that waits to be resumed, or a new one.
  private func paper() throws -> ExamPaper {
    let dealers = dealers()
    guard !dealers.isEmpty else { throw Failure("there are no lessons to examine.") }
    let numbers = Set(dealers.map(\.lesson.front.number))
    let waiting = try store.openExam().flatMap { exam in
      exam.questions.allSatisfy { numbers.contains($0.lesson) } ? exam : nil
    }
    let exam = waiting ?? MockExam(dealers.map(\.lesson.front), at: now)
    return try ExamPaper(exam, dealers, earlier: standing().exams, now: now)
  }

  private func exportLog() -> String {
    let path = "blockwalk-answers.jsonl"
    do {
      try Files.write(Array(ProgressFile.text(of: store.log()).utf8), to: path)
      return "The log of answers is now in \(path)."
    } catch {
      return "\(error)"
    }
  }
}
