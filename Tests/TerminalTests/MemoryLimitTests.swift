import Foundation
import Testing

/// The program under a limit of the shell: a sentence, never a crash.
struct MemoryLimitTests {
  /// Runs the program with so many mebibytes of addresses.
  private func run(_ arguments: [String], mebibytes: Int) throws -> Program {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    return try Program(
      ["-c", "ulimit -v \(mebibytes * 1024) && exec '\(Explorer.program)' \(words)"],
      path: "/bin/sh")
  }

  @Test(arguments: ["conv 3x3 1", "conv 3x3 1, conv 3x3 1, conv 3x3 1", "depthwise 5x5"])
  func `to draw and count a side of millions takes no more memory than a short one`(
    block: String
  ) throws {
    for command in ["draw", "count"] {
      let run = try run([command, block, "--on", "16777216x1x1"], mebibytes: 400)
      #expect(run.status == 0 && run.output.contains("3×3") == block.contains("3x3"))
      #expect(run.errors.isEmpty, "\(run.errors.prefix(200))")
    }
  }

  @Test(arguments: [
    [
      "explain", "conv 3x3 1 stride: 2", "--on", "4096x4096x64", "--node", "conv1",
      "--element", "0,0,0",
    ],
    ["run", "conv 3x3 1", "--on", "4096x4096x16"],
    ["time", "conv 3x3 64", "--on", "4096x4096x16", "--repeat", "1"],
    ["train", "conv 1x1 16777216, globalpool, dense 10", "--steps", "1"],
  ])
  func `a run that the limit does not leave room for is refused in one sentence`(
    command: [String]
  ) throws {
    let run = try run(command, mebibytes: 1_000)
    #expect(run.status == 1)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 1, "\(run.errors.prefix(500))")
    #expect(lines.first?.contains(/MiB that its limit \(ulimit\) leaves/) == true)
  }

  @Test func `a run that the limit leaves room for is made`() throws {
    let run = try run(["run", "conv 3x3 8", "--on", "700x700x8"], mebibytes: 1_000)
    #expect(run.status == 0 && run.output.contains("loss"), "\(run.errors.prefix(200))")
  }

  @Test func `a file that does not fit is refused before it is read`() throws {
    try Program.withFolder { folder in
      let file = folder.appending(path: "x.safetensors")
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: 900 << 20)
      try handle.close()
      let run = try run(["run", "relu", "--input", file.path], mebibytes: 700)
      #expect(run.status == 1 && run.errors.contains("cannot be read: it takes 900 MiB of memory"))
    }
  }
}
