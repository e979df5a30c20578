import FileSystem
import Quiz
import Tensors

/// A folder of lessons: the program's own, or one that stands beside them.
///
/// Its blocks lie in `blocks/`, its terms in `terms.yaml`, and `pack.yaml` says whose it is; none of
/// these has to be there. Nothing in it is executed or written to.
public struct Pack: Hashable, Sendable {
  /// What its lessons are called by, as `dense` in `dense/9`; nothing for the program's own.
  public let name: String?
  /// What Home calls it, with its author where it has one.
  public let title: String
  public let author: String?
  public let licence: String?
  /// The language of its texts, as a tag such as `cs`.
  public let language: String?
  /// Lectures that its lessons may name by their number alone.
  public let lectures: [Lecture]
  public let folder: Folder

  /// The lessons of the program, or of a folder in their place.
  public init(ours folder: Folder) {
    name = nil
    title = "Blockwalk"
    (author, licence, language, lectures) = (nil, nil, nil, [])
    self.folder = folder
  }

  /// A folder of somebody's lessons; throws where it is not there or its `pack.yaml` has a fault.
  ///
  /// Its name is that of `pack.yaml`, else that of the folder.
  public init(at path: String) throws(LessonError) {
    guard Files.isFolder(path) else {
      throw LessonError("there is no such folder of lessons", origin: path)
    }
    folder = Folder(path: path)
    let folderName = Self.name(from: Files.resolved(path) ?? path)
    guard folder.hasFile(Self.file) else {
      name = folderName
      title = folderName
      (author, licence, language, lectures) = (nil, nil, nil, [])
      return
    }
    let origin = "\(path)/\(Self.file)"
    do throws(LessonError) {
      let yaml = try YAMLValue(folder.text(Self.file))
      try Self.checkKeys(of: yaml)
      let written = try yaml.line("name")
      if let written, !Self.isName(written) {
        throw LessonError(
          "‘name’ should have letters, digits and - _ . only, at most \(Self.longestName) of them",
          line: yaml["name"]?.line)
      }
      name = written ?? folderName
      title = try yaml.line("title") ?? name ?? folderName
      author = try yaml.line("author")
      licence = try yaml.line("licence")
      language = try yaml.line("language")
      var lectures: [Lecture] = []
      for value in yaml["lectures"]?.list ?? [] { lectures.append(try Lecture(value)) }
      self.lectures = lectures
    } catch {
      throw error.named(origin)
    }
  }

  /// Whose lessons they are: `Dense nets (A. Lecturer)`.
  public var heading: String { author.map { "\(title) (\($0))" } ?? title }

  /// What is added to the numbers of its lessons, so that lessons of different packs never share a
  /// number; it depends on the name alone, since answers are recorded under it.
  var base: Int { name.map { 1000 * (1 + Int(Self.hash($0) % 1_000_000_000)) } ?? 0 }

  /// The id of a quiz item among those of all packs: `dense/dense-channels`.
  func id(_ item: String) -> String { name.map { "\($0)/\(item)" } ?? item }

  /// What a file of it is called in errors: the path that opens it in an editor.
  public func origin(of file: String) -> String { name == nil ? file : "\(folder.path)/\(file)" }

  /// The names of its files that are or should be lessons, in order.
  public func lessonFiles() throws(LessonError) -> [String] {
    try folder.files(endingIn: ".md").filter { $0 != "README.md" }
  }

  /// The file that says whose pack it is.
  public static let file = "pack.yaml"
  /// What may stand in it.
  public static let keys = ["name", "title", "author", "licence", "language", "lectures"]
  private static let longestName = 64

  private static func checkKeys(of yaml: YAMLValue) throws(LessonError) {
    guard let entries = yaml.map else {
      throw LessonError("a pack.yaml consists of lines ‘key: value’", line: yaml.line)
    }
    for entry in entries where !keys.contains(entry.key) {
      throw LessonError(
        "a pack.yaml has no ‘\(entry.key)’; its keys are \(keys.joined(separator: ", "))",
        line: entry.line, suggestion: nearest(to: entry.key, among: keys))
    }
    if let lectures = yaml["lectures"], lectures.list == nil {
      throw LessonError(
        "‘lectures’ should be a list such as ‘- { number: 5, title: … }’", line: lectures.line)
    }
  }

  /// Whether a word can name a pack and its folder, on every system.
  public static func isName(_ word: String) -> Bool {
    1...longestName ~= word.utf8.count && word.utf8.allSatisfy(isNameByte)
      && word.first.map { $0.isLetter || $0.isNumber } ?? false
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The last part of a path as a name: what no name may have becomes a hyphen.
  public static func name(from path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    let bytes = last.utf8.map { isNameByte($0) ? $0 : UInt8(ascii: "-") }
      .drop { "-_.".utf8.contains($0) }
    return bytes.isEmpty ? "pack" : String(decoding: bytes.prefix(longestName), as: UTF8.self)
  }

  /// FNV-1a with 64 bits, which is the same on every machine.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
