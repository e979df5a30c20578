import Foundation
import GRDB
import LessonSamples
import Networks
import Testing

@testable import Lessons
@testable import Quiz
@testable import Study

/// Disks, clocks and files that are not as they should be.
@Suite struct RecordFaultTests {
  /// A folder that is gone after the test.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer {
      _ = chmod(folder, 0o700)
      try? FileManager.default.removeItem(atPath: folder)
    }
    try body(folder)
  }

  private func answer(_ number: Int, at time: Int? = nil, seconds: Int = 7) -> AnswerRecord {
    AnswerRecord(
      id: "id \(number)", time: time ?? 1_700_000_000 + number, card: "card \(number)", lesson: 1,
      kind: "choose", seed: 3, reply: String(repeating: "an answer ", count: 20), share: 1,
      points: 1, rating: .good, seconds: seconds)
  }

  /// A record with many answers, so that it has many pages.
  private func fill(_ folder: String, count: Int = 400) throws {
    try ProgressFile.open(in: folder).record((0..<count).map { answer($0) })
  }

  @Test func `damaged pages lose nothing that can be read and trap nothing`() throws {
    try inFolder { folder in
      try fill(folder)
      let path = folder + "/progress.sqlite"
      let whole = try Data(contentsOf: URL(filePath: path))
      var choices = Choices(seed: 5)
      var damaged = 0
      for round in 0..<60 {
        var bytes = whole
        // from the 101st byte on, and now and then in the header before
        let start = Int.random(in: round % 6 == 0 ? 0..<100 : 100..<bytes.count, using: &choices)
        for place in start..<min(start + 1 << (round % 12), bytes.count) {
          bytes[place] = UInt8.random(in: 0...255, using: &choices)
        }
        if round % 5 == 0 { bytes.removeSubrange(start...) }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
          try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
        try bytes.write(to: URL(filePath: path))
        let store = ProgressFile.open(in: folder)
        if let notice = store.notice {
          damaged += 1
          let kept = folder + (notice.contains("newer") ? "/progress.newer" : "/progress.damaged")
          #expect(try Data(contentsOf: URL(filePath: kept)) == bytes, "round \(round): \(notice)")
        }
        _ = try? store.answers()
        try? store.record([answer(1_000)])
        _ = try? store.openExam()
        _ = store.examDay
        if store.notice != nil { #expect(try store.answers().count == 1, "round \(round)") }
      }
      #expect(damaged > 10)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "who may do everything may write everywhere"))
  func `in a folder that is read-only the answers are read and new ones count`() throws {
    try inFolder { folder in
      try fill(folder, count: 3)
      for file in ["", "/progress.sqlite", "/progress.lock"] {
        _ = chmod(folder + file, file.isEmpty ? 0o500 : 0o400)
      }
      let store = ProgressFile.open(in: folder)
      #expect(
        store.notice == "Answers are not recorded: the record is read-only." && !store.records)
      try store.record([answer(7)])
      #expect(try store.answers().count == 4)
    }
  }

  private static let hasty = ProgressFile.Conditions(patience: 0.05, tries: 1)

  @Test func `what cannot be written while another holds the record is written afterwards`() throws
  {
    try inFolder { folder in
      try fill(folder, count: 3)
      let store = ProgressFile.open(in: folder, Self.hasty)
      let other = try DatabaseQueue(path: folder + "/progress.sqlite")
      try other.inDatabase { database in
        try database.execute(sql: "BEGIN EXCLUSIVE")
        #expect {
          try store.record([answer(7)])
        } throws: {
          "\($0)" == "this answer was not recorded: another program holds the record."
        }
        #expect(store.hasUnwritten)
        let opened = ProgressFile.open(in: folder, Self.hasty)
        #expect(opened.notice?.hasPrefix("Another program holds the record") == true)
        #expect(throws: LessonError.self) { try opened.record([answer(8)]) }
        // what was read before is still known
        #expect(try opened.answers().map(\.id) == ["id 8"])
        #expect(throws: LessonError.self) { try opened.log() }
        try database.execute(sql: "ROLLBACK")
        try opened.record([])
        #expect(opened.notice == nil && opened.records)
      }
      #expect(try store.answers().count == 5)
      try store.record([answer(9)])
      #expect(!store.hasUnwritten)
      #expect(try ProgressFile.open(in: folder).answers().count == 6)
    }
  }

  @Test func `an exam that could not be written once does not come back over a newer one`() throws {
    try inFolder { folder in
      let store = ProgressFile.open(in: folder, Self.hasty)
      var exam = MockExam([try Samples.lesson("").front], at: 100)
      var edition = try store.exam { _ in exam }.edition
      func keep(_ text: String) throws {
        exam.questions[0].text = text
        try store.write(Changes(exams: [ExamEdit(exam, edition: edition)]), "it failed")
      }
      try keep("first")
      let other = try DatabaseQueue(path: folder + "/progress.sqlite")
      try other.inDatabase { database in
        try database.execute(sql: "BEGIN EXCLUSIVE")
        #expect(throws: LessonError.self) { try keep("first x") }
        // meanwhile it is there for whoever opens it here
        #expect(try store.openExam()?.questions[0].text == "first x")
        let again = try store.exam { $0 ?? exam }
        #expect(again.exam.questions[0].text == "first x")
        edition = again.edition
        try database.execute(sql: "ROLLBACK")
      }
      try store.record([])
      #expect(try store.openExam()?.questions[0].text == "first x")
      try keep("first x and an essay")
      #expect(try store.openExam()?.questions[0].text == "first x and an essay")
      #expect(try store.exam { $0 ?? exam }.exam.questions[0].text == "first x and an essay")
    }
  }

  @Test func `a program that was stopped while it opened the record keeps nobody waiting`() throws {
    try inFolder { folder in
      try fill(folder, count: 3)
      let lock = open(folder + "/progress.lock", O_RDWR | O_CREAT, 0o600)
      defer { close(lock) }
      #expect(flock(lock, LOCK_EX) == 0)
      // a record that is as it should be needs no lock
      #expect(try ProgressFile.open(in: folder, Self.hasty).answers().count == 3)
      // a new one is made once the other program goes on
      try FileManager.default.removeItem(atPath: folder + "/progress.sqlite")
      let store = ProgressFile.open(in: folder, Self.hasty)
      #expect(store.notice?.hasPrefix("Another program holds the record") == true)
      #expect(throws: LessonError.self) { try store.record([answer(7)]) }
      flock(lock, LOCK_UN)
      try store.record([answer(8)])
      #expect(try ProgressFile.open(in: folder).answers().count == 2)
    }
  }

  @Test(arguments: ["progress.sqlite", "progress.sqlite-journal", "progress.lock"])
  func `a pipe in the place of the record is said and not waited for`(name: String) throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      #expect(mkfifo(folder + "/" + name, 0o600) == 0)
      let store = ProgressFile.open(in: folder, Self.hasty)
      guard name != "progress.lock" else { return }
      #expect(store.notice == "Answers are not recorded: \(name) is not a plain file.")
      try store.record([answer(7)])
      #expect(try store.answers().count == 1)
    }
  }

  @Test func `a disk that becomes full keeps what is there and says so`() throws {
    try inFolder { folder in
      try fill(folder)
      let path = folder + "/progress.sqlite"
      let size = try Data(contentsOf: URL(filePath: path)).count
      // the record may not grow: a limit of SQLite stands for the end of the disk
      let store = ProgressFile.open(in: folder, ProgressFile.Conditions(pageLimit: size / 4096))
      #expect {
        try store.record((1_000..<1_200).map { answer($0) })
      } throws: {
        "\($0)" == "this answer was not recorded: the disk is full."
      }
      #expect(try store.answers().count == 600 && store.hasUnwritten)
      #expect(throws: LessonError.self) { try store.merge((2_000..<2_200).map { answer($0) }) }
      // what was there is there, and where there is room again all goes on
      let again = ProgressFile.open(in: folder)
      #expect(try again.notice == nil && again.answers().count == 400)
      try again.record([answer(3_000)])
      #expect(try again.answers().count == 401)
    }
  }

  @Test func `a clock that goes backwards makes dates and no trap`() throws {
    var schedule = ReviewSchedule()
    let start = 1_700_000_000
    for (index, time) in [0, 86_400 * 400, 86_400, -86_400 * 9_000, 86_400 * 2, 5].enumerated() {
      schedule.answer(Rating.allCases[index % 4], at: start + time)
      let due = try #require(schedule.due)
      #expect(due > start + time && schedule.memory?.stability.isFinite == true)
      #expect(0...1 ~= schedule.recall(at: start - 86_400 * 100))
    }
    let lesson = try Samples.lesson("")
    let dealer = try Dealer(lesson, library: Library())
    let card = dealer.entries.first?.id ?? ""
    let answers = [500, 0, 900, -900].map { days in
      AnswerRecord(
        time: start + days * 86_400, card: card, lesson: 1, kind: "open", seed: 1, reply: "",
        share: 1, points: 1, rating: .good, seconds: days)
    }
    for now in [start - 86_400 * 2_000, start, start + 86_400 * 2_000] {
      for exam in [nil, LocalDay(at: start), LocalDay(at: start + 86_400 * 300)] {
        let standing = Standing([dealer], answers: answers.settled, exam: exam, now: now)
        #expect(standing.estimated?.isFinite != false && standing.worth.isFinite)
        #expect(standing.answersADay(days: 14).count == 14 && standing.usualSeconds > 0)
      }
    }
  }

  @Test(arguments: [
    "\"share\":1e308", "\"points\":1e300", "\"points\":-5", "\"rating\":0",
  ])
  func `an answer that nobody can have given is refused and spoils nothing`(field: String) throws {
    try inFolder { folder in
      let good = try ProgressFile.text(of: [answer(1)])
      let name = field.prefix { $0 != ":" }
      let range = try #require(good.range(of: "\(name):"))
      let end = try #require(good[range.upperBound...].firstIndex { ",}".contains($0) })
      let text = good.replacingCharacters(in: range.lowerBound..<end, with: field)
      #expect {
        try AnswerLog(Array(text.utf8), named: "log")
      } throws: {
        "\($0)" == "log:1: this line is not an answer that Blockwalk exported."
      }
      // the same in the file itself, as a bad block of the disk may leave it
      try fill(folder, count: 2)
      let queue = try DatabaseQueue(path: folder + "/progress.sqlite")
      try queue.write {
        let column = name.filter(\.isLetter)
        let value = field.drop { $0 != ":" }.dropFirst()
        try $0.execute(sql: "UPDATE answer SET \(column) = \(value) WHERE id = 'id 1'")
      }
      try queue.close()
      #expect(try ProgressFile.open(in: folder).answers().map(\.id) == ["id 0"])
    }
  }

  @Test func `a time that is no date counts for nothing and is kept`() throws {
    try inFolder { folder in
      let store = ProgressFile.open(in: folder)
      let times = [Int.min, -315_619_200, 0, 1_700_000_000, .max]
      try store.record(times.enumerated().map { answer($0, at: $1) })
      #expect(try store.answers().map(\.time) == [-315_619_200, 0, 1_700_000_000])
      #expect(try store.log().map(\.time) == times)
    }
  }

  @Test(arguments: ["{}", "{\"id\"", "null", "[]"])
  func `an exam that cannot be read is not resumed`(content: String) throws {
    try inFolder { folder in
      try fill(folder, count: 1)
      let exam = MockExam([try Samples.lesson("").front], at: 100)
      let whole = try ProgressFile.json(exam)
      for text in [
        content, whole.replacing("\"current\":0", with: "\"current\":7"),
        whole.replacing("\"current\":0", with: "\"current\":-1"),
        whole.replacing(/"minutes":\d+/, with: "\"minutes\":9223372036854775807"),
        whole.replacing(/"used":\d+/, with: "\"used\":-9223372036854775808"),
      ] {
        let queue = try DatabaseQueue(path: folder + "/progress.sqlite")
        try queue.write {
          try $0.execute(
            sql: "INSERT OR REPLACE INTO exam (id, started, content) VALUES ('x', 1, ?)",
            arguments: [text])
        }
        try queue.close()
        #expect(try ProgressFile.open(in: folder).openExam() == nil, "\(text)")
      }
    }
  }
}
