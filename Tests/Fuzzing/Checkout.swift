import Foundation
import Lessons
import Networks

/// The lessons and blocks of this checkout, of which inputs are made.
enum Checkout {
  private static let folder = URL(filePath: #filePath).appending(path: "../../../lessons")
    .standardized

  /// The texts of the lessons.
  static let lessons = texts(in: folder, endingIn: ".md")
  /// The texts of the block files.
  static let blocks = texts(in: folder.appending(path: "blocks"), endingIn: ".block")
  /// The glossary.
  static let terms = texts(in: folder, endingIn: ".yaml")
  /// The library of blocks.
  static let library = Result { try Library(texts: blocks.map { (origin: "blocks", text: $0) }) }

  private static func texts(in folder: URL, endingIn suffix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(suffix) }.compactMap {
      try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }
}
