import Foundation
import Quiz
import Study
import Testing

/// Logs as they are written and as they come back.
@Suite struct AnswerLogTests {
  private func answer(_ card: String, at time: Int = 1_700_000_000) -> AnswerRecord {
    AnswerRecord(
      time: time, card: card, lesson: 1, kind: "choose", seed: .max, reply: "2", share: 1,
      points: 1, rating: .good, mistakes: ["a", "b"], seconds: 7)
  }
  private func log(_ text: String) throws -> AnswerLog {
    try AnswerLog(Array(text.utf8), named: "log")
  }
  private func text(_ cards: String...) throws -> String {
    try ProgressFile.text(of: cards.map { answer($0) })
  }

  @Test func `whatever the clock and the reply were, what is exported is imported`() throws {
    let times = [Int.min, -315_619_200, -1, 0, 1_700_000_000, 32_503_680_001, .max]
    let replies = [
      "", "\n\r\n\u{2028}\u{85}", "\0\u{1B}[31m", "\"}\\u0000{", "\u{FEFF}", "šířka 🎓",
    ]
    let answers = times.flatMap { time in
      replies.map { reply in
        AnswerRecord(
          time: time, card: reply, lesson: .min, kind: reply, seed: 7, reply: reply, share: 0.1,
          points: 1_000, rating: .again, seconds: -5, session: reply)
      }
    }
    let read = try log(ProgressFile.text(of: answers))
    #expect(read.answers == answers && read.faultCount == 0)
  }

  @Test func `line ends of Windows, a byte order mark and empty lines are passed over`() throws {
    let plain = try text("a", "b")
    let answers = try log(plain).answers
    #expect(answers.map(\.card) == ["a", "b"])
    for other in [
      plain.replacing("\n", with: "\r\n"), "\u{FEFF}" + plain, "\n \t\r\n" + plain + "\n\n",
      String(plain.dropLast()),
    ] {
      #expect(try log(other).answers == answers)
    }
  }

  @Test func `a bad line is named with its number and the others are taken`() throws {
    let (first, second) = (try text("a"), try text("b"))
    let unsound = String(first.dropLast()).replacing("\"share\":1", with: "\"share\":2")
    for wrong in ["{}", "x", "\u{0}", unsound] {
      let read = try log(first + "\n" + wrong + "\n" + second)
      #expect(read.answers.map(\.card) == ["a", "b"] && read.faultCount == 1)
      #expect(
        read.faults.map { "\($0)" }
          == ["log:3: this line is not an answer that Blockwalk exported."])
    }
  }

  @Test func `of many bad lines the first are named and all are counted`() throws {
    let read = try log(text("a") + String(repeating: "x\n", count: 5_000) + text("b"))
    #expect(read.answers.count == 2 && read.faultCount == 5_000)
    #expect(read.faults.map(\.line) == (2..<22).map { $0 })
  }

  @Test func `what is no log at all is refused, and not read to its end`() throws {
    #expect(throws: Never.self) { try log("") }
    for (text, sentence) in [
      ("hello", "log:1: this line is not an answer that Blockwalk exported."),
      ("a\nb\nc", "log: none of the first 3 lines is an answer that Blockwalk exported."),
      (
        String(repeating: "x\n", count: 1_000_000),
        "log: none of the first 1000 lines is an answer that Blockwalk exported."
      ),
    ] {
      #expect {
        try log(text)
      } throws: {
        "\($0)" == sentence
      }
    }
    // a sparse file of zeros is one long line
    #expect(throws: (any Error).self) {
      try AnswerLog([UInt8](repeating: 0, count: 64 << 20), named: "log")
    }
  }
}
