import LibC
import Tensors

/// Why a file or folder could not be used, in one sentence that names it.
public struct FileFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried.
  public enum Deed: Hashable, Sendable {
    case reading, writing, making, removing
  }

  /// The path as it was given.
  public let path: String
  /// What is said of it, without a full stop: `cannot be read: there is no such file`.
  public let predicate: String

  public var description: String { "\(path.harmless()) \(predicate)." }

  init(_ path: String, predicate: String) {
    self.path = path
    self.predicate = predicate
  }

  /// A deed that an obstacle prevented.
  public init(_ path: String, _ deed: Deed, _ obstacle: Obstacle) {
    let words =
      switch (deed, obstacle) {
      // what is missing where a new file should go is its folder
      case (.writing, .noFile), (.writing, .isNoFolder): Obstacle.noFolder.words
      case (.reading, .isNoFolder): Obstacle.noFile.words
      // a socket, or a device that is not there
      case (.reading, .noReader): "it is not a file that can be read"
      default: obstacle.words
      }
    let deed =
      switch deed {
      case .reading: "read"
      case .writing: "written"
      case .making: "made"
      case .removing: "removed"
      }
    self.init(path, predicate: "cannot be \(deed): \(words)")
  }

  /// The deed that the system has just refused.
  static func last(_ path: String, _ deed: Deed) -> FileFault {
    FileFault(path, deed, Obstacle(code: errno))
  }
}
