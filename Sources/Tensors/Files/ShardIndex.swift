/// Which file of several holds which tensor: `model.safetensors.index.json`.
///
///     {"metadata": {"total_size": 97}, "weight_map": {"conv1.weight": "model-00001-of-00002.safetensors"}}
public struct ShardIndex: Sendable {
  /// The name of the file that holds a tensor, by the tensor's name.
  public let files: [String: String]

  /// Throws a fault where a file is not named or lies in another folder.
  public init(_ bytes: [UInt8]) throws {
    var reader = JSONReader(bytes[...], takesLiterals: true)
    guard case .object(let members)? = try reader.document()["weight_map"] else {
      throw Safetensors.Fault("the index has no weight_map")
    }
    var files: [String: String] = [:]
    for (name, value) in members {
      guard let file = value.string, !file.isEmpty, !file.contains("/"), file != ".." else {
        throw Safetensors.Fault(
          "the index names no file beside it for ‘\(name.quotable())’")
      }
      files[name] = file
    }
    self.files = files
  }

  /// Whether a file begins like an index.
  public static func isBegun(by bytes: [UInt8]) -> Bool { ForeignFormat(bytes) == .shardIndex }

  /// The files, each once, in order.
  public var shards: [String] { Set(files.values).sorted() }

  /// The tensor of the index that no shard has, if there is one.
  public func firstMissing(among names: some Sequence<String>) -> String? {
    Set(files.keys).subtracting(names).min()
  }
}
