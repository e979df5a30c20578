import Quiz
import Tensors

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A folder of lessons on disk: the one place that reads files, by system calls alone.
public struct Folder: Hashable, Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// The folder to use: that of the option, that of `BLOCKWALK_LESSONS`, the checkout's, so that
  /// edits are seen at once, or the copy that lies beside the program.
  public static func found(option: String? = nil) throws(LessonError) -> Folder {
    if let path = option ?? getenv("BLOCKWALK_LESSONS").map({ String(cString: $0) }) {
      guard isFolder(path) else {
        throw LessonError("there is no such folder of lessons", origin: path)
      }
      return Folder(path: path)
    }
    guard let program = programPath() else {
      throw LessonError("the lessons were not found; name their folder with --lessons")
    }
    let candidates = candidates(for: program)
    guard let path = candidates.first(where: isFolder) else {
      throw LessonError(
        "no lessons were found beside the program (\(candidates.joined(separator: ", "))); "
          + "name their folder with --lessons")
    }
    return Folder(path: path)
  }

  /// Where lessons may lie for a program: in the checkout that it was built in, then beside it.
  static func candidates(for program: String) -> [String] {
    let parts = program.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let bundles = ["blockwalk_Lessons.resources", "blockwalk_Lessons.bundle"]
    let copies = bundles.map { "\(folder)/\($0)/lessons" }
    guard let build = parts.lastIndex(of: ".build") else { return copies }
    return [parts[..<build].joined(separator: "/") + "/lessons"] + copies
  }

  /// Names of the files in this folder, or one below it, that end so; in order.
  func files(endingIn suffix: String, below folder: String = "") throws(LessonError) -> [String] {
    let place = folder.isEmpty ? path : "\(path)/\(folder)"
    guard let directory = opendir(place) else {
      throw LessonError("the folder cannot be read: \(Self.reason)", origin: place)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(suffix), !name.hasPrefix(".") {
        names.append(folder.isEmpty ? name : "\(folder)/\(name)")
      }
    }
    return names.sorted()
  }

  /// The text of a file in this folder.
  func text(_ name: String) throws(LessonError) -> String {
    try Self.text(at: "\(path)/\(name)", named: name)
  }

  /// The text of any file, named so in errors.
  public static func text(at path: String, named name: String) throws(LessonError) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw LessonError("the file cannot be read: \(reason)", origin: name)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &buffer, buffer.count)
      guard count >= 0 else {
        throw LessonError("the file cannot be read: \(reason)", origin: name)
      }
      guard count > 0 else { break }
      bytes += buffer[..<count]
      guard bytes.count <= Limits.folderFileBytes else {
        throw LessonError("the file is larger than 4 MiB; is it a lesson?", origin: name)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LessonError("the file is not text in UTF-8; save it as UTF-8", origin: name)
    }
    return text.droppingByteOrderMark
  }

  private static func isFolder(_ path: String) -> Bool {
    guard let directory = opendir(path) else { return false }
    closedir(directory)
    return true
  }

  /// Where the running program lies, links followed.
  private static func programPath() -> String? {
    #if canImport(Darwin)
      var size: UInt32 = 4096
      var name = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&name, &size) == 0 else { return nil }
    #else
      let name = Array("/proc/self/exe".utf8CString)
    #endif
    guard let resolved = realpath(name, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static var reason: String {
    switch errno {
    case ENOENT: "there is no such file"
    case EACCES: "permission is denied"
    case EISDIR: "it is a folder"
    case let code: String(cString: strerror(code))
    }
  }
}
