import FileSystem
import Networks
import ONNX
import Tensors
import Views

/// An ONNX model in a file, which stands where a text of the notation may.
public struct ModelFile {
  public let path: String
  /// The node that is taken for its output, where not all of it is wanted.
  public var last: String?

  /// Nothing where a text is no path of a model.
  public init?(_ notation: String, until last: String? = nil) {
    guard notation.hasSuffix(".onnx") else { return nil }
    path = notation
    self.last = last
  }

  /// The model as a network, with the blocks that the library knows.
  public func imported(library: Library, on size: Shape? = nil) throws -> ImportedModel {
    let bytes = try Files.bytes(path)
    do {
      return try ImportedModel(bytes, name: name, library: library, on: size, until: last)
    } catch let fault as ModelFault {
      throw Failure("\(path.harmless()): \(fault)")
    } catch let fault as ImportFault {
      throw Failure("\(path.harmless()): \(fault)")
    }
  }

  /// Its weights, by the names of the network.
  public func parameters<S: Scalar>(of model: ImportedModel) throws -> [String: Tensor<S>] {
    do {
      return try model.parameters { try Files.bytes(folder + $0) }
    } catch let fault as ModelFault {
      throw Failure("\(path.harmless()): \(fault)")
    }
  }

  /// Its weights as those of a network that was made of it.
  func parameters<S: Scalar>(
    for network: Network, library: Library
  ) throws -> [String: Tensor<S>] {
    let model = try imported(library: library, on: network.input)
    guard model.network.graph.nodes.map(\.id) == network.graph.nodes.map(\.id) else {
      throw Failure(
        "\(path.harmless()) is another network than the one that its weights are for; give weights "
          + "in safetensors.")
    }
    return try parameters(of: model)
  }

  private var folder: Substring { path.lastIndex(of: "/").map { path[...$0] } ?? "" }
  private var name: String {
    String(path.dropFirst(folder.count).prefix { $0 != "." })
  }
}
