import Foundation
import Screens
import Study
import Testing

/// The quiz and the exam in a real terminal, killed in the middle.
@Suite struct QuizTerminalTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func run(
    _ arguments: [String], state folder: String, _ body: (PseudoTerminal) throws -> Void
  ) throws {
    try PseudoTerminal.run(
      Explorer.program, arguments, environment: ["XDG_STATE_HOME": folder], body)
  }

  @Test func `a card that shows its verdict is in the record when the program is killed`() throws {
    try inFolder { folder in
      try run(["quiz", "--card", "resnet-relu-positions", "--seed", "7"], state: folder) {
        terminal in
        #expect(terminal.wait(for: "Where are the ReLUs"))
        terminal.type("2\r")
        #expect(terminal.wait(for: "Right."))
        terminal.send(SIGKILL)
        #expect(terminal.waitForEnd())
      }
      let store = ProgressFile.open(in: folder + "/blockwalk")
      #expect(store.notice == nil)
      let answers = try store.answers()
      #expect(answers.map(\.card) == ["resnet-relu-positions"] && answers[0].isRight)
      #expect(answers[0].confidence == 3)
      // Home knows of it
      try run([], state: folder) { terminal in
        #expect(terminal.wait(for: "too early to say"))
      }
    }
  }

  /// The exam that is in the record.
  private func exam(in folder: String) -> MockExam? {
    try? ProgressFile.open(in: folder + "/blockwalk").openExam()
  }

  @Test func `an exam that was killed goes on where it was`() throws {
    try inFolder { folder in
      try run(["exam", "--lecture", "5"], state: folder) { terminal in
        #expect(terminal.wait(for: "question 1 of 9"))
        terminal.type("a stem\rand stages")
        #expect(terminal.wait(for: "and stages"))
        terminal.type("\u{18}")
        #expect(terminal.wait(for: "How sure?"))
        terminal.type("\r")
        #expect(terminal.wait(for: "question 2 of 9"))
        terminal.type("half an ans")
        // what was typed is written within half a second
        #expect(terminal.wait { exam(in: folder)?.questions[1].text == "half an ans" })
        terminal.send(SIGKILL)
        #expect(terminal.waitForEnd())
      }
      try run(["exam", "--lecture", "5"], state: folder) { terminal in
        #expect(terminal.wait(for: "half an ans"))
        #expect(terminal.text.contains("question 2 of 9"))
        #expect(terminal.text.contains("10 of 50 points handed in"))
        terminal.type("wer")
        #expect(terminal.wait(for: "half an answer"))
      }
    }
  }

  private static let bottleneck =
    "sum { conv 1x1 64, norm, relu, conv 3x3 64, norm, relu, conv 1x1 256, norm "
    + "| conv 1x1 256, norm }, relu"

  @Test func `a whole exam with a drawing is taken by keyboard alone, killed and resumed`() throws {
    try inFolder { folder in
      try run(["exam", "--lecture", "5"], state: folder) { terminal in
        draw(on: terminal)
        let drawn = { exam(in: folder)?.questions[0].drawings?["resnet-build-bottleneck"] }
        #expect(terminal.wait { drawn() == Self.bottleneck })
        terminal.send(SIGKILL)
        #expect(terminal.waitForEnd())
      }
      try run(["exam", "--lecture", "5"], state: folder, handIn)
      try run(["exam", "--lecture", "5"], state: folder, finish)
      let answers = try ProgressFile.open(in: folder + "/blockwalk").answers()
      #expect(answers.count { $0.card.hasPrefix("question-") } == 9)
      #expect(answers.count { $0.card.hasPrefix("rubric-") && $0.isRight } == 9)
      let drawing = try #require(answers.first { $0.card == "resnet-build-bottleneck" })
      #expect(drawing.reply == Self.bottleneck && drawing.share == 1)
    }
  }

  /// Words and a drawing for the first question.
  private func draw(on terminal: PseudoTerminal) {
    #expect(terminal.size == Size(80, 24))
    #expect(terminal.wait(for: "question 1 of 9"))
    terminal.type("answer 1")
    #expect(terminal.wait(for: "answer 1"))
    terminal.type("\u{0E}")
    #expect(terminal.wait(for: "drawing 1 of 1"))
    terminal.type("e" + Self.bottleneck + "\r")
    #expect(terminal.wait(for: "relu, ‹here›"))
  }

  /// All questions handed in and half of them ticked; then it dies again.
  private func handIn(on terminal: PseudoTerminal) {
    #expect(terminal.wait(for: "bottleneck block: drawn"))
    for number in 1...9 {
      #expect(terminal.wait(for: "question \(number) of 9"))
      if number > 1 { terminal.type("answer \(number)") }
      #expect(terminal.wait(for: "answer \(number)"))
      terminal.type("\u{18}")
      #expect(terminal.wait(for: "How sure?"))
      terminal.type("\r")
    }
    #expect(terminal.wait(for: "bottleneck block: right"))
    for number in 1...4 { tick(number, on: terminal) }
    terminal.send(SIGKILL)
    #expect(terminal.waitForEnd())
  }

  private func finish(on terminal: PseudoTerminal) {
    for number in 5...9 { tick(number, on: terminal) }
    #expect(terminal.wait(for: "Mock exam › result"))
    terminal.type("q")
    #expect(terminal.wait(for: "Convolutional networks II"))
    terminal.type("q")
    #expect(terminal.waitForEnd())
    #expect(terminal.exitCode == 0)
  }

  /// Ticks the first line of a question's rubric and goes on.
  private func tick(_ number: Int, on terminal: PseudoTerminal) {
    #expect(terminal.wait(for: "question \(number) of 9, tick"))
    terminal.type(" ")
    #expect(terminal.wait(for: "[x]"))
    terminal.type("\r")
    #expect(terminal.wait { !terminal.text.contains("question \(number) of 9, tick") })
  }
}
