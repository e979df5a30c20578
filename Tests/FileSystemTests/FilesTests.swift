import FileSystem
import Foundation
import LibC
import Tensors
import Testing

/// What reading and making say of files and folders that are not as one expects.
@Suite struct FilesTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Files.makeFolder(folder)
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// What is said of a path where reading it fails.
  private func fault(
    _ name: String, atMost limit: Int = Limits.fileBytes, patience: Double = 0.05,
    isBrief: Bool = false
  ) -> String {
    do throws(FileFault) {
      _ = try Files.text(path(name), atMost: limit, patience: patience, isBrief: isBrief)
      return "it was read"
    } catch { return error.predicate }
  }

  @Test func `a file is read whole, without the mark of some editors`() throws {
    let text = String(repeating: "šířka\n", count: 40_000)
    try Files.write(Array("\u{FEFF}\(text)".utf8), to: path("file"))
    #expect(try Files.text(path("file")) == text)
    #expect(try Files.bytes(path("file")).count == text.utf8.count + 3)
  }

  @Test func `what cannot be read is named with the reason`() throws {
    #expect(fault("none") == "cannot be read: there is no such file")
    #expect(fault(".") == "cannot be read: it is a folder")
    try Files.write([0xFF, 0xFE], to: path("file"))
    #expect(fault("file") == "is not text in UTF-8; save it as UTF-8")
    #expect(fault("file/below") == "cannot be read: there is no such file")
    symlink("circle", path("circle"))
    #expect(fault("circle") == "cannot be read: its links lead in a circle")
    #expect {
      try Files.bytes("/no\u{1B}where")
    } throws: {
      "\($0)" == "/no�where cannot be read: there is no such file."
    }
  }

  @Test func `every number of the system has words, and those of one kind the same`() {
    let words = (1...133).map { Obstacle(code: Int32($0)).words }
    #expect(words.allSatisfy { $0.first?.isLowercase == true && $0.last != "." })
    #expect(Obstacle(code: ENOSPC) == Obstacle(code: EDQUOT))
    #expect(Obstacle(code: EROFS).words == "the disk is read-only")
    #expect(Obstacle(code: ENAMETOOLONG).words == "its name is too long")
    let long = String(repeating: "n", count: 5_000)
    #expect(fault(long) == "cannot be read: its name is too long")
  }

  @Test func `the size is looked at before anything is read`() throws {
    try Files.write([], to: path("sparse"))
    #expect(truncate(path("sparse"), 1 << 40) == 0)
    #expect(fault("sparse") == "is larger than 1.0 GiB; give a smaller file")
    #expect(
      fault("sparse", atMost: 1 << 50).hasPrefix("cannot be read: it takes 1.0 TiB of memory"))
    // a device has no size, and no end
    #expect(throws: FileFault.self) { try Files.bytes("/dev/zero", atMost: 1 << 20) }
  }

  @Test func `a pipe that nobody writes to is given up with a sentence`() {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(fault("pipe") == "cannot be read: nobody writes to this pipe")
  }

  @Test func `a pipe whose writer is silent is given up where the whole should be brief`() {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    let writer = open(path("pipe"), O_RDWR)
    defer { close(writer) }
    #expect(fault("pipe", isBrief: true) == "cannot be read: nobody writes to this pipe")
  }

  @Test func `a pipe is read to its end once somebody writes`() throws {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    let (process, pipe) = (Process(), path("pipe"))
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec >'\(pipe)'; printf one; sleep 0.1; printf two"]
    try process.run()
    #expect(try Files.text(pipe, patience: 60) == "onetwo")
    process.waitUntilExit()
  }

  @Test func `a folder is made with all above it, for its owner alone`() throws {
    let deep = path("a/b/c")
    try Files.makeFolder(deep)
    try Files.makeFolder(deep)
    let mode = try FileManager.default.attributesOfItem(atPath: path("a"))[.posixPermissions]
    #expect(Files.isFolder(deep) && mode as? Int == 0o700)
    try Files.write([], to: path("file"))
    #expect {
      try Files.makeFolder(path("file/below"))
    } throws: {
      "\($0)" == "\(path("file/below")) cannot be made: a part of its path is not a folder."
    }
  }

  @Test func `names in a folder come in order, hidden ones left out`() throws {
    for name in ["b", "a", ".hidden"] { try Files.write([], to: path(name)) }
    #expect(try Files.names(in: folder) == ["a", "b"])
    #expect {
      try Files.names(in: path("none"))
    } throws: {
      "\($0)" == "\(path("none")) cannot be read: there is no such folder."
    }
  }

  @Test func `pipes, devices and folders are told from plain files and from nothing`() throws {
    try Files.write([], to: path("file"))
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(!Files.isOccupied(path("file")) && !Files.isOccupied(path("none")))
    #expect(Files.isOccupied(path("pipe")) && Files.isOccupied("/dev/null"))
    #expect(Files.isOccupied(folder))
  }
}
