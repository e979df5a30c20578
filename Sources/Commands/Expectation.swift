import ArgumentParser
import Diagrams
import Networks
import Tensors
import Views
import Workshop

/// What others computed, for a run to be held against.
struct ExpectationOptions: ParsableArguments {
  @Option(
    help: "Hold the output against a tensor in safetensors, .npz or .npy; exits 1 if it differs.")
  var expect: String?
  @Flag(help: "Hold every tensor of that file against what has its name here.")
  var expectAll = false
  @Option(help: "The part of the largest number up to which two are taken for equal.")
  var tolerance = 1e-4

  func validate() throws {
    guard expect != nil || !expectAll else {
      throw ValidationError("--expect-all needs --expect with the file to compare with.")
    }
    guard tolerance >= 0, tolerance < 1 else {
      throw ValidationError("--tolerance takes a part of 1, such as 1e-4.")
    }
  }

  /// Says how well a run agrees with the file; throws where it does not.
  ///
  /// `origins` are the names that nodes had in a model.
  func check<S: Scalar>(
    _ trace: Trace<S>, origins: @autoclosure () throws -> [String: String], on console: Console
  ) throws {
    guard let expect else { return }
    let origins = try origins()
    let file: [String: Tensor<S>] = try TensorFile.read(expect)
    let pairs = expectAll ? try all(trace, file, origins) : [try output(trace, file, origins)]
    var worst = 0.0
    for (name, own, expected) in pairs {
      guard let difference = TensorDifference(own, expected) else {
        throw Failure(
          "\(name) is \(own.shape), but \(expected.shape) in \(expect.harmless()); these cannot be "
            + "compared.")
      }
      guard difference.error <= tolerance else {
        throw Failure(sentence(difference, name, expect, count: pairs.count))
      }
      worst = max(worst, difference.error)
    }
    let what = expectAll ? "\(pairs.count) tensors agree" : "\(pairs[0].name) agrees"
    console.print(
      "\(what) with \(expect) within \(Numbers.significant(worst)) of the largest number.")
  }

  private func sentence(
    _ difference: TensorDifference, _ name: String, _ path: String, count: Int
  ) -> String {
    let place = difference.index.map(String.init).joined(separator: ",")
    return (count > 1 ? "the first that differs is \(name), " : "\(name) differs ")
      + "by \(Numbers.significant(difference.error)) of the largest number of "
      + "\(path.harmless()): at \(place) it is \(Numbers.significant(difference.own)) and should be "
      + "\(Numbers.significant(difference.expected))."
  }

  private typealias Pair<S: Scalar> = (name: String, own: Tensor<S>, expected: Tensor<S>)

  /// The output beside the only tensor of the file, or that of its name.
  private func output<S: Scalar>(
    _ trace: Trace<S>, _ file: [String: Tensor<S>], _ origins: [String: String]
  ) throws -> Pair<S> {
    let node = trace.graph.output
    let names = [node.id, origins[node.id] ?? "y", "y", "output"]
    let expected =
      names.lazy.compactMap { file[$0] }.first ?? (file.count == 1 ? file.values.first : nil)
    guard let expected else {
      throw Failure(
        "\(expect?.harmless() ?? "") has \(file.count) tensors and none is called ‘\(node.id)’; "
          + "--expect-all compares all that have names of here.")
    }
    return (node.id, trace.outputs[node.index], expected)
  }

  /// All outputs of nodes that the file has, in the order in which they are computed.
  private func all<S: Scalar>(
    _ trace: Trace<S>, _ file: [String: Tensor<S>], _ origins: [String: String]
  ) throws -> [Pair<S>] {
    let pairs = trace.graph.nodes.compactMap { node -> Pair<S>? in
      guard let expected = file[node.id] ?? origins[node.id].flatMap({ file[$0] }) else {
        return nil
      }
      let origin = origins[node.id].map { $0 == node.id ? "" : " (‘\($0.quotable())’)" } ?? ""
      return (node.id + origin, trace.outputs[node.index], expected)
    }
    guard !pairs.isEmpty else {
      throw Failure("\(expect?.harmless() ?? "") has no tensor that is called like a node here.")
    }
    return pairs
  }
}
