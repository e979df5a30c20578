import LibC
import Tensors

/// Where errors of the process go.
enum StandardError {
  /// A sentence, as the argument parser says its own.
  static func say(_ sentence: String) {
    write(Array("Error: \(sentence.harmless(keepingLines: true))\n".utf8))
  }

  /// Writes all of it, or as much as can be written.
  static func write(_ bytes: [UInt8]) {
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
