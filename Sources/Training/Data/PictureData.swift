import Networks
import Tensors

/// Examples made of pictures, one class a folder.
public enum PictureData {
  /// A class with its pictures, each named for errors.
  public struct Folder: Sendable {
    public let name: String
    public let pictures: [(name: String, picture: Picture)]

    public init(name: String, pictures: [(name: String, picture: Picture)]) {
      self.name = name
      self.pictures = pictures
    }
  }

  /// The pictures of all classes in turn, so that those held back are of every class: the first of
  /// each folder, then the second of each.
  ///
  /// All must be of one size; grey ones become coloured where others are. Throws a `Misfit`.
  public static func read<S: Scalar>(
    _ folders: [Folder], name: String, as: S.Type = S.self
  ) throws -> Dataset<S> {
    guard folders.count > 1 else {
      throw Misfit("\(name) needs a folder of pictures for each of two classes or more")
    }
    let isColored = folders.contains { $0.pictures.contains { $0.picture.channels == 3 } }
    var (elements, labels): ([S], [Int]) = ([], [])
    var size: Shape?
    for row in 0..<(folders.map(\.pictures.count).max() ?? 0) {
      for (label, folder) in folders.enumerated() where row < folder.pictures.count {
        let (file, own) = folder.pictures[row]
        let picture = isColored ? own.colored : own
        let shape = Shape(picture.rows, picture.columns, picture.channels)
        guard size == nil || size == shape else {
          throw Misfit(
            "\(file) is \(shape) but the pictures before it are \(size ?? shape); all must be of "
              + "one size")
        }
        size = shape
        elements += picture.values.map { S($0) }
        labels.append(label)
      }
    }
    guard let size else { throw Misfit("\(name) has no pictures in PNG, JPEG, PGM or PPM") }
    return try Dataset(
      name: name, x: Tensor(size.batched(labels.count), elements),
      answers: .labels(labels, classes: folders.count), classNames: folders.map(\.name))
  }
}
