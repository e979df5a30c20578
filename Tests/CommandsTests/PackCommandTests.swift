import Foundation
import Testing

@testable import Commands

/// Packs as they are handed on: installed, read beside the program's lessons, taken away.
struct PackCommandTests {
  private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "GoldenPack").path

  private func run(_ place: Workplace, _ arguments: String..., input: String = "") -> Run {
    Run(place.resolve(arguments), input: input, environment: place.environment)
  }

  /// Makes an archive with the system's tar.
  private func archive(_ place: Workplace, _ words: String...) throws {
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = ["tar"] + words
    tar.currentDirectoryURL = place.folder
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
  }

  @Test func `the pack that uses everything has no fault`() throws {
    let run = Run(["pack", "check", Self.golden])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(Run(["check", Self.golden + "/1-everything.md"]).status == 0)
  }

  @Test func `a pack goes from a folder into an archive, and is read beside the program's`() throws
  {
    try Workplace.with { place in
      try FileManager.default.copyItem(atPath: Self.golden, toPath: place.path("mine"))
      try archive(place, "-czf", "handed.tar.gz", "mine")
      let added = run(place, "pack", "add", "@handed.tar.gz")
      #expect(
        added.output == "golden: A pack that uses everything (A. Lecturer) is installed.\n",
        "\(added.errors)")
      #expect(
        run(place, "pack", "list").output.contains(
          "golden  A pack that uses everything (A. Lecturer): 1 lesson"))
      // both lessons of number 1 are there
      #expect(run(place, "lesson", "1", "--plain").output.contains("ResNet"))
      let own = run(place, "lesson", "golden/1", "--plain")
      #expect(own.output.contains("golden/1 Dense blocks"), "\(own.errors)")
      // the pack's block of a name that the library has wins in its own lesson alone
      #expect(own.output.contains("[ conv 3×3, 4 · ReLU ]"))
      #expect(run(place, "count", "basic 4").output.contains("norm"))
      #expect(run(place, "draw", "growing 4").status == 0)
      let quiz = run(place, "quiz", "--card", "golden/dense-choose", "--plain", input: "1\n")
      #expect(quiz.output.contains("How does a dense block join"))
      let log = Run(["progress", "--export", "-"], environment: place.environment).output
      #expect(log.contains("\"card\":\"golden/dense-choose\""))
      #expect(run(place, "pack", "check", "golden").status == 0)
      let twice = run(place, "pack", "add", "@mine")
      #expect(twice.status == 1 && twice.errors.contains("is installed already"))
      #expect(run(place, "pack", "remove", "golden").status == 0)
      #expect(run(place, "lesson", "golden/1", "--plain").status == 1)
      // what was learnt is kept
      #expect(
        Run(["progress", "--export", "-"], environment: place.environment).output == log)
    }
  }

  @Test func `a new lesson is read at once beside the program's, and is never written over`() throws
  {
    try Workplace.with { place in
      let written = run(place, "lesson", "new", "Highway nets", "--output", "@afternoon")
      #expect(written.output == place.path("afternoon/1-highway-nets.md") + "\n")
      #expect(run(place, "check", "@afternoon/1-highway-nets.md").status == 0)
      #expect(run(place, "pack", "check", "@afternoon").status == 0)
      let page = run(place, "lesson", "afternoon/1", "--plain", "--lessons", "@afternoon")
      #expect(page.output.contains("Highway nets"), "\(page.errors)")
      let next = run(place, "lesson", "new", "Highway nets", "--output", "@afternoon")
      #expect(next.output.hasSuffix("2-highway-nets.md\n"))
      try place.write(Array("mine".utf8), to: "other/1-highway-nets.md")
      let there = run(place, "lesson", "new", "Highway nets", "--output", "@other")
      #expect(there.status == 1 && there.errors.contains("is there already"))
      #expect(place.bytes("other/1-highway-nets.md") == Array("mine".utf8))
    }
  }

  @Test func `packs of the environment stand beside the program's lessons too`() throws {
    try Workplace.with { place in
      var environment = place.environment
      environment["BLOCKWALK_LESSONS"] = place.path("lessons") + ":" + Self.golden
      let list = Run(["pack", "list"], environment: environment)
      #expect(list.lines.map { $0.prefix(8) } == ["Blockwal", "lessons ", "golden  "])
      let only = Run(["pack", "list", "--only"], environment: environment)
      #expect(only.lines.count == 2)
      #expect(Run(["pack", "list", "--only"], environment: place.environment).status == 64)
    }
  }

  // MARK: Hostile packs

  /// What somebody might hand on, and what is said of it; each is made in a folder.
  private static let hostile:
    [(name: String, make: @Sendable (String) throws -> Void, words: String)] =
      [
        ("a link out", { try link("/etc/passwd", $0 + "/2-b.md") }, "is a link"),
        ("a link to a folder", { try link("/etc", $0 + "/blocks") }, "is a link"),
        ("a link in a circle", { try link("2-b.md", $0 + "/2-b.md") }, "is a link"),
        (
          "a hard link",
          { try FileManager.default.linkItem(atPath: $0 + "/1-a.md", toPath: $0 + "/2-b.md") },
          "is a link"
        ),
        ("a pipe", { #expect(mkfifo($0 + "/2-b.md", 0o600) == 0) }, "is not a plain file"),
        ("a name with an escape", { try write("x", $0 + "/2-\u{1B}[31m.md") }, "is not allowed"),
        (
          "a name that turns letters", { try write("x", $0 + "/2-\u{202E}dm.md") }, "is not allowed"
        ),
        ("a name with a line end", { try write("x", $0 + "/2-\n.md") }, "is not allowed"),
        ("a name like an option", { try write("x", $0 + "/-rf.md") }, "is not allowed"),
        (
          "folders without end",
          {
            try FileManager.default.createDirectory(
              atPath: $0 + String(repeating: "/d", count: 12), withIntermediateDirectories: true)
          }, "folders deep"
        ),
        (
          "too many files",
          { for index in 0...2_000 { try write("", $0 + "/\(index).txt") } }, "more than 2000 files"
        ),
        (
          "a large file", { try hole(of: 65 << 20, $0 + "/big") },
          "larger than 64 MiB"
        ),
        (
          "a name that leads up", { try write("name: ../../up", $0 + "/pack.yaml") },
          "‘name’ should"
        ),
        ("a title with escapes", { try write("title: \"\\e[31mred\"", $0 + "/pack.yaml") }, ""),
        (
          "a block that calls itself",
          {
            try FileManager.default.createDirectory(
              atPath: $0 + "/blocks", withIntermediateDirectories: true)
            try write("block a\n  b\n\nblock b\n  a\n", $0 + "/blocks/c.block")
          }, ""
        ),
      ]

  private static func write(_ text: String, _ path: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }
  /// A file of so many zeros.
  private static func hole(of bytes: Int, _ path: String) throws {
    try write("", path)
    #expect(truncate(path, off_t(bytes)) == 0)
  }
  private static func link(_ target: String, _ path: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  @Test(arguments: hostile.indices)
  func `a hostile pack is refused or harmless, as a folder and in an archive`(index: Int) throws {
    let (name, make, words) = Self.hostile[index]
    try Workplace.with { place in
      let evil = place.path("evil")
      try FileManager.default.createDirectory(atPath: evil, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: place.path("lessons/9-own.md"), toPath: evil + "/1-a.md")
      try make(evil)
      try archive(place, "-czf", "evil.tar.gz", "evil")
      let packs = place.path("home/.local/share/blockwalk/packs")
      for source in ["@evil", "@evil.tar.gz"] {
        let added = run(place, "pack", "add", source)
        let said = added.output + added.errors
        #expect(!said.contains("\u{1B}") && !said.contains("\u{202E}"), "\(name)")
        #expect(added.status == (words.isEmpty ? 0 : 1), "\(name) \(source): \(said)")
        #expect(words.isEmpty || said.contains(words), "\(name) \(source): \(said)")
        #expect(!said.contains("root:"), "\(name)")
        let left = try FileManager.default.contentsOfDirectory(atPath: packs)
        #expect(left == (words.isEmpty ? ["evil"] : []), "\(name)")
        // what was let in breaks nothing and shows nothing harmful
        for command in [["pack", "list"], ["lesson", "evil/9", "--plain"], ["count", "basic 4"]] {
          let shown = Run(command, environment: place.environment)
          #expect(!(shown.output + shown.errors).contains("\u{1B}"), "\(name)")
          #expect(command[0] == "lesson" || shown.status == 0, "\(name): \(shown.errors)")
        }
        if words.isEmpty { #expect(run(place, "pack", "remove", "evil").status == 0) }
      }
    }
  }

  @Test func `an archive whose names lead out is refused before anything is made`() throws {
    try Workplace.with { place in
      try place.write(Array("x".utf8), to: "out.md")
      try place.write(Array("y".utf8), to: "deep/in.md")
      try archive(place, "-czf", "up.tar.gz", "-P", "-C", "deep", "../out.md")
      try archive(place, "-czf", "root.tar.gz", "-P", place.path("out.md"))
      for name in ["up", "root"] {
        let run = run(place, "pack", "add", "@\(name).tar.gz")
        #expect(run.status == 1 && run.errors.contains("leads out of its folder"), "\(run.errors)")
      }
    }
  }

  @Test func `what is no archive, or unpacks without end, is refused in a sentence`() throws {
    try Workplace.with { place in
      try place.write(Array("not packed".utf8), to: "text.tar.gz")
      try place.write([0x1F, 0x8B, 8, 0, 1, 2, 3], to: "torn.tar.gz")
      // zeros pack a thousand times smaller
      try place.write([], to: "bomb/zeros")
      #expect(truncate(place.path("bomb/zeros"), 200 << 20) == 0)
      try archive(place, "-czf", "bomb.tar.gz", "bomb")
      for (name, words) in [
        ("text.tar.gz", "is not a .tar.gz archive"), ("torn.tar.gz", "cannot be unpacked"),
        ("bomb.tar.gz", "larger than 64 MiB when unpacked"), ("nowhere", "is not there"),
        ("labels.txt", "neither a folder nor a .tar.gz"),
        ("home", "has neither lessons"),
      ] {
        let run = run(place, "pack", "add", "@" + name)
        #expect(run.status == 1 && run.errors.contains(words), "\(name): \(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
      }
      let remove = run(place, "pack", "remove", "../../..")
      #expect(remove.status == 1 && remove.errors.contains("No pack"))
    }
  }
}
