import FileSystem
import Lessons
@preconcurrency import LibC
import Terminal
import Views
import Workshop

extension Console {
  /// The streams of this process and its terminal.
  static var process: Console {
    Console(
      output: { bytes in _ = fwrite(bytes, 1, bytes.count, stdout) },
      errors: StandardError.write,
      finish: {
        guard fflush(stdout) == 0, ferror(stdout) == 0 else {
          throw Failure("standard output could not be written to its end.")
        }
      },
      readLine: { Swift.readLine() },
      readAll: { try Files.standardInput(upTo: $0) },
      environment: .process,
      hasTerminal: Terminal.isAvailable,
      probe: TerminalProbe.ofProcess,
      explore: { workshop, settings, start in
        try workshop.explore(from: start, settings)
      })
  }
}
