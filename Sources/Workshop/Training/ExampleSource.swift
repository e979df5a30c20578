import FileSystem
import Lessons
import Networks
import Tensors
import Training
import Views

/// Where examples come from: shipped, drawn, or from files of the user.
public struct ExampleSource: Sendable {
  /// `digits`, `shapes`, a file of tensors or a folder of pictures.
  public var name = Digits.name
  /// How many of the last examples are held back; nothing for what suits the source.
  public var held: Int?
  /// The size that shapes are drawn in, and their seed.
  public var size: Shape?
  public var seed: UInt64 = 0

  public init(
    _ name: String = Digits.name, held: Int? = nil, size: Shape? = nil, seed: UInt64 = 0
  ) {
    (self.name, self.held, self.size, self.seed) = (name, held, size, seed)
  }

  /// The examples, split; the digits lie among the lessons of the program.
  public func read<S: Scalar>(as: S.Type = S.self) throws -> Dataset<S> {
    switch name {
    case Digits.name:
      let digits: Dataset<S> = try Digits.read(Folder.digits())
      return try digits.holding(held ?? 450).standardised()
    case FigureImages.name:
      return try FigureImages.drawn(size: size ?? FigureImages.standardSize, seed: seed)
        .holding(held ?? 200)
    default:
      let data: Dataset<S> =
        Files.isFolder(name) ? try PictureFolders.read(name) : try file()
      return try data.holding(held ?? 0)
    }
  }

  private func file<S: Scalar>() throws -> Dataset<S> {
    let names = [Digits.name, FigureImages.name]
    if !Files.exists(name), let near = nearest(to: name, among: names) {
      throw Failure("there is no data ‘\(name.quotable())’; did you mean ‘\(near)’?")
    }
    do {
      return try TensorFileData.read(Files.bytes(name), name: name.quotable())
    } catch let fault as Safetensors.Fault {
      throw Failure("\(name): \(fault)")
    }
  }
}
