import FileSystem
import LibC
import Views

/// Where blocks of one's own lie: `$XDG_DATA_HOME/blockwalk`.
///
/// A file is written beside its place and then put there at once, so that nothing is ever half
/// written.
public struct BlockFolder: Sendable {
  /// Nothing where the user has no home.
  public let path: String?
  /// Whether anything is written; without it, drafts and blocks are forgotten.
  public var isWritable = true

  public init(path: String?) { self.path = path }

  /// What the playground shows to begin with.
  static let firstText = """
    # a block of your own: change anything
    block mine(width: 8, stride: 1)
      sum {
        conv 3x3 width stride: stride, norm, relu
        conv 3x3 width, norm
      | shortcut width stride: stride
      }
      relu

    """

  /// Saves a block under a name, over no other text than `known` unless `anything` may go.
  func save(
    _ text: String, as name: String, over known: String? = nil, anything: Bool = false
  ) throws -> BlockSaving {
    guard let path else { throw noHome(for: "\(name).block") }
    let place = "\(path)/\(name).block"
    if !anything, Files.exists(place) {
      let old = try? Files.plainText(place)
      guard old == text || old == known, old != nil else {
        return .taken(name: name, free: Files.freeName(name, ending: ".block", in: path))
      }
    }
    return .saved(name: name, place: try write(text, to: "\(name).block"))
  }

  func keep(_ draft: String) throws { _ = try write(draft, to: Self.draftName) }

  /// The text that was kept, if one was.
  func draft() -> String? { path.flatMap { try? Files.plainText("\($0)/\(Self.draftName)") } }

  /// Does something while no other window does it; throws where another one is at it.
  func alone<Value>(_ body: () throws -> Value) throws -> Value {
    guard let path, isWritable else { return try body() }
    try Files.makeFolder(path)
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if folder >= 0 { close(folder) } }
    if folder >= 0, flock(folder, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw Failure("another window writes the text")
    }
    return try body()
  }

  private static let draftName = "playground.draft"

  private func noHome(for file: String) -> Failure {
    Failure("There is no home folder in which to keep \(file).")
  }

  /// Returns where the file lies.
  private func write(_ text: String, to file: String) throws -> String {
    guard let path else { throw noHome(for: file) }
    let place = "\(path)/\(file)"
    guard isWritable else { return place }
    try Files.makeFolder(path)
    try Files.write(Array(text.utf8), to: place)
    return place
  }
}
