import ArgumentParser
import FileSystem
import Networks
import Tensors
import Training
import Views
import Workshop

/// Where weights begin.
struct StartOptions: ParsableArguments {
  /// A rule, or a file of weights.
  enum Initial: ExpressibleByArgument {
    case rule(Start.Rule)
    case file(String)

    /// The name of the rule that is the default.
    var defaultValueDescription: String { if case .file(let path) = self { path } else { "he" } }

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let number = parts.count > 1 ? Double(parts[1]) : nil
      switch (parts.first, number) {
      case ("he", nil) where parts.count == 1: self = .rule(.he)
      case ("glorot", nil) where parts.count == 1: self = .rule(.glorot)
      case ("zeros", nil) where parts.count == 1: self = .rule(.zeros)
      case ("constant", let value?) where value.isFinite: self = .rule(.constant(value))
      case ("normal", let deviation?) where 0...1e6 ~= deviation:
        self = .rule(.normal(deviation: deviation))
      case ("constant", _), ("normal", _): return nil
      default: self = .file(argument)
      }
    }
  }

  @Option(
    help: "Initial weights: he, glorot, zeros, constant:0.1, normal:0.01, or a safetensors file.")
  var initial = Initial.rule(.he)
  @Flag(help: "Start with all weights of the last layer at 0.") var zeroHead = false
  @Flag(help: "Start with the scale of the last norm of each residual branch at 0.") var zeroNorm =
    false

  var start: Start {
    var rule = Start.Rule.he
    if case .rule(let given) = initial { rule = given }
    return Start(rule, hasZeroHead: zeroHead, hasZeroNorm: zeroNorm)
  }

  /// The weights of the file, if one is given.
  func given<S: Scalar>() throws -> [String: Tensor<S>] {
    guard case .file(let path) = initial else { return [:] }
    let names = ["he", "glorot", "zeros"]
    guard Files.exists(path) || nearest(to: path, among: names) == nil else {
      let near = nearest(to: path, among: names) ?? ""
      throw Failure("there is no file \(path.harmless()) to begin with; did you mean ‘\(near)’?")
    }
    return try TensorFile.read(path)
  }
}
