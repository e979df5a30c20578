import LibC
import Tensors

/// Puts bytes where a path leads, and leaves everything else there as it is.
///
/// A plain file is replaced at once by a whole one that was written beside it, with its mode and
/// owner, so that a full disk loses nothing. What is no plain file is written into: a pipe, a
/// device, a file descriptor such as `/dev/stdout`. Links are followed.
public struct FileWriter {
  /// Where a path leads.
  private enum Target {
    case descriptor(Int32)
    case newFile(String)
    case plainFile(String, stat)
    case pipe(String)
    case device(String)
  }
  /// Why something cannot be written, as the system numbers it.
  private struct Refusal: Error {
    let code: Int32

    static var last: Refusal { Refusal(code: errno) }
  }

  /// Seconds that a pipe without a reader is waited for.
  public var patience = 10.0

  public init(patience: Double = 10) { self.patience = patience }

  /// Writes all of it or throws one sentence that names the path.
  public func write(_ bytes: [UInt8], to path: String) throws(FileFault) {
    do throws(Refusal) {
      switch try Self.target(of: path) {
      case .descriptor(let file): try Self.write(bytes, into: file)
      case .newFile(let path): try replace(path, by: bytes, like: nil)
      case .plainFile(let path, let status): try replace(path, by: bytes, like: status)
      case .pipe(let path): try append(bytes, toPipe: path)
      case .device(let path): try Self.write(bytes, opening: path, O_WRONLY)
      }
    } catch {
      throw FileFault(path, .writing, Obstacle(code: error.code))
    }
  }

  private static func target(of path: String) throws(Refusal) -> Target {
    var path = path
    // the links of a path are followed one by one: one may lead to where nothing is yet
    for _ in 0..<40 {
      if let number = descriptor(path) { return .descriptor(number) }
      var status = stat()
      guard lstat(path, &status) == 0 else {
        guard errno == ENOENT else { throw .last }
        return .newFile(path)
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK: path = try destination(of: path)
      case S_IFREG: return .plainFile(path, status)
      case S_IFDIR: throw Refusal(code: EISDIR)
      case S_IFIFO: return .pipe(path)
      default: return .device(path)
      }
    }
    throw Refusal(code: ELOOP)
  }

  /// The open file that a path of the system stands for, such as `/dev/fd/63`.
  private static func descriptor(_ path: String) -> Int32? {
    let named = ["/dev/stdout": STDOUT_FILENO, "/dev/stderr": STDERR_FILENO]
    if let number = named[path] { return number }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }

  private static func destination(of link: String) throws(Refusal) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count)
    guard count > 0 else { throw .last }
    let target = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard !target.hasPrefix("/"), let slash = link.lastIndex(of: "/") else { return target }
    return link[...slash] + target
  }

  /// Puts a whole new file in the place of an old one or of none.
  private func replace(_ path: String, by bytes: [UInt8], like old: stat?) throws(Refusal) {
    // a file of several names would keep its old text under the others
    if let old, old.st_nlink > 1 {
      return try Self.write(bytes, opening: path, O_WRONLY | O_TRUNC)
    }
    guard old == nil || access(path, W_OK) == 0 else { throw .last }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let draft = "\(folder).blockwalk-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      // where a folder takes no new file, an old one may still be written
      guard old != nil, errno == EACCES || errno == EPERM else { throw .last }
      return try Self.write(bytes, opening: path, O_WRONLY | O_TRUNC)
    }
    do throws(Refusal) {
      if let old {
        guard fchown(file, old.st_uid, old.st_gid) == 0, fchmod(file, old.st_mode & 0o7777) == 0
        else {
          close(file)
          unlink(draft)
          // its owner would be another: better the same file, though not at once
          return try Self.write(bytes, opening: path, O_WRONLY | O_TRUNC)
        }
      }
      try Self.write(bytes, into: file)
      guard fsync(file) == 0 else { throw .last }
    } catch {
      close(file)
      unlink(draft)
      throw error
    }
    guard close(file) == 0, rename(draft, path) == 0 else {
      let refusal = Refusal.last
      unlink(draft)
      throw refusal
    }
  }

  /// Writes into a pipe of the file system once somebody reads from it.
  private func append(_ bytes: [UInt8], toPipe path: String) throws(Refusal) {
    for _ in 0...Int(patience * 50) {
      // without this flag the system would wait for ever, and no key would end it
      let file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      if file >= 0 {
        defer { close(file) }
        guard fcntl(file, F_SETFL, O_WRONLY) == 0 else { throw .last }
        return try Self.write(bytes, into: file)
      }
      guard errno == ENXIO || errno == EINTR else { throw .last }
      usleep(20_000)
    }
    throw Refusal(code: ENXIO)
  }

  private static func write(_ bytes: [UInt8], opening path: String, _ flags: Int32) throws(Refusal)
  {
    let file = open(path, flags | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw .last }
    defer { close(file) }
    try write(bytes, into: file)
  }

  private static func write(_ bytes: [UInt8], into file: Int32) throws(Refusal) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR || errno == EAGAIN else { throw .last }
      rest = rest.dropFirst(max(count, 0))
    }
  }
}

// outside of the structure, where `write` is its own function
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
