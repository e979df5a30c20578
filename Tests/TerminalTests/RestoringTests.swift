import CPseudoTerminal
import Foundation
import Fuzzing
import Screens
import Testing

/// Whatever is typed, in windows of whatever size: the program lives, the lessons are as they were,
/// and so is the terminal afterwards, by the word of `stty -a` and by what stands on its screen.
@Suite struct RestoringTests {
  /// `BLOCKWALK_KEYS=100000` types so many.
  private static let count =
    ProcessInfo.processInfo.environment["BLOCKWALK_KEYS"].flatMap { Int($0) } ?? 600

  private static let keys =
    [
      "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[H",
      "\u{1B}[F", "\u{1B}[Z", "\u{1B}", "\r", "\t", "\u{7F}", "\u{C}", "\u{4}", "\u{15}", "\u{13}",
      "\u{1B}[<0;9;7M", "\u{1B}[200~pasted\u{1B}[201~", "\u{1B}[99;99R", "\u{1B}x", "é", "漢",
      "\u{0}", "\u{1F}",
    ] + "abcdefghijklmnoprstuvwxyzDEGHLNRUVZ0123456789 []<>{}|#.,:/?=!+-()".map { String($0) }

  /// How a session ends.
  enum End: String, CaseIterable {
    case leaving, interrupt, termination
  }

  /// What is done to a terminal.
  private enum Deed {
    case type(String)
    case resize(Size)
    case wait(milliseconds: Int)
  }

  private static func deeds(_ count: Int, seed: UInt64) -> [Deed] {
    var chance = Chance(seed: seed)
    return (0..<count).flatMap { _ -> [Deed] in
      var deeds = [Deed.type(chance.pick(keys))]
      if chance.below(25) == 0 {
        deeds.append(.resize(Size(1 + chance.below(160), 1 + chance.below(60))))
      }
      if chance.below(4) == 0 { deeds.append(.wait(milliseconds: chance.below(20))) }
      return deeds
    }
  }

  private func carryOut(_ deeds: [Deed], on terminal: PseudoTerminal) {
    for deed in deeds {
      switch deed {
      case .type(let key): terminal.type(key)
      case .resize(let size): terminal.resize(to: size)
      case .wait(let milliseconds): terminal.wait(within: .milliseconds(milliseconds)) { false }
      }
    }
  }

  @Test(arguments: End.allCases)
  func `random keys and sizes leave nothing behind`(end: End) throws {
    try Program.withFolder { folder in
      let lessons = try Self.lessons()
      let script = """
        trap : INT; cd '\(folder.path)'; echo 'before it'; stty -a > 1; '\(Explorer.program)'; echo ended $?
        stty -a > 2; cmp 1 2 && echo same; read line
        """
      let environment = [
        "XDG_STATE_HOME": folder.path + "/state", "XDG_DATA_HOME": folder.path + "/data",
        "XDG_CONFIG_HOME": folder.path + "/config",
      ]
      let rounds = max(Self.count / End.allCases.count / 100, 1)
      let seed = UInt64(end.rawValue.utf8.count) * 1_000_000
      try PseudoTerminal.run("/bin/sh", ["-c", script], environment: environment) { terminal in
        #expect(terminal.wait { terminal.showsHome })
        // on the way through all views Home is begun from again now and then
        for round in 0..<rounds {
          carryOut(Self.deeds(100, seed: seed + UInt64(round)), on: terminal)
          terminal.resize(to: Size(80, 24))
          terminal.type("\u{C}")
          terminal.goHome()
        }
        finish(terminal, end)
        let record = folder.appending(path: "record").path
        try Data(terminal.bytes).write(to: URL(filePath: record))
        try expectUntouched(record)
      }
      #expect(try Self.lessons() == lessons)
    }
  }

  private func finish(_ terminal: PseudoTerminal, _ end: End) {
    switch end {
    case .leaving: terminal.type("q")
    case .interrupt: terminal.type("\u{3}")
    case .termination: terminal.type("\u{3}\u{3}")
    }
    #expect(terminal.wait(for: "same"), "\(terminal.text)")
    #expect(terminal.text.contains(end == .leaving ? "ended 0" : "ended 130"))
    #expect(!terminal.isFullScreen && terminal.showsCursor)
    let cell = terminal[0, terminal.lines.firstIndex { $0.hasPrefix("same") } ?? 0]
    #expect(cell.foreground == -1 && cell.background == -1 && !cell.bold && !cell.reverse)
    #expect(EscapeCodes(terminal.bytes).modesLeftOn == [])
    // what a terminal that remembers one cursor must not be asked: to remember another
    #expect(!terminal.bytes.contains([0x1b, UInt8(ascii: "7")]))
  }

  /// Plays what a session sent on a screen that keeps its size: what stood there before the program
  /// stands there again, and what came after it right below.
  ///
  /// (A window that becomes low pushes lines out; how many depends on where the cursor is.)
  private func expectUntouched(_ record: String) throws {
    try PseudoTerminal.run("/bin/cat", [record]) { terminal in
      #expect(terminal.waitForEnd())
      let words = terminal.lines.map { $0.split(separator: " ").joined(separator: " ") }
      #expect(words[0] == "before it" && words[1].hasPrefix("ended "), "\(terminal.text)")
      #expect(words[2] == "same" && words[3...].allSatisfy(\.isEmpty), "\(terminal.text)")
    }
  }

  /// The files of the lessons with their contents.
  private static func lessons() throws -> [String: Data] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../lessons").standardized
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      files[name] = FileManager.default.contents(atPath: folder.appending(path: name).path)
    }
    return files
  }
}
