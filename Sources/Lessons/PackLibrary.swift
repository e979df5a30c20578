import Networks
import Quiz

extension Pack {
  /// The files of its blocks and their texts; none where it has no folder of blocks.
  ///
  /// What stands in place of the program's lessons and has none keeps the program's.
  public func blockFiles() throws(LessonError) -> [(name: String, text: String)] {
    guard folder.has(Self.blocks) else {
      return name == nil ? try Pack(ours: Folder.builtIn()).blockFiles() : []
    }
    var files: [(name: String, text: String)] = []
    for name in try folder.files(endingIn: ".block", below: Self.blocks) {
      files.append((origin(of: name), try text(name)))
    }
    return files
  }

  /// Its definitions, none of the library's among them.
  public func library() throws -> Library {
    try Library(texts: blockFiles().map { (origin: $0.name, text: $0.text) })
  }

  /// The text of a file of it.
  public func text(_ file: String) throws(LessonError) -> String {
    try Folder.text(at: "\(folder.path)/\(file)", named: origin(of: file))
  }

  private static let blocks = "blocks"
}

extension Course {
  /// The files of all libraries of blocks and their texts.
  public func blockFiles() throws(LessonError) -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = []
    for pack in packs { files += try pack.blockFiles() }
    return files
  }
}

/// The definitions of all packs as one library, and as each pack sees it.
public struct PackLibraries: Sendable {
  /// For what belongs to no lesson: the program's blocks, then those of packs, which mean there what
  /// they mean in their pack.
  public let common: Library
  /// A pack's own definitions before the program's, by the pack's name.
  private let own: [String?: Library]

  /// Reads the blocks of a course; without the lessons of the program its blocks stay, behind those
  /// of the packs.
  public init(_ course: Course) throws {
    let ours = course.packs.first { $0.name == nil }
    let base = try (ours ?? Pack(ours: Folder.builtIn())).library()
    let others = try course.packs.filter { $0.name != nil }.map { pack in
      (name: pack.name, library: try pack.library().over(base))
    }
    own = Dictionary(
      [(nil, base)] + others.map { ($0.name, $0.library) }, uniquingKeysWith: { first, _ in first })
    common =
      ours != nil
      ? others.reduce(base) { $0.before($1.library) }
      : others.dropFirst().reduce(others.first?.library ?? base) { $0.before($1.library) }
  }

  private init(common: Library, own: [String?: Library]) {
    self.common = common
    self.own = own
  }

  /// What a lesson of a pack may call.
  public func library(of pack: Pack?) -> Library { pack.flatMap { own[$0.name] } ?? common }

  /// The same with some definitions before all others.
  public func under(_ definitions: Library) -> PackLibraries {
    PackLibraries(
      common: definitions.over(common), own: own.mapValues { definitions.over($0) })
  }
}
