import Foundation
import Study
import Testing

/// A quiz whose program is killed, or has no room to write.
///
/// With `BLOCKWALK_KILLS` it is killed that many times.
@Suite struct QuizKillTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func quiz(_ command: [String], state folder: String) -> (Process, Pipe, Pipe) {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = ["XDG_STATE_HOME": folder, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    return (process, input, output)
  }

  /// How many answers a text acknowledges.
  private func verdicts(in text: String) -> Int {
    ["Right.", "Wrong.", "Partly right"].reduce(0) {
      $0 + text.components(separatedBy: $1).count - 1
    }
  }

  @Test func `killed at random moments it loses no answer that it graded`() throws {
    let kills = ProcessInfo.processInfo.environment["BLOCKWALK_KILLS"].flatMap { Int($0) } ?? 30
    try inFolder { folder in
      var random = SystemRandomNumberGenerator()
      var graded = 0
      var most = 0
      for round in 0..<kills {
        let (process, input, output) = quiz(
          [Explorer.program, "quiz", "--plain", "1"], state: folder)
        try process.run()
        // wrong forms are asked again, so that something of this is always an answer
        let answers = String(repeating: "1\n1 2\n1 2 3 4 5 6 7 8 9 10\n1x1x1\nrelu\n", count: 40)
        try input.fileHandleForWriting.write(contentsOf: Data(answers.utf8))
        var sent = Data()
        // most of them somewhere among its questions, some while it starts
        let length = round % 5 > 0 ? Int.random(in: 1...5000, using: &random) : 0
        while sent.count < length {
          let part = output.fileHandleForReading.availableData
          if part.isEmpty { break }
          sent += part
        }
        usleep(UInt32.random(in: 0..<(length > 0 ? 5000 : 80_000), using: &random))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? input.fileHandleForWriting.close()
        sent += try output.fileHandleForReading.readToEnd() ?? Data()
        let text = String(decoding: sent, as: UTF8.self)
        graded += verdicts(in: text)
        most += 13
        let store = ProgressFile.open(in: folder + "/blockwalk")
        #expect(store.notice == nil)
        let kept = try store.log().count
        #expect(kept >= graded, "\(kept) of \(graded)")
        #expect(kept <= most)
      }
      #expect(graded > kills / 2, "killed too early to show anything: \(graded)")
    }
  }

  @Test func `without room to write the quiz goes on and says so`() throws {
    try inFolder { folder in
      // 24 blocks of 512 bytes are too few for the record
      let script = "trap '' XFSZ; ulimit -f 24; exec \"$0\" quiz --plain --card resnet-depth"
      let (process, input, output) = quiz(
        ["/bin/sh", "-c", script, Explorer.program], state: folder)
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data("1\n".utf8))
      try input.fileHandleForWriting.close()
      let text = String(
        decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(text.contains("not recorded") && text.contains("Wrong."), "\(text)")
      #expect(process.terminationStatus == 0)
    }
  }
}
