import Lessons
import Terminal
import Views
import Workshop

#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

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
      readAll: Files.standardInput,
      environment: .process,
      hasTerminal: Terminal.isAvailable,
      explore: { workshop, settings, start in
        try workshop.explore(from: start, settings)
      })
  }
}
