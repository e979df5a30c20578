/// Where blocks of one's own lie: `$XDG_DATA_HOME/blockwalk`.
///
/// A file is written beside its place and then put there at once, so that nothing is ever half
/// written.
public struct BlockFolder: Sendable {
  public let path: String
  /// Whether anything is written; without it, drafts and blocks are forgotten.
  public var isWritable = true

  public init(path: String? = nil) {
    self.path = path ?? Files.userFolder("XDG_DATA_HOME", else: ".local/share")
  }

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
    return place(of: "\(name).block")
  }
  func keep(_ draft: String) throws { try write(draft, to: Self.draftName) }
  /// The text that was kept, or the first one.
  func draft() -> String { (try? Files.text(place(of: Self.draftName))) ?? Self.firstText }

  private static let draftName = "playground.draft"

  private func place(of file: String) -> String { path + "/" + file }
  private func write(_ text: String, to file: String) throws {
    guard isWritable else { return }
    try Files.makeFolder(path)
    try Files.write(Array(text.utf8), to: place(of: file))
  }
}
