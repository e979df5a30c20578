import Quiz
import Study
import Testing
import Views

@testable import Workshop

/// What is dealt, answered and kept.
@Suite struct ExaminerTests {
  private let household: Household

  init() throws { household = try Household() }

  private static let card = "resnet-bottleneck-parameters"

  @Test func `an answer says when it was given and how long it took`() throws {
    let workshop = try household.workshop()
    let card = try workshop.card(Self.card)
    household.clock.advance(by: 42)
    _ = try workshop.carryOut(.study(.record(card.answer("1"))))
    household.clock.advance(by: 7)
    _ = try workshop.carryOut(.study(.record(card.answer("2"))))
    let answers = try workshop.examiner.record.answers()
    #expect(answers.map(\.seconds) == [42, 7])
    #expect(answers.map(\.time) == [1_795_521_642, 1_795_521_649])
    #expect(answers.map(\.reply) == ["1", "2"])
  }

  @Test func `an answer is there for the next program`() throws {
    let workshop = try household.workshop()
    _ = try workshop.carryOut(.study(.record(workshop.card(Self.card).answer("3"))))
    let next = try household.workshop()
    #expect(try next.examiner.record.answers().map(\.card) == [Self.card])
    guard case .study(.standing(let standing, nil))? = try next.carryOut(.study(.standing)) else {
      Issue.record("there is no standing")
      return
    }
    #expect(standing.answers.count == 1 && standing.now == household.clock.now)
    guard case .study(.progress(let progress, nil))? = try next.carryOut(.study(.progress)) else {
      Issue.record("there is no progress")
      return
    }
    #expect(progress.answers.count == 1)
  }

  @Test func `an exam goes on in the next program where it was left`() throws {
    let workshop = try household.workshop()
    guard case .study(.exam(let paper))? = try workshop.carryOut(.study(.exam(.lecture(5)))) else {
      Issue.record("there is no exam")
      return
    }
    #expect(paper.now == household.clock.now && paper.exam.started == household.clock.now)
    var exam = paper.exam
    exam.questions[2].text = "what I know"
    exam.used = 300
    _ = try workshop.carryOut(.study(.keep(ExamEdit(exam, edition: paper.edition))))
    household.clock.advance(by: 3600)
    guard
      case .study(.exam(let again))? = try household.workshop().carryOut(.study(.exam(.lecture(5))))
    else {
      Issue.record("there is no exam")
      return
    }
    #expect(again.exam == exam && again.now == household.clock.now)
    exam.finished = household.clock.now
    _ = try workshop.carryOut(.study(.keep(ExamEdit(exam, edition: paper.edition))))
    guard
      case .study(.exam(let other))? = try household.workshop().carryOut(.study(.exam(.lecture(5))))
    else {
      Issue.record("there is no exam")
      return
    }
    #expect(other.exam.id != exam.id && other.exam.questions[2].text.isEmpty)
  }

  @Test func `the answers of an exam stand in the log`() throws {
    let workshop = try household.workshop()
    let card = try workshop.card(Self.card)
    let records = try card.answer("64*64").records(at: household.clock.now)
    let exam = try workshop.exam()
    for _ in 0..<2 {
      let request = StudyRequest.keep(ExamEdit(exam.exam, edition: exam.edition), answers: records)
      #expect(try workshop.carryOut(.study(request)) == nil)
    }
    // however often they are handed in, they stand there once
    #expect(try household.workshop().examiner.record.log() == records)
  }

  @Test func `two windows that open at once have the same exam`() throws {
    let papers = try [household.workshop().exam(), household.workshop().exam()]
    #expect(papers[0].exam.id == papers[1].exam.id)
  }

