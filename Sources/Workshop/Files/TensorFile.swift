import FileSystem
import Networks
import Tensors
import Views

/// Tensors in a file: safetensors, one or several by their index, or NumPy's `.npz` and `.npy`.
public enum TensorFile {
  /// The name of the only array of a `.npy` file, which has none.
  private static let nameless = ""

  /// The tensors by name.
  public static func read<S: Scalar>(_ path: String) throws -> [String: Tensor<S>] {
    try read(path, Files.bytes(path))
  }

  private static func read<S: Scalar>(
    _ path: String, _ bytes: [UInt8]
  ) throws -> [String: Tensor<S>] {
    do {
      if NumPyArray.isBegun(by: bytes) { return [nameless: try NumPyArray.read(bytes[...])] }
      if NumPyArchive.isBegun(by: bytes) { return try NumPyArchive.read(bytes) }
      guard ShardIndex.isBegun(by: bytes) else {
        // numbers of a byte become numbers of eight
        let count = try Safetensors.contents(bytes).values.reduce(0) { $0 + $1.shape.count }
        let size = count * MemoryLayout<S>.size
        if let room = MemoryRoom.ifTooSmall(for: size) {
          throw FileFault(path, .reading, .noRoom(bytes: size, room))
        }
        return try Safetensors.read(bytes)
      }
      return try gather(path, bytes) { try read($0) }
    } catch let fault as Safetensors.Fault {
      throw Failure("\(path.harmless()): \(fault)")
    }
  }

  /// What a file says of its tensors, by name.
  public static func contents(_ path: String) throws -> [String: StoredTensor] {
    let bytes = try Files.bytes(path)
    do {
      if NumPyArray.isBegun(by: bytes) || NumPyArchive.isBegun(by: bytes) {
        let tensors: [String: Tensor<Double>] = try read(path, bytes)
        return tensors.mapValues { StoredTensor(shape: $0.shape, type: .double) }
      }
      guard ShardIndex.isBegun(by: bytes) else { return try Safetensors.contents(bytes) }
      return try gather(path, bytes) { try contents($0) }
    } catch let fault as Safetensors.Fault {
      throw Failure("\(path.harmless()): \(fault)")
    }
  }

  /// What all files of an index hold together.
  private static func gather<Item>(
    _ path: String, _ bytes: [UInt8], _ read: (String) throws -> [String: Item]
  ) throws -> [String: Item] {
    let index = try ShardIndex(bytes)
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    var items: [String: Item] = [:]
    for shard in index.shards { items.merge(try read(folder + shard)) { old, _ in old } }
    if let missing = index.firstMissing(among: items.keys) {
      throw Safetensors.Fault(
        "the index names ‘\(missing.quotable())’ in \(index.files[missing]?.quotable() ?? ""), "
          + "which does not have it")
    }
    return items
  }

  /// One tensor by name; a file of one nameless array gives that.
  public static func tensor<S: Scalar>(_ name: String, in path: String) throws -> Tensor<S> {
    let file: [String: Tensor<S>] = try read(path)
    guard let tensor = file[name] ?? file[nameless] else { throw lack(of: name, path, file.keys) }
    return tensor
  }

  /// The shape of one tensor, likewise.
  public static func shape(_ name: String, in path: String) throws -> Shape {
    let file = try contents(path)
    guard let tensor = file[name] ?? file[nameless] else { throw lack(of: name, path, file.keys) }
    return tensor.shape
  }

  private static func lack(
    of name: String, _ path: String, _ names: some Sequence<String>
  ) -> Failure {
    let near = nearest(to: name, among: names).map { "; did you mean ‘\($0.quotable())’?" } ?? "."
    return Failure("\(path.harmless()) has no tensor ‘\(name)’\(near)")
  }

  /// The bytes of a file of tensors, in the format that its name asks for; `only` is the one that a
  /// `.npy` file can hold.
  public static func bytes<S: Scalar>(
    of tensors: [NamedTensor<S>], only: String, for path: String
  ) -> [UInt8] {
    let named = Dictionary(tensors.map { ($0.name, $0.tensor) }) { $1 }
    if path.hasSuffix(".npy"), let tensor = named[only] { return NumPyArray.write(tensor) }
    return path.hasSuffix(".npz") ? NumPyArchive.write(named) : Safetensors.write(named)
  }
}

extension Tensor {
  /// A batch of one image where the image alone is given; what is neither stays as it is.
  public func batched(of image: Shape) -> Tensor {
    shape == image ? reshaped(shape.batched(1)) : self
  }
}
