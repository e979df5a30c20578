import Networks
import Tensors
import Views

/// Tensors in files.
public enum TensorFile {
  public static func read<S: Scalar>(_ path: String) throws -> [String: Tensor<S>] {
    do {
      return try Safetensors.read(Files.bytes(path))
    } catch let fault as Safetensors.Fault {
      throw Failure("\(path): \(fault)")
    }
  }

  public static func tensor<S: Scalar>(_ name: String, in path: String) throws -> Tensor<S> {
    let file: [String: Tensor<S>] = try read(path)
    guard let tensor = file[name] else {
      let near = nearest(to: name, among: file.keys).map { "; did you mean ‘\($0)’?" } ?? "."
      throw Failure("\(path) has no tensor ‘\(name)’\(near)")
    }
    return tensor
  }
}