  @Test func `an exam without an answer gives way to another one, and one with an answer does not`()
    throws
  {
    let workshop = try household.workshop()
    let first = try workshop.exam(.lecture(5))
    var second = try workshop.exam(.lecture(4))
    #expect(second.exam.id != first.exam.id)
    second.exam.questions[0].text = "something"
    _ = try workshop.carryOut(
      .study(.keep(ExamEdit(second.exam, edition: second.edition), isUrgent: true)))
    let failure = #expect(throws: Failure.self) {
      try workshop.carryOut(.study(.newExam(.lecture(5))))
    }
    #expect(failure?.sentence.contains("waits to be finished") == true)
  }

  @Test func `what two windows write in one exam stands in both`() throws {
    let workshops = try [household.workshop(), household.workshop()]
    var papers = try workshops.map { try $0.exam(.lecture(5)) }
    func keep(_ window: Int) throws {
      let edit = ExamEdit(papers[window].exam, edition: papers[window].edition)
      guard
        case .study(.merged(let merge))? =
          try workshops[window].carryOut(.study(.keep(edit, isUrgent: true)))
      else { return }
      papers[window].exam = merge.merged
      papers[window].edition = merge.edition
    }
    papers[0].exam.questions[0].text = "the first window"
    try keep(0)
    // the second one has not heard of it
    papers[1].exam.questions[2].text = "the second window"
    papers[1].exam.questions[0].text = "Both: "
    try keep(1)
    #expect(papers[1].exam.questions[0].text == "the first windowBoth: ")
    papers[0].exam.questions[0].text += ", and more"
    try keep(0)
    let kept = try #require(try household.workshop().examiner.record.openExam())
    #expect(kept.questions[0].text == "the first windowBoth: , and more")
    #expect(kept.questions[2].text == "the second window")
    // and who only looks hears of it
    let edit = ExamEdit(papers[1].exam, edition: papers[1].edition)
    guard case .study(.merged(let merge))? = try workshops[1].carryOut(.study(.news(of: edit)))
    else {
      Issue.record("there is no news")
      return
    }
    #expect(merge.merged == kept)
    #expect(
      try workshops[1].carryOut(.study(.news(of: ExamEdit(kept, edition: merge.edition)))) == nil)
  }

  @Test func `the day of the exam is kept, and forgotten where it is taken back`() throws {
    let workshop = try household.workshop()
    let day = try #require(LocalDay("2026-12-06"))
    guard case .study(.standing(let standing, _))? = try workshop.carryOut(.study(.setExamDay(day)))
    else {
      Issue.record("there is no standing")
      return
    }
    #expect(standing.rules.exam == day)
    #expect(try household.workshop().examiner.record.examDay == day)
    _ = try workshop.carryOut(.study(.setExamDay(nil)))
    #expect(try household.workshop().examiner.record.examDay == nil)
  }

  @Test func `the exported log holds every answer`() throws {
    let workshop = try household.workshop()
    for reply in ["1", "64*64"] {
      _ = try workshop.carryOut(.study(.record(workshop.card(Self.card).answer(reply))))
    }
    guard case .study(.exported(let name))? = try workshop.carryOut(.study(.exportLog)) else {
      Issue.record("nothing was exported")
      return
    }
    let read = try AnswerLog(Array(household.text(of: name).utf8), named: name).answers
    #expect(read.count == 2)
    #expect(try read == workshop.examiner.record.log())
    // another one does not take its place
    guard case .study(.exported(let other))? = try workshop.carryOut(.study(.exportLog)) else {
      Issue.record("nothing was exported")
      return
    }
    #expect(name == "blockwalk-answers.jsonl" && other == "blockwalk-answers-2.jsonl")
  }

  @Test func `without a seed the numbers of a card are left to chance`() throws {
    let workshop = try household.workshop()
    #expect(try workshop.card(Self.card, seed: nil).seed == 41)
    #expect(try workshop.card(Self.card, seed: nil).seed == 42)
    #expect(try workshop.card(Self.card, seed: 5).seed == 5)
    guard case .study(.again(let again))? = try workshop.carryOut(.study(.again(Self.card))) else {
      Issue.record("the card was not dealt again")
      return
    }
    #expect(again.id == Self.card && again.seed == 43)
  }

  @Test func `a session of what is due has fresh cards for a beginner`() throws {
    guard
      case .study(.dealt(_, let cards))? =
        try household.workshop().carryOut(.study(.deal(.due, seed: 7)))
    else {
      Issue.record("nothing was dealt")
      return
    }
    #expect((1...12).contains(cards.count) && Set(cards.map(\.lesson)).count > 3)
  }

  @Test(arguments: [
    (QuizRequest.question(99), "there is no question 99, only 1, 2, 3"),
    (.card("no-such-card"), "there is no card ‘no-such-card’."),
  ])
  func `what cannot be dealt is said`(request: QuizRequest, words: String) throws {
    let workshop = try household.workshop()
    let failure = #expect(throws: Failure.self) {
      try workshop.carryOut(.study(.deal(request, seed: 7)))
    }
    #expect(failure?.sentence.hasPrefix(words) == true)
  }
}
