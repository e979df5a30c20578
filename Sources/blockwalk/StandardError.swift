#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where errors go.
enum StandardError {
  /// A sentence, as the argument parser says its own.
  static func say(_ sentence: String) { put("Error: \(sentence)\n") }
  /// Something to know about what stands on standard output.
  static func note(_ sentence: String) { put(sentence + "\n") }

  private static func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
