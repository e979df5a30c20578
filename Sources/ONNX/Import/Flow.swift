import Networks
import Tensors

/// What a model computes, in operations of the notation.
///
/// It is a list in which every step follows those that it reads. Step 0 is the input.
struct Flow {
  struct Step {
    var work: Work
    var inputs: [Int]
    /// What leaves it for one image: rows × columns × channels, or channels.
    var shape: Shape
    /// By their names in the notation.
    var parameters: [String: WeightSource] = [:]
    /// The node of the model that it comes from, and the tensor that leaves that.
    var origin = ""
    var output = ""
    /// What it is told where it is a convolution.
    var window: WindowFacts?
  }

  enum Work: Equatable {
    case input
    /// As the notation writes it: `conv 3x3 64 stride: 2`.
    case operation(String)
    /// `sum`, `concat` or `scale`.
    case join(String)
    /// A piece of a function that is written out, such as GELU or hard swish.
    case arithmetic(Arithmetic)
  }

  enum Arithmetic: Equatable {
    case times(Double)
    case plus(Double)
    case clip(Double, Double)
    case power(Double)
    case errorFunction
  }

  var steps: [Step] = []

  /// How many later steps read each.
  var readers: [Int] {
    var readers = Array(repeating: 0, count: steps.count)
    for step in steps { for input in step.inputs { readers[input] += 1 } }
    return readers
  }
}

/// What recognising blocks asks of a convolution or dense layer.
struct WindowFacts: Equatable {
  var kernel: [Int]
  var stride: [Int]
  var channels: Int
  var groups: Int
  var isDepthwise = false
  /// Whether its bias is named like no bias of a layer: what is left of a folded normalization.
  var hidesNorm = false
  var hasBias = false
}

/// Why a node of a model cannot be shown here.
public struct ImportFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The node that does not fit.
  public let node: String
  public let kind: String
  /// Why, without a full stop.
  public let reason: String
  /// The last node before it up to which the model can be shown, if there is one.
  public var before: String?

  public var description: String {
    "node ‘\(node)’ (\(kind.quotable())) cannot be shown: \(reason)"
      + (before.map { "; ‘--until \($0)’ shows all before it." } ?? ".")
  }
}
