import Foundation
import GRDB
import LessonSamples
import Lessons
import Testing

@testable import Quiz
@testable import Study

@Suite struct ProgressStoreTests {
  /// A folder that is gone after the test.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func answer(_ card: String, at time: Int, amends: String? = nil) -> AnswerRecord {
    AnswerRecord(
      time: time, card: card, lesson: 1, kind: "choose", seed: .max, reply: "2", share: 1,
      points: 1, rating: .good, confidence: 3, mistakes: ["a", "b"], hinted: true, seconds: 7,
      amends: amends)
  }

  @Test func `an answer is there for whoever opens the record next`() throws {
    try inFolder { folder in
      let first = answer("a", at: 5)
      let store = ProgressFile.open(in: folder + "/deep/below")
      #expect(store.notice == nil && store.records)
      try store.record([first, answer("b", at: 3)])
      let other = ProgressFile.open(in: folder + "/deep/below")
      #expect(try other.answers().map(\.card) == ["b", "a"])
      #expect(try other.answers().last == first)
    }
  }

  @Test func `answers of one second stay in their order`() throws {
    try inFolder { folder in
      let store = ProgressFile.open(in: folder)
      let cards = (0..<12).map { "card \($0)" }
      for card in cards { try store.record([answer(card, at: 5)]) }
      #expect(try ProgressFile.open(in: folder).answers().map(\.card) == cards)
      #expect(try ProgressFile.open(in: folder).log().map(\.card) == cards)
    }
  }

  @Test func `an amended answer takes the place of the first`() throws {
    try inFolder { folder in
      let store = ProgressFile.open(in: folder)
      let first = answer("a", at: 5)
      let second = answer("a", at: 6, amends: first.id)
      try store.record([first])
      try store.record([second])
      #expect(try store.answers() == [second])
      #expect(try store.log().count == 2)
    }
  }

  @Test func `settings and exams are kept`() throws {
    try inFolder { folder in
      let store = ProgressFile.open(in: folder)
      try store.set("exam", to: "2026-12-06")
      #expect(ProgressFile.open(in: folder).examDay == LocalDay("2026-12-06"))
      try store.set("exam", to: nil)
      #expect(store.examDay == nil)
      var exam = MockExam([try Samples.lesson("").front], at: 100)
      exam.questions[0].text = "a \"quoted\"\nline"
      let edition = try store.exam { _ in exam }.edition
      exam.used = 30
      try store.write(Changes(exams: [ExamEdit(exam, edition: edition)]), "it failed")
      #expect(try ProgressFile.open(in: folder).openExam() == exam)
      exam.finished = 200
      try store.write(Changes(exams: [ExamEdit(exam, edition: edition)]), "it failed")
      #expect(try store.openExam() == nil)
    }
  }

  @Test func `what is written again with the same id stands there once`() throws {
    try inFolder { folder in
      let store = ProgressFile.open(in: folder)
      let first = answer("a", at: 5)
      try store.record([first])
      try store.record([first, answer("b", at: 6)])
      #expect(try store.log().map(\.card) == ["a", "b"])
    }
  }

  @Test(arguments: ["no database at all, but long enough to look like one ", "SQLite format 3\0xx"])
  func `a damaged record is set aside untouched and said so`(content: String) throws {
    try inFolder { folder in
      let path = folder + "/progress.sqlite"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let bytes = Data(String(repeating: content, count: 100).utf8)
      for round in 1...2 {
        try? FileManager.default.removeItem(atPath: path)
        try bytes.write(to: URL(filePath: path))
        let store = ProgressFile.open(in: folder)
        let name = round == 1 ? "progress.damaged" : "progress.damaged.2"
        #expect(
          store.notice
            == "The record could not be read; it was kept as \(name), and a new one was started.")
        #expect(try Data(contentsOf: URL(filePath: folder + "/" + name)) == bytes)
        try store.record([answer("a", at: 1)])
        #expect(try ProgressFile.open(in: folder).answers().count == 1)
      }
    }
  }

  @Test func `a record of a newer version is set aside untouched`() throws {
    try inFolder { folder in
      try ProgressFile.open(in: folder).record([answer("a", at: 1)])
      let path = folder + "/progress.sqlite"
      let queue = try DatabaseQueue(path: path)
      try queue.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of the year 2030')")
      }
      try queue.close()
      let bytes = try Data(contentsOf: URL(filePath: path))
      let store = ProgressFile.open(in: folder)
      #expect(store.notice?.contains("newer version") == true)
      #expect(try Data(contentsOf: URL(filePath: folder + "/progress.newer")) == bytes)
      #expect(try store.answers().isEmpty)
    }
  }

  @Test func `a foreign database is set aside too`() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let queue = try DatabaseQueue(path: folder + "/progress.sqlite")
      try queue.write { try $0.execute(sql: "CREATE TABLE answer (x)") }
      try queue.close()
      #expect(ProgressFile.open(in: folder).notice?.contains("progress.damaged") == true)
    }
  }

  @Test func `two programs write one record without harm`() throws {
    try inFolder { folder in
      let stores = [ProgressFile.open(in: folder), ProgressFile.open(in: folder)]
      DispatchQueue.concurrentPerform(iterations: 4) { number in
        for round in 0..<25 {
          try? stores[number % 2].record([answer("\(number)", at: round)])
        }
      }
      let answers = try stores.map { try $0.answers() }
      #expect(answers[0].count == 100 && answers[1] == answers[0])
    }
  }

  @Test func `where nothing can be written the answers of the session still count`() throws {
    try inFolder { folder in
      // a folder stands where the record should
      try FileManager.default.createDirectory(
        atPath: folder + "/progress.sqlite", withIntermediateDirectories: true)
      let store = ProgressFile.open(in: folder)
      #expect(store.notice?.hasPrefix("Answers are not recorded: ") == true && !store.records)
      try store.record([answer("a", at: 1)])
      #expect(try store.answers().count == 1)
      #expect(throws: LessonError.self) { try store.merge([answer("b", at: 1)]) }
      let nowhere = ProgressFile.open(in: "/proc/no/such/place")
      #expect(nowhere.notice?.hasPrefix("Answers are not recorded: ") == true)
    }
  }

  @Test func `a log that is written and read again is the same log, and not there twice`() throws {
    try inFolder { folder in
      let store = ProgressFile.open(in: folder)
      try store.record((0..<20).map { answer("card \($0) – ≥", at: $0) })
      let text = try ProgressFile.text(of: store.log())
      let answers = try AnswerLog(Array(text.utf8), named: "log").answers
      #expect(try answers == store.log())
      #expect(try store.merge(answers) == 0)
      let other = ProgressFile.open(in: folder + "/other")
      #expect(try other.merge(answers) == 20)
      #expect(try other.merge(answers) == 0)
      #expect(try other.log() == store.log())
    }
  }
}
