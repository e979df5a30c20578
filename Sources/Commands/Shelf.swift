/// Where blocks of one's own lie: `$XDG_DATA_HOME/blockwalk`.
///
/// A file is written beside its place and then put there at once, so that nothing is ever half
/// written.
struct Shelf {
  private let folder = Files.userFolder("XDG_DATA_HOME", else: ".local/share")

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
    return path(of: "\(name).block")
  }
  func keep(_ draft: String) throws { try write(draft, to: "playground.draft") }
  func draft() throws -> String { try Files.text(path(of: "playground.draft")) }

  private func path(of file: String) -> String { folder + "/" + file }
  private func write(_ text: String, to file: String) throws {
    try Files.makeFolder(folder)
    try Files.write(Array(text.utf8), to: path(of: file))
  }
}
