import Foundation
import Screens
import Study
import Testing

/// Texts of others are data: a terminal obeys nothing in them, and no column moves.
@Suite struct HostileTextTests {
  /// A title, the screen wiped, red, text from right to left, accents without end, wide characters,
  /// a word without end, a line that begins anew.
  private static let hostile =
    "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}e\u{301}\u{302}\u{303} 漢字 👩‍👩‍👧 שלום\u{8}\u{8} "
    + String(repeating: "w", count: 300) + "\rend"

  /// In one line, for what ends with its line.
  private static let line = hostile.replacing("\r", with: " ")

  /// As a text of YAML between quotes.
  private static let quoted =
    "\""
    + hostile.unicodeScalars.map { scalar in
      scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
        ? "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        : String(scalar)
    }.joined() + "\""

  private static let lesson = """
    ---
    number: 1
    title: \(quoted)
    question: \(quoted)
    brief: \(quoted)
    points: 2
    lecture: \(quoted)
    attribution: \(quoted)
    ---
    # \(hostile)

    ## Model answer

    \(hostile) *\(hostile)* `\(hostile)` $x_\(hostile)$

    - \(hostile)
      > \(hostile)

    | \(hostile) | b |
    |---|---|
    | a | \(hostile) |

    $$\(hostile)$$

    ```block
    # \(line)
    block evil(out: 4) # \(line)
      conv 1x1 out # \(line)
    ```

    ```show
    diagram evil on 4x4x2
    step evil on 4x4x2
    step \(line) on 4x4x2
    ```

    ```rubric
    2 \(line)
    ```

    ```quiz
    - id: \(quoted)
      kind: choose
      ask: \(quoted)
      right: \(quoted)
      wrong:
        - choice: \(quoted)
          mistake: \(quoted)
          why: \(quoted)
    ```

    ```\(hostile)
    \(hostile)
    ```
    """

  /// A folder of one hostile lesson, one hostile block and a file of settings to match.
  private func inFolder(_ body: (_ folder: URL, _ environment: [String: String]) throws -> Void)
    throws
  {
    try Program.withFolder { folder in
      let blocks = folder.appending(path: "lessons/blocks")
      try FileManager.default.createDirectory(at: blocks, withIntermediateDirectories: true)
      let terms = "- english: \(Self.quoted)\n  czech: \(Self.quoted)\n  line: \(Self.quoted)\n"
      let block = "# \(Self.hostile)\nblock evil(out: 4)\n  conv 1x1 out # \(Self.hostile)\n"
      for (name, text) in [
        ("lessons/1-evil.md", Self.lesson), ("lessons/terms.yaml", terms),
        ("lessons/2-broken.md", "---\n\(Self.hostile)\n---\n"),
        ("lessons/blocks/evil.block", block), ("evil.block", block),
        ("broken.block", "block evil\n  conv \(Self.hostile)\n"),
        ("data/blockwalk/playground.draft", "# \(Self.hostile)\nconv 1x1 2\n\(Self.hostile)\n"),
        ("config/blockwalk/config.yaml", "\(Self.quoted): never\ncolor: \(Self.quoted)\n"),
      ] {
        let place = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
      }
      try body(
        folder,
        [
          "BLOCKWALK_LESSONS": folder.path + "/lessons",
          "XDG_STATE_HOME": folder.path + "/state", "XDG_DATA_HOME": folder.path + "/data",
          "XDG_CONFIG_HOME": folder.path + "/config",
        ])
    }
  }

