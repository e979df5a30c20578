import FileSystem
import Foundation
import Testing

/// What writing leaves as it is: links, pipes, devices, modes and owners, and the folder itself.
@Suite struct FileWriterTests {
  private let folder: URL
  private let new = Array("new".utf8)

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "blockwalk-writer-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }
  private func put(_ text: String, _ name: String, mode: Int = 0o644) throws {
    _ = FileManager.default.createFile(
      atPath: path(name), contents: Data(text.utf8), attributes: [.posixPermissions: mode])
  }
  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }
  private func attributes(_ name: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: path(name))
  }
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name), withDestinationPath: target)
  }
  private func refusal(_ name: String) -> String {
    do {
      try FileWriter(patience: 0.1).write(new, to: path(name))
      return "it was written"
    } catch {
      return "\(error)"
    }
  }

  @Test func `a new file is written whole, and nothing else stays`() throws {
    try FileWriter().write(new, to: path("file"))
    #expect(try text("file") == "new" && names() == ["file"])
  }

  @Test func `a plain file is replaced with its mode`() throws {
    try put("old, and longer", "file", mode: 0o600)
    let before = try attributes("file")[.systemFileNumber] as? Int
    try FileWriter().write(new, to: path("file"))
    #expect(try text("file") == "new" && names() == ["file"])
    #expect(try attributes("file")[.posixPermissions] as? Int == 0o600)
    // another file stands there: the old one was never half written
    #expect(try attributes("file")[.systemFileNumber] as? Int != before)
  }

  @Test func `a link stays one, and what it leads to is written`() throws {
    try put("old", "target", mode: 0o640)
    try link("link", to: "target")
    try link("outer", to: path("link"))
    try FileWriter().write(new, to: path("outer"))
    #expect(try text("target") == "new" && names() == ["link", "outer", "target"])
    for name in ["link", "outer"] {
      #expect(try attributes(name)[.type] as? FileAttributeType == .typeSymbolicLink)
    }
    #expect(try attributes("target")[.posixPermissions] as? Int == 0o640)
  }

  @Test func `a link to nothing yet makes the file that it names`() throws {
    try link("link", to: "target")
    try FileWriter().write(new, to: path("link"))
    #expect(try text("target") == "new" && names() == ["link", "target"])
  }

  @Test func `a file of two names keeps both`() throws {
    try put("old, and longer", "one")
    try FileManager.default.linkItem(atPath: path("one"), toPath: path("two"))
    try FileWriter().write(new, to: path("one"))
    #expect(try text("one") == "new" && text("two") == "new")
  }

  @Test func `a pipe gets the bytes and stays a pipe`() throws {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    let path = path("pipe")
    let (reader, output) = (Process(), Pipe())
    reader.executableURL = URL(filePath: "/bin/cat")
    reader.arguments = [path]
    reader.standardOutput = output
    try reader.run()
    try FileWriter().write(new, to: path)
    #expect(output.fileHandleForReading.readDataToEndOfFile() == Data(new))
    reader.waitUntilExit()
    #expect(try attributes("pipe")[.type] as? FileAttributeType != .typeRegular)
  }

  @Test func `a pipe that nobody reads is given up with a sentence`() throws {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(refusal("pipe").hasSuffix("cannot be written: nobody reads from this pipe."))
  }

  @Test func `a device takes the bytes and stays one`() throws {
    try link("null", to: "/dev/null")
    try FileWriter().write(new, to: path("null"))
    let null = try FileManager.default.attributesOfItem(atPath: "/dev/null")
    #expect(null[.type] as? FileAttributeType == .typeCharacterSpecial)
    #if os(Linux)
      try link("full", to: "/dev/full")
      #expect(refusal("full").hasSuffix("cannot be written: the disk is full."))
    #endif
  }

  @Test func `an open file by its number gets the bytes`() throws {
    let pipe = Pipe()
    try FileWriter().write(new, to: "/dev/fd/\(pipe.fileHandleForWriting.fileDescriptor)")
    try pipe.fileHandleForWriting.close()
    #expect(try pipe.fileHandleForReading.readToEnd() == Data(new))
  }

  @Test func `what cannot be written is named with the reason`() throws {
    #expect(refusal("missing/file").hasSuffix("there is no such folder."))
    #expect(refusal(".").hasSuffix("it is a folder."))
    try link("circle", to: "circle")
    #expect(refusal("circle").hasSuffix("its links lead in a circle."))
    #expect(try names() == ["circle"])
  }
}
