import Networks
import Tensors

/// Examples in a safetensors file: `x`, and `labels` or `targets`.
public enum TensorFileData {
  /// The examples as they are; throws a `Misfit` or a `Safetensors.Fault` that names what is wrong.
  public static func read<S: Scalar>(
    _ bytes: [UInt8], name: String, as: S.Type = S.self
  ) throws -> Dataset<S> {
    let tensors: [String: Tensor<S>] = try Safetensors.read(bytes)
    guard let x = tensors["x"] else {
      throw Misfit("\(name) has no tensor ‘x’, the examples")
    }
    if let targets = tensors["targets"] {
      return try Dataset(name: name, x: x, answers: .targets(targets))
    }
    guard let stored = tensors["labels"] else {
      throw Misfit("\(name) has neither ‘labels’ nor ‘targets’, what is right for each example")
    }
    let labels = try stored.elements.map { number in
      guard let label = Int(exactly: number), 0...Limits.extent ~= label else {
        throw Misfit("\(name) has the label \(number), but classes are whole numbers from 0")
      }
      return label
    }
    return try Dataset(
      name: name, x: x, answers: .labels(labels, classes: (labels.max() ?? 0) + 1))
  }
}
