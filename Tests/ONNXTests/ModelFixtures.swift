import Foundation
import Networks
import ONNX
import Tensors

/// Small models that torch exported by both of its exporters, and what came out of them there.
///
/// `Tests/Zoo/export_models.py fixtures` makes them.
enum ModelFixtures {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  static let names = ["basic", "bottleneck", "inverted", "mbconv", "mobile_v3", "dense", "vgg"]
  static let kinds = ["traced", "exported"]

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }
  /// `x`, `y` and the number of parameters.
  static func values(_ name: String) throws -> [String: Tensor<Float>] {
    try NumPyArchive.read(bytes("\(name).npz"))
  }
  static func imported(
    _ name: String, _ kind: String, until last: String? = nil
  ) throws -> ImportedModel {
    try ImportedModel(
      bytes("\(name)-\(kind).onnx"), name: name, library: library.get(), until: last)
  }

  /// The library of blocks, as the program ships it.
  static let library = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../lessons/blocks")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try Library(
      texts: names.filter { $0.hasSuffix(".block") }.map {
        ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
      })
  }
}
