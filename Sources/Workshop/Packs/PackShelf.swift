import FileSystem
import Lessons
import LibC
import Tensors
import Views

/// The folder of the user in which packs of lessons are installed, each a folder by its name.
public struct PackShelf: Sendable {
  public let path: String

  /// Throws where the user has no folder for data.
  public init(_ path: String?) throws(Failure) {
    guard let path else {
      throw Failure("There is no folder for packs: set HOME or XDG_DATA_HOME.")
    }
    self.path = path
  }

  /// The names of what is installed, in order.
  public var names: [String] { PackSelection.names(in: path) }

  /// Copies a pack from a folder or a `.tar.gz` and puts it in place at once, whole; throws one
  /// sentence where it is no pack, holds what no pack may hold, or is installed already.
  ///
  /// Only the bytes of plain files are taken over: no links, modes, owners or hidden files.
  public func add(_ source: String) throws -> Pack {
    try Files.makeFolder(path)
    // a name that is no pack's, beside those that are, so that the last step is one renaming
    let draft = "\(path)/.new-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try Files.makeFolder(draft)
    defer { try? Files.remove(draft) }
    let (folder, usualName) = try contents(of: source, unpackedIn: draft)
    let copy = "\(draft)/\(Pack.name(from: usualName))"
    try FileTree(of: folder).copy(to: copy)
    let pack = try Pack(at: copy)
    let hasLessons = try !Course([pack]).isEmpty
    guard try hasLessons || !pack.blockFiles().isEmpty else {
      throw Failure("\(source.harmless()) has neither lessons (.md) nor blocks (blocks/*.block).")
    }
    let name = pack.name ?? ""
    guard !names.contains(name) else {
      throw Failure(
        "A pack ‘\(name)’ is installed already; ‘blockwalk pack remove \(name)’ removes it.")
    }
    try Files.move(copy, to: "\(path)/\(name)")
    return try Pack(at: "\(path)/\(name)")
  }

  /// Where the files of a pack lie, and what it is called unless it says so itself.
  private func contents(
    of source: String, unpackedIn draft: String
  ) throws -> (folder: String, name: String) {
    guard !Files.isFolder(source) else { return (source, Files.resolved(source) ?? source) }
    guard Archive.isNamed(source) else {
      throw Failure(
        Files.exists(source)
          ? "\(source.harmless()) is neither a folder nor a .tar.gz archive."
          : "\(source.harmless()) is not there; name a folder or a .tar.gz archive.")
    }
    try Archive(path: source).unpack(into: draft)
    let files = "\(draft)/files"
    let names = try Files.names(in: files)
    // archives mostly hold one folder with everything in it
    if let only = names.first, names.count == 1, Files.isPlainFolder("\(files)/\(only)") {
      return ("\(files)/\(only)", only)
    }
    return (files, Archive.stem(of: source))
  }

  /// Removes an installed pack; what was learnt with it stays recorded.
  public func remove(_ name: String) throws {
    guard names.contains(name) else {
      let known = names.joined(separator: ", ")
      throw Failure(
        "No pack ‘\(name.quotable())’ is installed"
          + (names.isEmpty ? "." : "; there is \(known)."))
    }
    let old = "\(path)/.old-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try Files.move("\(path)/\(name)", to: old)
    try Files.remove(old)
  }
}
