import Tensors
import Views

#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

/// Prints what a command has to say.
///
/// Lessons, names and answers are texts of others: what a terminal would obey in them is replaced.
func print(_ text: String, terminator: String = "\n") {
  Swift.print(text.harmless(keepingLines: true), terminator: terminator)
}

/// Where results go.
enum StandardOutput {
  /// Throws where not all that was printed has arrived, as on a full disk.
  static func finish() throws {
    guard fflush(stdout) == 0, ferror(stdout) == 0 else {
      throw Failure("standard output could not be written to its end.")
    }
  }
}
