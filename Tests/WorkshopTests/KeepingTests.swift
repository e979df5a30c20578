import Foundation
import Screens
import Study
import Testing
import Views

@testable import Workshop

/// What is typed and ticked gets into the record by itself, in few transactions.
@Suite struct KeepingTests {
  private let household: Household

  init() throws { household = try Household() }

  private func session(_ background: BackgroundWork = .immediate) throws -> Session {
    try Session(
      household.workshop(), at: .answer(to: .study(.newExam(.lecture(5)))), background,
      household.time)
  }

  private var exam: MockExam? { try? household.workshop().examiner.record.openExam() }

  /// How many transactions have changed the record: SQLite counts them in its header.
  private var transactions: Int {
    get throws {
      let bytes = try Data(contentsOf: URL(filePath: household.path + "/state/progress.sqlite"))
      return bytes[24..<28].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  @Test func `a text that is pasted is written once`() throws {
    let display = RecordingDisplay([], isHurried: true)
    var session = try session()
    session.begin(on: display)
    session.run(on: display)
    let before = try transactions
    let text = String(repeating: "The block adds its input. ", count: 115).trimmedEnd
    display.add(text.map { .key(.character($0)) })
    session.run(on: display)
    #expect(exam?.questions[0].text == text)
    #expect(try transactions - before == 1)
  }

  @Test func `the ticks of a question and its records are one transaction`() throws {
    let display = RecordingDisplay([])
    var session = try session()
    session.begin(on: display)
    display.add(.keys(Array(repeating: "ctrl-x enter", count: 9).joined(separator: " ")))
    session.run(on: display)
    #expect(exam?.isTicking == true)
    display.add(.keys("space"))
    session.run(on: display)
    let before = try transactions
    display.add(.keys("enter"))
    session.run(on: display)
    #expect(try transactions - before == 1)
    #expect(exam?.questions[0].isTicked == true && exam?.questions[0].ticks == [0])
    let answers = try household.workshop().examiner.record.answers()
    #expect(answers.count { $0.card == "question-1" } == 1)
    #expect(answers.count { $0.card.hasPrefix("rubric-1-") && $0.isRight } == 1)
  }

  @Test func `the clock counts the time in which nothing is typed`() throws {
    let display = RecordingDisplay([])
    var session = try session()
    session.begin(on: display)
    session.run(on: display)
    household.clock.advance(by: 7)
    display.add([nil])
    session.run(on: display)
    // a killed program loses some seconds at most
    #expect(exam?.used == 7)
    household.clock.advance(by: 3)
    display.add([.end])
    session.run(on: display)
    #expect(session.isOver && session.finish() == nil)
    #expect(exam?.used == 10)
  }

  @Test func `what is not written yet is said, and written at the end`() throws {
    let work = HeldWork()
    let display = RecordingDisplay([])
    var session = try session(work.background)
    session.begin(on: display)
    session.run(on: display)
    work.perform()
    // an answer that is handed in is waited for, here in vain
    display.add(.keys("a ctrl-x enter"))
    session.run(on: display)
    #expect(exam?.questions[0].text == "" && display.text.contains("Not saved yet"))
    work.perform()
    display.add([nil])
    session.run(on: display)
    #expect(exam?.questions[0].text == "a" && exam?.questions[0].isHandedIn == true)
    #expect(!display.text.contains("Not saved yet"))
    display.add(.keys("b"))
    session.run(on: display)
    #expect(session.finish()?.hasPrefix("What you did last was not saved") == true)
    work.perform()
    #expect(session.finish() == nil)
  }

  @Test func `a window shows what another one writes, and loses nothing of its own`() throws {
    let displays = [RecordingDisplay([]), RecordingDisplay([])]
    var sessions = [try session(), try session()]
    func type(_ names: String, in window: Int) {
      displays[window].add(.keys(names))
      sessions[window].run(on: displays[window])
    }
    for window in 0...1 { sessions[window].begin(on: displays[window]) }
    type("f i r s t", in: 0)
    // its own next key is enough to hear of it
    type("! ctrl-n ctrl-n", in: 1)
    #expect(exam?.questions[0].text == "first!")
    type("m", in: 0)
    #expect(exam?.questions[0].text == "first!m" || exam?.questions[0].text == "firstm!")
    #expect(displays[0].text.contains("!"))
  }

  @Test func `a window in which nothing is typed hears of another one with its next key`() throws {
    let clock = household.clock
    let time = TimeSource(
      now: { clock.now },
      stopwatch: {
        let start = clock.now
        return { Double(clock.now - start) }
      })
    func playground() throws -> Session {
      try Session(household.workshop(), at: .answer(to: .openPlayground), .immediate, time)
    }
    let displays = [RecordingDisplay([]), RecordingDisplay([])]
    var sessions = [try playground(), try playground()]
    for window in 0...1 {
      sessions[window].begin(on: displays[window])
      sessions[window].run(on: displays[window])
    }
    displays[0].add(.keys("# o n e"))
    sessions[0].run(on: displays[0])
    #expect(!displays[1].text.contains("#one"))
    clock.advance(by: 1)
    displays[1].add(.keys("right"))
    sessions[1].run(on: displays[1])
    #expect(displays[1].text.contains("#one"), "\(displays[1].text)")
  }

  @Test(arguments: ["resnet-bottleneck-parameters", "resnet-parameters-formula"])
  func `what was typed for a card of the quiz is there with its numbers until it is answered`(
    id: String
  ) throws {
    func open() throws -> (Session, RecordingDisplay) {
      let display = RecordingDisplay([])
      var session = try Session(
        household.workshop(), at: .answer(to: .study(.deal(.card(id), seed: nil))), .immediate,
        household.time)
      session.begin(on: display)
      session.run(on: display)
      return (session, display)
    }
    var (session, display) = try open()
    display.add(.keys("1 2 + 3"))
    session.run(on: display)
    #expect(display.text.contains("12+3"))
    let lines = display.frames.last
    (session, display) = try open()
    #expect(display.frames.last == lines)
    // an equation that cannot be read is no answer
    guard id == "resnet-bottleneck-parameters" else { return }
    display.add(.keys("enter"))
    session.run(on: display)
    (session, display) = try open()
    #expect(!display.text.contains("12+3"))
  }

  @Test func `what was typed in the stepper's editor is there until it is stepped`() throws {
    func open() throws -> (Session, RecordingDisplay) {
      let display = RecordingDisplay([])
      var session = try Session(
        household.workshop(), at: .answer(to: .run(WalkRequest("relu"))), .immediate,
        household.time)
      session.begin(on: display)
      display.add(.keys("e"))
      session.run(on: display)
      return (session, display)
    }
    var (session, display) = try open()
    display.add(", norm, con".map { .key(.character($0)) })
    session.run(on: display)
    (session, display) = try open()
    #expect(display.text.contains("relu, norm, con"))
    #expect(display.text.contains("your unfinished text is back"))
    // its fault is found as if it had been typed
    #expect(display.text.contains("of the last good text"))
    display.add(.keys("backspace backspace backspace backspace backspace esc"))
    session.run(on: display)
    #expect(display.frames.last?[0].contains("relu, norm") == true)
    (session, display) = try open()
    #expect(!display.text.contains("norm"))
  }

  @Test func `another block of the same name stays, and a free name is offered`() throws {
    let display = RecordingDisplay([])
    var session = try Session(
      household.workshop(), at: .answer(to: .openPlayground), .immediate, household.time)
    session.begin(on: display)
    let place = household.path + "/data/mine.block"
    try FileManager.default.createDirectory(
      atPath: household.path + "/data", withIntermediateDirectories: true)
    try "three evenings of work".write(toFile: place, atomically: true, encoding: .utf8)
    display.add(.keys("ctrl-s"))
    session.run(on: display)
    #expect(display.text.contains("mine.block has another text"))
    display.add(.keys("enter"))
    session.run(on: display)
    #expect(try household.text(of: "data/mine.block") == "three evenings of work")
    #expect(try household.text(of: "data/mine-2.block").contains("block mine"))
    // what one has saved oneself may be saved again
    display.add(.keys("# ctrl-s"))
    session.run(on: display)
    #expect(try household.text(of: "data/mine-2.block").hasSuffix("#\n"))
    #expect(!household.files.contains("data/mine-3.block"))
  }
}
