#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where errors go.
enum StandardError {
  /// A sentence, as the argument parser says its own.
  static func say(_ sentence: String) {
    let line = Array("Error: \(sentence)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