  /// Whether there is nothing in a text that a terminal obeys.
  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar == "\t"
        || scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value) && scalar != "\u{202E}"
    }
  }

  @Test func `what commands print of it is harmless, errors too`() throws {
    try inFolder { folder, environment in
      let hostile = Self.hostile
      let evil = folder.appending(path: "evil\u{1B}[31m.safetensors").path
      try Data(Self.tensors).write(to: URL(filePath: evil))
      // an answer to a card that is called so
      let store = ProgressFile.open(in: folder.path + "/state/blockwalk")
      try store.record([
        AnswerRecord(
          time: 1_700_000_000, card: hostile, lesson: 1, kind: "choose", seed: 1, reply: hostile,
          share: 0, points: 1, rating: .again, mistakes: [hostile])
      ])
      let commands: [[String]] = [
        ["lesson", "1", "--plain"], ["check"], ["check", folder.path + "/broken.block"],
        ["terms"], ["terms", hostile], ["quiz", "1", "--plain"], ["quiz", "--export", "anki"],
        ["progress"], ["progress", "--json"], ["progress", "--exam", hostile], ["config"],
        ["draw", hostile], ["draw", "evil", "--define", folder.path + "/evil.block"],
        ["draw", "evil", "--define", hostile], ["count", "evil", "--on", "4x4x2"],
        ["count", "evil", "--on", hostile], ["run", "evil", "--weights", evil],
        ["run", "evil", "--input", evil], ["run", "evil", "--input", hostile],
        ["explain", "evil", "--node", hostile, "--element", "0,0,0"], [hostile],
        ["--\(hostile)"], ["lesson", hostile], ["screen", "--keys", hostile],
        ["experiment", hostile], ["--lessons", hostile], ["draw", "evil", "--format", "svg"],
        ["draw", "evil", "--format", "dot"], ["draw", "evil", "--format", "pytorch"],
      ]
      for command in commands {
        let program = try Program(command, environment: environment, folder: folder)
        #expect(isHarmless(program.output), "\(command[0]): \(program.output.debugDescription)")
        #expect(isHarmless(program.errors), "\(command[0]): \(program.errors.debugDescription)")
        #expect([0, 1, 2, 64].contains(program.status), "\(command): \(program.status)")
      }
    }
  }

  @Test(arguments: [
    ("", []), ("enter", []), ("enter end", []), ("enter a pgdn", []), ("enter pgdn pgdn", []),
    ("", ["lesson", "1"]), ("s", []), ("e", []), ("d", []), ("e g t", []), ("x", []),
    ("", ["step", "evil"]),
  ])
  func `a real terminal shows the same cells as a screen without one`(
    keys: String, place: [String]
  ) throws {
    let letters = ["enter": "\r", "end": "\u{1B}[F", "pgdn": "\u{1B}[6~"]
    let typed = keys.split(separator: " ").map { letters[String($0)] ?? String($0) }
    var expected: [String] = []
    // what is typed is kept, so that each of the two has a folder of its own
    try inFolder { _, environment in
      let screen = try Program(
        ["screen", "--color", "never", "--keys", keys, "--size", "80x24"] + place + ["--only"],
        environment: environment)
      expected = screen.output.split(separator: "\n", omittingEmptySubsequences: false)
        .prefix(24).map(String.init)
    }
    try inFolder { _, environment in
      let arguments = place + ["--only"]
      try PseudoTerminal.run(Explorer.program, arguments, environment: environment) { terminal in
        type(typed, into: terminal)
        let isEqual = terminal.wait(within: .seconds(10)) { terminal.lines == expected }
        let words = "\(expected.joined(separator: "\n"))\n\(terminal.text)"
        #expect(isEqual, "\(words)")
        let text = String(decoding: terminal.bytes, as: UTF8.self)
        let obeyed = ["\u{1B}]0;", "\u{7}", "\u{9B}", "\u{202E}", "\u{301}", "漢"]
        #expect(obeyed.filter { text.contains($0) } == [])
        terminal.send(SIGTERM)
        #expect(terminal.waitForEnd())
        terminal.expectRestored()
      }
    }
  }

  private func type(_ keys: [String], into terminal: PseudoTerminal) {
    #expect(terminal.wait { terminal.lines.last?.contains("keys") == true })
    for key in keys {
      terminal.type(key)
      // each is waited for, so that no two are read as one
      let count = terminal.bytes.count
      terminal.wait(within: .seconds(2)) { terminal.bytes.count > count }
    }
  }

  /// A file of one tensor whose name is hostile.
  private static var tensors: [UInt8] {
    let name = hostile.unicodeScalars.map { scalar in
      scalar.value < 0x20
        ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        : String(scalar)
    }.joined()
    let header =
      "{\"\(name)\":{\"dtype\":\"\(name)\",\"shape\":[1],\"data_offsets\":[0,4]}}"
    let count = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8)
      + [0, 0, 0, 0]
  }
}
