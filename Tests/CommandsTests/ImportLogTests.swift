import Foundation
import Study
import Testing

@testable import Commands

/// `progress --export` and `--import`, to and from files and streams.
struct ImportLogTests {
  private func answers(_ times: [Int]) -> [AnswerRecord] {
    times.map { time in
      AnswerRecord(
        id: "id \(time)", time: time, card: "own-card", lesson: 9, kind: "number", seed: 1,
        reply: "4", share: 1, points: 1, rating: .good)
    }
  }

  @Test func `an exported log is imported elsewhere, whatever the clock was`() throws {
    try Workplace.with { place in
      let records = answers([-315_619_200, 1_764_000_000, .max])
      ProgressFile.open(in: place.path("old/blockwalk")).keepAll(records)
      let old = ["XDG_STATE_HOME": place.path("old")]
      let new = ["XDG_STATE_HOME": place.path("new")]
      #expect(Run(["progress", "--export", place.path("log")], environment: old).status == 0)
      let run = Run(["progress", "--import", place.path("log")], environment: new)
      #expect(run.output == "3 of 3 answers were new.\n" && run.status == 0)
      let kept = try ProgressFile.open(in: place.path("new/blockwalk")).log()
      #expect(kept == records)
    }
  }

  @Test func `standard input has the limit of a log, not that of the notation`() throws {
    try Workplace.with { place in
      let log = try ProgressFile.text(of: answers(Array(1...2_000)))
      #expect(log.utf8.count > 300_000)
      let environment = ["XDG_STATE_HOME": place.path("state")]
      let run = Run(["progress", "--import", "-"], input: log, environment: environment)
      #expect(run.output == "2000 of 2000 answers were new.\n" && run.status == 0)
      let text = Run(["count", "-"], input: log)
      #expect(text.errors == "Error: the notation on standard input is longer than 200000 bytes.\n")
      #expect(text.status == 1)
    }
  }

  @Test func `a bad line is named, the others are taken, and the status is 1`() throws {
    try Workplace.with { place in
      var lines = try ProgressFile.text(of: answers([1, 2])).split(separator: "\n")
      lines.insert("nonsense", at: 1)
      let environment = ["XDG_STATE_HOME": place.path("state")]
      let run = Run(
        ["progress", "--import", "-"], input: lines.joined(separator: "\n"),
        environment: environment)
      #expect(run.output == "2 of 2 answers were new.\n" && run.status == 1)
      #expect(
        run.errors
          == "Error: standard input:2: this line is not an answer that Blockwalk exported.\n")
      lines += Array(repeating: "nonsense", count: 30)
      let many = Run(
        ["progress", "--import", "-"], input: lines.joined(separator: "\n"),
        environment: environment)
      #expect(many.output == "0 of 2 answers were new.\n" && many.status == 1)
      #expect(many.errors.hasSuffix("Error: 11 more lines are not answers either.\n"))
    }
  }

  @Test func `a file that is too large is refused by its size`() throws {
    try Workplace.with { place in
      let path = place.path("answers.jsonl")
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.truncate(atOffset: 900 << 20)
      try file.close()
      let run = Run(
        ["progress", "--import", path], environment: ["XDG_STATE_HOME": place.path("state")])
      #expect(
        run.status == 1 && run.errors.hasSuffix("is larger than 256 MiB; give a smaller file.\n"))
    }
  }
}

extension ProgressStore {
  /// Records answers; a test that cannot goes on with none.
  fileprivate func keepAll(_ answers: [AnswerRecord]) { try? record(answers) }
}
