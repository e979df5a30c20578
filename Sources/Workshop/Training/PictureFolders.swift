import FileSystem
import Pictures
import Tensors
import Training
import Views

/// Pictures on disk, one folder a class.
enum PictureFolders {
  /// The classes in the order of their folders' names, the pictures in that of theirs.
  static func read<S: Scalar>(_ path: String) throws -> Dataset<S> {
    let folders = try Files.names(in: path).filter { Files.isFolder("\(path)/\($0)") }
    let classes = try folders.map { folder in
      let files = try Files.names(in: "\(path)/\(folder)").filter { name in
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
}
