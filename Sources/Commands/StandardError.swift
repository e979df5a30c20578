import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where errors go.
enum StandardError {
  /// A sentence, as the argument parser says its own.
  static func say(_ sentence: String) { write("Error: \(sentence)") }

  /// Something to know about what stands on standard output.
  static func note(_ sentence: String) { write(sentence) }

  /// A text and a line end; an error may quote a file, so that nothing in it is to be obeyed.
  static func write(_ text: String) {
    let bytes = Array("\(text.harmless(keepingLines: true))\n".utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(count, 0))
    }
  }
}

// outside of the enumeration, where `write` is its own function
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
