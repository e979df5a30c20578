import LessonSamples
import Lessons
import Networks
import Testing

@testable import Quiz
@testable import Study

@Suite struct ExamSelectionTests {
  private static let chapters = Result { try Samples.course().chapters.map(\.front) }

  @Test(arguments: [10, 25, 45, 50, 70])
  func `a draw adds up to the points that were asked for`(_ points: Int) throws {
    let chapters = try Self.chapters.get()
    for seed in UInt64(0)..<50 {
      let drawn = try ExamSelection.drawn(points: points, lectures: [], seed: seed)
        .questions(from: chapters)
      #expect(drawn.reduce(0) { $0 + $1.points } == points)
      #expect(Set(drawn.map(\.number)).count == drawn.count)
    }
  }

  @Test func `every question comes up, and equal seeds draw equal exams`() throws {
    let chapters = try Self.chapters.get()
    let draws = try (UInt64(0)..<60).map { seed in
      try ExamSelection.drawn(points: 20, lectures: [], seed: seed).questions(from: chapters)
        .map(\.number)
    }
    #expect(Set(draws.joined()) == Set(chapters.map(\.number)))
    #expect(Set(draws).count > 30)
    let again = try ExamSelection.drawn(points: 20, lectures: [], seed: 7).questions(from: chapters)
    #expect(again.map(\.number) == draws[7])
  }

  @Test func `a draw keeps to its lectures and comes as close as they allow`() throws {
    let chapters = try Self.chapters.get()
    let four = try ExamSelection.drawn(points: 60, lectures: [4], seed: 3).questions(from: chapters)
    #expect(four.map(\.lecture.number) == Array(repeating: 4, count: four.count))
    #expect(four == (try ExamSelection.lecture(4).questions(from: chapters)))
    let eight = try ExamSelection.drawn(points: 8, lectures: [5], seed: 3).questions(from: chapters)
    #expect(eight.map(\.points) == [5])
  }

  @Test func `an exam may span lectures`() throws {
    let chapters = try Self.chapters.get()
    let both = try ExamSelection.lectures([5, 4]).questions(from: chapters)
    #expect(Set(both.map(\.lecture.number)) == [4, 5] && both.count == 13)
    #expect(try ExamSelection.lectures([]).questions(from: chapters).count == chapters.count)
  }

  @Test func `one question is drawn, with ten minutes for it`() throws {
    let chapters = try Self.chapters.get()
    let drawn = try (UInt64(0)..<40).map { seed in
      try ExamSelection.one(of: .lecture(4), seed: seed).questions(from: chapters)
    }
    #expect(drawn.allSatisfy { $0.count == 1 && $0[0].lecture.number == 4 })
    #expect(Set(drawn.map { $0[0].number }).count == 4)
    let selection = ExamSelection.one(of: .questions([8]), seed: 3)
    let exam = MockExam(
      try selection.questions(from: chapters), at: 0, minutes: selection.minutes)
    #expect(exam.minutes == 10 && exam.questions.map(\.lesson) == [8])
  }

  @Test func `named questions come in the order of the course`() throws {
    let chapters = try Self.chapters.get()
    let asked = try ExamSelection.questions([9, 1, 10]).questions(from: chapters)
    #expect(asked.map(\.name) == ["4.1", "5.1", "5.9"])
  }

  @Test func `what cannot be asked is said in a sentence`() throws {
    let chapters = try Self.chapters.get()
    for (selection, sentence) in [
      (ExamSelection.lecture(77), "there are no questions of lecture 77, only of 2, 3, 4, 5"),
      (.questions([99]), "there is no question 99 to ask in an exam"),
      (.drawn(points: 3, lectures: [], seed: 1), "no question is worth 3 points or less"),
    ] {
      let error = #expect(throws: LessonError.self) { try selection.questions(from: chapters) }
      #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
    }
  }
}
