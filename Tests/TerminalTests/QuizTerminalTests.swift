import Foundation
import Lessons
import Screens
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
        #expect(terminal.wait(for: "of 45 points expected"))
      }
    }
  }

  @Test func `an exam that was killed goes on where it was`() throws {
    try inFolder { folder in
      try run(["exam"], state: folder) { terminal in
        #expect(terminal.wait(for: "question 1 of 8"))
        terminal.type("a stem\rand stages")
        #expect(terminal.wait(for: "and stages"))
        terminal.type("\u{18}")
        #expect(terminal.wait(for: "sure?"))
        terminal.type("\r")
        #expect(terminal.wait(for: "question 2 of 8"))
        terminal.type("half an ans")
        #expect(terminal.wait(for: "half an ans"))
        terminal.send(SIGKILL)
        #expect(terminal.waitForEnd())
      }
      try run(["exam"], state: folder) { terminal in
        #expect(terminal.wait(for: "half an ans"))
        #expect(terminal.text.contains("question 2 of 8"))
        #expect(terminal.text.contains("10 of 45 points handed in"))
        terminal.type("wer")
        #expect(terminal.wait(for: "half an answer"))
      }
    }
  }

  @Test func `a whole exam is taken by keyboard alone`() throws {
    try inFolder { folder in
      try run(["exam"], state: folder) { terminal in
        for number in 1...8 {
          #expect(terminal.wait(for: "question \(number) of 8"))
          terminal.type("answer \(number)")
          #expect(terminal.wait(for: "answer \(number)"))
          terminal.type("\u{18}")
          #expect(terminal.wait(for: "sure?"))
          terminal.type("\r")
        }
        for number in 1...8 {
          #expect(terminal.wait(for: "question \(number) of 8, tick"))
          terminal.type(" ")
          #expect(terminal.wait(for: "[x]"))
          terminal.type("\r")
        }
        #expect(terminal.wait(for: "Mock exam › result"))
        terminal.type("q")
        #expect(terminal.wait(for: "Convolutional networks II"))
        terminal.type("q")
        #expect(terminal.waitForEnd())
        #expect(terminal.exitCode == 0)
      }
      let answers = try ProgressFile.open(in: folder + "/blockwalk").answers()
      #expect(answers.count { $0.card.hasPrefix("question-") } == 8)
      #expect(answers.count { $0.card.hasPrefix("rubric-") && $0.isRight } == 8)
    }
  }
}
