import LibC
import Networks
import Tensors

/// Where weights begin.
///
/// Biases begin at 0, scales at 1, shifts at 0 under all rules.
public struct Start: Hashable, Sendable {
  /// How kernels are drawn, from the streams of the weight rule.
  public enum Rule: Hashable, Sendable {
    /// Uniform with variance 2/fan-in (He, Zhang, Ren and Sun 2015): the weight rule itself.
    case he
    /// Uniform with variance 2/(fan-in + fan-out) (Glorot and Bengio 2010).
    case glorot
    /// Normal with this deviation, whatever the layer's size.
    case normal(deviation: Double)
    case constant(Double)

    public static let zeros = Rule.constant(0)
  }
  public var rule: Rule
  /// Whether the last layer that has weights begins at 0, so that all classes are alike.
  public var hasZeroHead: Bool
  /// Whether the last norm of each residual branch begins with scale 0, so that every block begins
  /// as its shortcut: Goyal and others 2017, section 5.1.
  public var hasZeroNorm: Bool

  public init(_ rule: Rule = .he, hasZeroHead: Bool = false, hasZeroNorm: Bool = false) {
    self.rule = rule
    self.hasZeroHead = hasZeroHead
    self.hasZeroNorm = hasZeroNorm
  }

  /// The parameters of each node; tensors that are given by name win over the rule.
  ///
  /// A zero head and zero norms win over both. Throws a `Misfit` where a given tensor has another
  /// shape, or none of them is one of the network's.
  public func parameters<S: Scalar>(
    of graph: Graph, seed: UInt64, given: [String: Tensor<S>] = [:]
  ) throws -> [[Tensor<S>]] {
    var parameters: [[Tensor<S>]] = graph.startingParameters(seed: seed)
    var kernel: UInt64 = 0
    var found = given.isEmpty
    for node in graph.nodes {
      for (place, parameter) in node.parameters.enumerated() {
        if case .random(let fanIn) = parameter.start {
          if let drawn: Tensor<S> = draw(
            parameter.shape, fanIn: fanIn, WeightRule(seed: seed, tensor: kernel))
          {
            parameters[node.index][place] = drawn
          }
          kernel += 1
        }
        let name = "\(node.id).\(parameter.name)"
        guard let tensor = given[name] else { continue }
        guard tensor.shape == parameter.shape else {
          throw Misfit(
            "\(name) is \(tensor.shape) in the weights but the network needs \(parameter.shape)")
        }
        parameters[node.index][place] = tensor
        found = true
      }
    }
    guard found else {
      throw Misfit("none of the tensors given is a parameter of the network")
    }
    if hasZeroHead, let head = graph.head {
      for place in parameters[head].indices { parameters[head][place].clear() }
    }
    if hasZeroNorm {
      for norm in graph.lastNormsOfBranches { parameters[norm][0].clear() }
    }
    return parameters
  }

  /// A kernel by the rule; nothing where the weight rule has drawn it already.
  private func draw<S: Scalar>(
    _ shape: Shape, fanIn: Int, _ source: WeightRule
  ) -> Tensor<S>? {
    let numbers = 0..<UInt64(shape.count)
    switch rule {
    case .he: return nil
    case .constant(let value): return Tensor(repeating: S(value), shape)
    case .glorot:
      let window = shape.count / (shape[shape.rank - 2] * shape[shape.rank - 1])
      let fanOut = window * shape[shape.rank - 1]
      let limit = (6 / Double(fanIn + fanOut)).squareRoot()
      return Tensor(shape, numbers.map { S(Float(source.uniform($0) * limit)) })
    case .normal(let deviation):
      // Box and Muller 1958: two uniform numbers make a normal one
      return Tensor(
        shape,
        numbers.map {
          let radius = (-2 * log(source.fraction(2 * $0))).squareRoot()
          return S(Float(deviation * radius * cos(2 * .pi * source.fraction(2 * $0 + 1))))
        })
    }
  }
}

extension Tensor {
  fileprivate mutating func clear() { self = Tensor(zeros: shape) }
}

extension Graph {
  /// The last node with weights: what turns features into the output.
  var head: Int? {
    nodes.last { node in
      node.parameters.contains {
        if case .random = $0.start { true } else { false }
      }
    }?.index
  }

  /// The last norm of each residual branch: of the longest one that enters a sum.
  var lastNormsOfBranches: [Int] {
    nodes.compactMap { node in
      guard type(of: node.operation).keyword == "sum", node.inputs.count > 1 else { return nil }
      let paths = node.inputs.map { path(to: $0) }
      // where the paths meet lies before the block
      let common = Set(paths[0]).intersection(paths[1])
      let branches = paths.map { path in Array(path.prefix { !common.contains($0) }) }
      let longest = branches.max { $0.count < $1.count }
      return longest?.first { type(of: nodes[$0].operation).keyword == "norm" }
    }
  }

  /// A node and those before it, along first inputs.
  private func path(to index: Int) -> [Int] {
    var path = [index]
    while let last = path.last, let before = nodes[last].inputs.first { path.append(before) }
    return path
  }
}
