import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A training program that is killed at random moments and goes on as if nothing had been.
@Suite struct TrainKillTests {
  /// How often it is killed; `BLOCKWALK_KILLS=50` for more.
  private static let kills =
    ProcessInfo.processInfo.environment["BLOCKWALK_KILLS"].flatMap { Int($0) } ?? 4

  private static func arguments(_ folder: URL, _ name: String) -> [String] {
    let output = folder.appending(path: name).path
    return [
      "train", "conv 3x3 4, norm, relu, basic 4, globalpool, dense 10", "--steps", "60",
      "--batch", "16", "--threads", "1", "--output", output, "--resume", output, "--log",
      output + ".jsonl",
    ]
  }

  @Test func `a killed run that is resumed ends as one that was not killed`() throws {
    try Program.withFolder { folder in
      let whole = try Program(Self.arguments(folder, "whole"))
      try #require(whole.status == 0, "\(whole.errors)")
      for number in 0..<Self.kills {
        let name = "killed\(number)"
        // between the start of the program and its end, whatever the machine's hurry
        try kill(Self.arguments(folder, name), after: .random(in: 0...whole.seconds))
        let resumed = try Program(Self.arguments(folder, name))
        #expect(resumed.status == 0, "\(resumed.errors)")
        for suffix in ["", ".jsonl"] {
          let files = try ["whole", name].map {
            try Data(contentsOf: folder.appending(path: $0 + suffix))
          }
          #expect(files[0] == files[1])
        }
      }
    }
  }

  private func kill(_ arguments: [String], after seconds: Double) throws {
    let process = Process()
    process.executableURL = URL(filePath: Explorer.program)
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": NSTemporaryDirectory()]
    try process.run()
    Thread.sleep(forTimeInterval: seconds)
    _ = endProcess(process.processIdentifier)
    process.waitUntilExit()
  }
}

// outside of the structure, where `kill` is its own function
private func endProcess(_ process: pid_t) -> Int32 { kill(process, SIGKILL) }
