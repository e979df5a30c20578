import Foundation
import Study
import Testing

/// The explorer killed at random moments of an exam, a quiz and the playground.
///
/// With `BLOCKWALK_KILLS` it is killed that many times; one in ten kills has a second window.
@Suite struct KillTests {
  @Test func `killed at random moments it loses nothing that it acknowledged, and keeps it once`()
    throws
  {
    let kills = ProcessInfo.processInfo.environment["BLOCKWALK_KILLS"].flatMap { Int($0) } ?? 12
    try OwnFolder.with { folder in
      var student = Student(folder: folder)
      for round in 0..<kills { try student.work(round) }
      #expect(student.acknowledged > kills / 4, "killed too early to show anything")
    }
  }
}

/// Somebody whose program is killed again and again, and who remembers what it has acknowledged.
private struct Student {
  let folder: OwnFolder
  private var chance = SystemRandomNumberGenerator()
  /// Verdicts that were shown, and answers that were sent.
  private var verdicts = 0
  private var answers = 0
  /// What an exam's question was seen to hold in the record, by the exam and the question.
  private var texts: [String: String] = [:]
  private var handedIn: Set<String> = []
  private var ticked: Set<String> = []
  private var draft: [String] = []
  private(set) var acknowledged = 0

  init(folder: OwnFolder) { self.folder = folder }

  mutating func work(_ round: Int) throws {
    switch round % 4 {
    case 0: try answer(round)
    case 1: try write(round)
    default: try sitExam(round)
    }
    try check()
  }

  /// Dies now, or after some milliseconds without a look at what is written.
  private mutating func die(_ terminal: PseudoTerminal) {
    if Bool.random(using: &chance) { usleep(UInt32.random(in: 0..<400_000, using: &chance)) }
    terminal.send(SIGKILL)
    #expect(terminal.waitForEnd())
  }

  private mutating func waits() -> Bool { Bool.random(using: &chance) }

  private mutating func answer(_ round: Int) throws {
    let place = ["quiz", "--card", "resnet-relu-positions", "--seed", "7"]
    try folder.run(place) { terminal in
      #expect(terminal.wait(for: "Where are the ReLUs"))
      terminal.type("2\r")
      answers += 1
      if waits() {
        #expect(terminal.wait { terminal.text.contains("Right.") })
        if !terminal.text.contains("Not saved yet") { acknowledge { $0.verdicts += 1 } }
      }
      die(terminal)
    }
  }

  private mutating func write(_ round: Int) throws {
    try folder.run(["playground"]) { terminal in
      #expect(terminal.wait(for: "Playground"))
      let line = "# line \(round)."
      terminal.type(line + "\r")
      if waits() {
        let folder = folder
        #expect(terminal.wait { folder.draft.contains(line) })
        acknowledge { $0.draft.append(line) }
      }
      die(terminal)
    }
  }

  private mutating func sitExam(_ round: Int) throws {
    try folder.run(["exam"]) { terminal in
      #expect(terminal.wait { terminal.lines[0].contains("Mock exam") })
      if terminal.lines[0].contains("tick your answer") {
        try tick(terminal)
      } else if round % 20 == 19 {
        try writeInTwo(terminal, round)
      } else {
        try writeAnswer(terminal, round)
      }
      die(terminal)
    }
  }

  private func question(_ terminal: PseudoTerminal) throws -> (name: String, index: Int) {
    let title = terminal.lines[0]
    let number = try #require(title.firstMatch(of: #/question (\d+) of/#)?.1, "\(title)")
    let exam = try #require(folder.exam)
    let index = try #require(Int(number)) - 1
    return ("\(exam.id) \(index)", index)
  }

  private mutating func writeAnswer(_ terminal: PseudoTerminal, _ round: Int) throws {
    let (name, index) = try question(terminal)
    let word = "word \(round), "
    terminal.type(word)
    if waits() {
      let folder = folder
      #expect(
        terminal.wait { folder.exam?.questions[index].text.contains(word.trimmed) == true },
        "\(terminal.text)")
      let text = folder.exam?.questions[index].text ?? ""
      acknowledge { $0.texts[name] = text }
    }
    guard Int.random(in: 0..<3, using: &chance) == 0 else { return }
    let title = terminal.lines[0].prefix(40)
    terminal.type("\u{18}\r")
    if waits() {
      #expect(terminal.wait { terminal.lines[0].prefix(40) != title })
      if !terminal.text.contains("Not saved yet") {
        acknowledge { $0.handedIn.insert(name) }
      }
    }
  }

  /// What is typed in two windows is there, though both are killed.
  private mutating func writeInTwo(_ terminal: PseudoTerminal, _ round: Int) throws {
    let (name, index) = try question(terminal)
    let folder = folder
    var text = ""
    try folder.run(["exam"]) { second in
      #expect(second.wait { second.lines[0].contains("Mock exam") })
      terminal.type("first \(round), ")
      second.type("second \(round), ")
      #expect(
        second.wait {
          text = folder.exam?.questions[index].text ?? ""
          return text.contains("first \(round),") && text.contains("second \(round),")
        }, "\(text)")
      second.send(SIGKILL)
      #expect(second.waitForEnd())
    }
    acknowledge { $0.texts[name] = text }
  }

  private mutating func tick(_ terminal: PseudoTerminal) throws {
    let (name, index) = try question(terminal)
    let (exam, lesson) = try #require(folder.exam.map { ($0.id, $0.questions[index].lesson) })
    let title = terminal.lines[0].prefix(40)
    terminal.type(" \r")
    if waits() {
      #expect(terminal.wait { terminal.lines[0].prefix(40) != title }, "\(name)")
      if !terminal.text.contains("Not saved yet") {
        acknowledge { $0.ticked.insert("exam-\(exam)-question-\(lesson)") }
      }
    }
  }

  private mutating func acknowledge(_ note: (inout Student) -> Void) {
    note(&self)
    acknowledged += 1
  }

  private mutating func check() throws {
    let record = folder.record
    #expect(record.notice == nil)
    let log = try record.log()
    let kept = log.count { $0.session == "quiz" }
    #expect(verdicts <= kept && kept <= answers, "\(verdicts) ≤ \(kept) ≤ \(answers)")
    // answers that came to nothing do not count for the next round
    (verdicts, answers) = (kept, kept)
    let ofExams = log.filter { $0.session != "quiz" }
    #expect(Set(ofExams.map { "\($0.session) \($0.card)" }).count == ofExams.count)
    #expect(ticked.isSubset(of: ofExams.map(\.id)))
    for line in draft { #expect(folder.draft.contains(line), "\(line) in \(folder.draft)") }
    guard let exam = folder.exam else { return }
    for (index, question) in exam.questions.enumerated() {
      let name = "\(exam.id) \(index)"
      // spaces at the end come and go
      #expect(question.text.hasPrefix((texts[name] ?? "").trimmedEnd), "\(question.text)")
      if handedIn.contains(name) { #expect(question.isHandedIn) }
      if ticked.contains("exam-\(exam.id)-question-\(question.lesson)") {
        #expect(question.isTicked)
      }
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0.isWhitespace }.reversed())
  }
}
