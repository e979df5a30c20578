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

  /// Saves a block under its name; returns how the place is called.
  func save(_ text: String, as name: String) throws -> String {
    try write(text, to: "\(name).block")
  }
  func keep(_ draft: String) throws { _ = try write(draft, to: Self.draftName) }
  /// The text that was kept, or the first one.
  func draft() -> String {
    path.flatMap { try? Files.text("\($0)/\(Self.draftName)") } ?? Self.firstText
  }

  private static let draftName = "playground.draft"

  /// Returns where the file lies.
  private func write(_ text: String, to file: String) throws -> String {
    guard let path else { throw Failure("There is no home folder in which to keep \(file).") }
    let place = "\(path)/\(file)"
    guard isWritable else { return place }
    try Files.makeFolder(path)
    try Files.write(Array(text.utf8), to: place)
    return place
  }
}
