import Foundation
import Views

/// Where blocks of one's own lie: `$XDG_DATA_HOME/blockwalk`.
///
/// A file is written beside its place and then put there at once, so that nothing is ever half
/// written.
struct Shelf {
  let folder: URL

  init() {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].map { URL(filePath: $0) } ?? URL(filePath: ".")
    let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
    folder = (data ?? home.appending(path: ".local/share")).appending(path: "blockwalk")
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
    return folder.appending(path: "\(name).block").path
  }
  func keep(_ draft: String) throws { try write(draft, to: "playground.draft") }
  func draft() throws -> String {
    try String(contentsOf: folder.appending(path: "playground.draft"), encoding: .utf8)
  }

  private func write(_ text: String, to file: String) throws {
    let place = folder.appending(path: file)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place, options: .atomic)
    } catch {
      throw Failure(
        "\(place.path) cannot be written: \(error.localizedDescription) The text is still here.")
    }
  }
}
