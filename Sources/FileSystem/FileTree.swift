import LibC
import Tensors

/// The plain files below a folder that came from elsewhere, looked at without following a link.
public struct FileTree: Sendable {
  /// What a tree may have at most.
  public struct Bounds: Sendable {
    public var files = 2_000
    public var bytes = 64 << 20
    public var depth = 8

    public init() {}
  }
  public struct File: Hashable, Sendable {
    /// Below the folder, with slashes between its parts.
    public let path: String
    public let bytes: Int
  }

  public let folder: String
  /// In the order of their paths; hidden ones are left out.
  public private(set) var files: [File] = []
  private var total = 0

  /// Looks at everything; throws where something is no plain file or folder of a harmless name, or
  /// where it is too much.
  public init(of folder: String, within bounds: Bounds = Bounds()) throws(FileFault) {
    self.folder = folder
    try add("", depth: 0, bounds)
    files.sort { $0.path < $1.path }
  }

  private mutating func add(_ below: String, depth: Int, _ bounds: Bounds) throws(FileFault) {
    let place = below.isEmpty ? folder : "\(folder)/\(below)"
    guard depth <= bounds.depth else {
      throw FileFault(place, predicate: "is nested more than \(bounds.depth) folders deep")
    }
    for name in try Files.names(in: place) {
      let path = below.isEmpty ? name : "\(below)/\(name)"
      let full = "\(folder)/\(path)"
      guard name.harmless() == name, !name.contains("\u{FFFD}"), !name.hasPrefix("-") else {
        throw FileFault(
          full, predicate: "has a name that is not allowed; use letters, digits, - _ and .")
      }
      var status = stat()
      guard lstat(full, &status) == 0 else { throw .last(full, .reading) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try add(path, depth: depth + 1, bounds)
      case S_IFREG where status.st_nlink == 1:
        files.append(File(path: path, bytes: Int(status.st_size)))
        total += Int(status.st_size)
      case S_IFREG, S_IFLNK:
        throw FileFault(full, predicate: "is a link; put the file itself there")
      default: throw FileFault(full, predicate: "is not a plain file")
      }
      guard files.count <= bounds.files else {
        throw FileFault(folder, predicate: "has more than \(bounds.files) files")
      }
      guard total <= bounds.bytes else {
        throw FileFault(
          folder, predicate: "is larger than \(MemoryRoom.words(bounds.bytes)) in all")
      }
    }
  }

  /// Writes all files anew below a folder that is not there yet: nothing but their bytes is kept.
  public func copy(to target: String) throws(FileFault) {
    try Files.makeFolder(target)
    for file in files {
      let parts = file.path.split(separator: "/").dropLast()
      if !parts.isEmpty { try Files.makeFolder("\(target)/\(parts.joined(separator: "/"))") }
      // what has become a link since it was looked at is not followed
      let source = "\(folder)/\(file.path)"
      guard !Files.isLink(source) else { throw FileFault(source, predicate: "is a link") }
      try Files.write(
        try Files.bytes(source, atMost: max(file.bytes, 1)), to: "\(target)/\(file.path)")
    }
  }
}

extension Files {
  /// Whether there is a folder, and not a link to one.
  public static func isPlainFolder(_ path: String) -> Bool { isFolder(path) && !isLink(path) }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Removes a file, or a folder with everything in it; links are removed, not followed.
  public static func remove(_ path: String) throws(FileFault) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .last(path, .removing) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 else { throw .last(path, .removing) }
      return
    }
    for name in try allNames(in: path) { try remove("\(path)/\(name)") }
    guard rmdir(path) == 0 else { throw .last(path, .removing) }
  }

  /// Gives a file or folder another name at once; what has that name already stays.
  public static func move(_ path: String, to target: String) throws(FileFault) {
    guard !exists(target) else { throw FileFault(target, predicate: "is there already") }
    guard rename(path, target) == 0 else { throw .last(target, .writing) }
  }
}
