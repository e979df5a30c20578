#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Pictures
import Tensors
import Training
import Views
import Workshop

/// Pictures on disk, one folder a class.
enum PictureFolders {
  /// The classes in the order of their folders' names, the pictures in that of theirs.
  static func read<S: Scalar>(_ path: String) throws -> Dataset<S> {
    let folders = try names(in: path).filter { Files.isFolder("\(path)/\($0)") }
    let classes = try folders.map { folder in
      let files = try names(in: "\(path)/\(folder)").filter { name in
        PictureFile.endings.contains { name.lowercased().hasSuffix("." + $0) }
      }
      return PictureData.Folder(
        name: folder,
        pictures: try files.map { try picture("\(path)/\(folder)/\($0)") })
    }
    return try PictureData.read(
      classes.filter { !$0.pictures.isEmpty }, name: path.quotable())
  }

  private static func picture(_ path: String) throws -> (name: String, picture: Picture) {
    let bytes = try Files.bytes(path)
    do {
      return (path.quotable(), try PictureFile.read(bytes))
    } catch {
      throw Failure("\(path.harmless()): \(error)")
    }
  }

  private static func names(in path: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw Failure("the folder \(path.harmless()) cannot be read.")
    }
  }
}
