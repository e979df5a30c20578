#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Tensors
import Views

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading and writing whole files, with errors of one sentence.
public enum Files {
  public static func bytes(_ path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw unreadable(path) }
    defer { close(file) }
    // what is no plain file may go on for ever, so that its size is not asked but counted
    var bytes: [UInt8] = []
    guard read(file, into: &bytes, upTo: Limits.fileBytes) else {
      guard bytes.count > Limits.fileBytes else { throw unreadable(path) }
      throw Failure("\(path.harmless()) is larger than 1 GiB; give a smaller file.")
    }
    return bytes
  }

  /// Reads to the end; false where that fails or there is more than a limit.
  private static func read(_ file: Int32, into bytes: inout [UInt8], upTo limit: Int) -> Bool {
    var status = stat()
    if fstat(file, &status) == 0, 0...limit ~= Int(status.st_size) {
      bytes.reserveCapacity(Int(status.st_size))
    }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = systemRead(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 }
      bytes += piece[..<count]
    }
    return false
  }

  private static func unreadable(_ path: String) -> Failure {
    let reason =
      switch errno {
      case ENOENT, ENOTDIR: "there is no such file"
      case EACCES: "permission is denied"
      case EISDIR: "it is a folder"
      case let code: String(cString: strerror(code))
      }
    return Failure("\(path.harmless()) cannot be read: \(reason).")
  }

  public static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Writes all of some bytes into an open file; false where that fails.
  public static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { return false }
      rest = rest.dropFirst(max(count, 0))
    }
    return true
  }

  /// The text of a plain file; what is none might keep one waiting for ever.
  static func plainText(_ path: String) throws -> String {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw Failure("\(path.harmless()) is not a plain file.")
    }
    return try text(path)
  }

  /// The first of `name`, `name-2`, `name-3` … that nothing in a folder is called.
  static func freeName(_ name: String, ending: String, in folder: String) -> String {
    var (free, number) = (name, 1)
    let start = folder.isEmpty ? "" : folder + "/"
    while exists(start + free + ending) {
      number += 1
      free = "\(name)-\(number)"
    }
    return free
  }

  public static func text(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path), as: UTF8.self) else {
      throw Failure("\(path.harmless()) is not text in UTF-8; save it as UTF-8.")
    }
    return text.droppingByteOrderMark
  }

  public static func standardInput() throws -> String {
    var bytes: [UInt8] = []
    guard read(STDIN_FILENO, into: &bytes, upTo: Limits.source) else {
      guard bytes.count > Limits.source else { throw unreadable("standard input") }
      throw Failure("the notation on standard input is longer than \(Limits.source) characters.")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a whole file, as `FileWriter` does.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    try FileWriter().write(bytes, to: path)
  }

  public static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure("\(path.harmless()) cannot be made: \(reason(error)).")
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let cocoa = error as? CocoaError else { return "\(error)" }
    return switch cocoa.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
    case .fileReadNoPermission, .fileWriteNoPermission: "permission is denied"
    case .fileWriteOutOfSpace: "the disk is full"
    case .fileWriteVolumeReadOnly: "the disk is read-only"
    default: "the system refused (\(cocoa.code.rawValue))"
    }
  }
}

// outside of the enumeration, where `read` and `write` are its own functions
private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, buffer, count)
}
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
