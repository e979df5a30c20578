import FileSystem
import Quiz
import Tensors

/// A folder of lessons on disk.
public struct Folder: Hashable, Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// The folder of that path, or the lessons that belong to the program.
  public static func found(option: String? = nil) throws(LessonError) -> Folder {
    if let path = option {
      guard Files.isFolder(path) else {
        throw LessonError("there is no such folder of lessons", origin: path)
      }
      return Folder(path: path)
    }
    return try builtIn()
  }

  /// The lessons and blocks that belong to the program: the checkout's, so that edits are seen at
  /// once, or the copy that lies beside the program.
  static func builtIn() throws(LessonError) -> Folder {
    guard let program = CommandWords.programPath else {
      throw LessonError("the lessons were not found; name their folder with --lessons")
    }
    let candidates = candidates(for: program)
    guard let path = candidates.first(where: Files.isFolder) else {
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
    do throws(FileFault) {
      return try Files.names(in: place).filter { $0.hasSuffix(suffix) }.map {
        folder.isEmpty ? $0 : "\(folder)/\($0)"
      }
    } catch {
      throw LessonError("the folder \(error.predicate)", origin: place)
    }
  }

  /// Whether there is a folder of this name in it.
  func has(_ folder: String) -> Bool { Files.isFolder("\(path)/\(folder)") }

  /// Whether there is a file of this name in it, or anything that should be one.
  func hasFile(_ name: String) -> Bool {
    Files.exists("\(path)/\(name)") && !Files.isFolder("\(path)/\(name)")
  }

  /// The text of a file in this folder.
  func text(_ name: String) throws(LessonError) -> String {
    try Self.text(at: "\(path)/\(name)", named: name)
  }

  /// The bytes of the digits, which lie among the lessons of the program.
  public static func digits() throws -> [UInt8] {
    try Files.bytes("\(found().path)/data/digits.safetensors")
  }

  /// The text of any file, named so in errors.
  public static func text(at path: String, named name: String) throws(LessonError) -> String {
    do throws(FileFault) {
      return try Files.text(path, atMost: Limits.folderFileBytes)
    } catch {
      throw LessonError("the file \(error.predicate)", origin: name)
    }
  }
}
