import Tensors

/// One number of a run, with all the products that add up to it.
public struct Explanation: Sendable {
  /// The node that computed it, and what of that node it is.
  public let node: String
  public let quantity: Quantity
  /// Where it stands in its tensor, the image first where there is a batch axis.
  public let element: [Int]
  /// The formula in LaTeX, with letters for indices: `y[i,j,o] = …`.
  public let formula: String
  /// The same with the indices of this element: `y[1,1,0] = …`.
  public let instance: String
  /// The products; what the padding would add is left out.
  public let terms: [Term]
  /// Numbers that the terms use and that are sums of their own, such as a mean.
  public let definitions: [Definition]
  /// What the engine computed.
  public let value: Double
  /// Cells that took part without a product, such as the losers of a pool.
  let others: [Factor]

  /// A product.
  public struct Term: Hashable, Sendable {
    public let factors: [Factor]

    public init(_ factors: Factor...) { self.factors = factors }
    init(_ factors: [Factor]) { self.factors = factors }

    public var product: Double { factors.reduce(1) { $0 * $1.value } }
  }

  /// A number of a tensor, or a constant, as it stands in a product.
  public struct Factor: Hashable, Sendable {
    /// How formulas write its tensor, in LaTeX: `x`, `K`, `G`; a constant in full.
    public let symbol: String
    /// The name of its tensor in files: `relu1`, `conv2.weight`, `grad.conv2`; that of a constant is
    /// what it means.
    public let tensor: String
    /// Where it stands there; empty for a constant.
    public let index: [Int]
    public let value: Double

    public init(symbol: String, tensor: String, index: [Int], value: Double) {
      self.symbol = symbol
      self.tensor = tensor
      self.index = index
      self.value = value
    }
  }

  /// A number that several terms share.
  public struct Definition: Hashable, Sendable {
    /// In LaTeX: `\text{mean}[0]`.
    public let symbol: String
    /// What it is, in LaTeX with this element's indices.
    public let formula: String
    public let value: Double
  }

  /// The cells of one tensor that take part.
  public struct Participants: Hashable, Sendable {
    public let tensor: String
    public let indices: [[Int]]
  }

  /// The sum of the products.
  public var total: Double { terms.reduce(0) { $0 + $1.product } }
  /// The sum of the products' magnitudes: what rounding is measured against.
  public var magnitude: Double { terms.reduce(0) { $0 + abs($1.product) } }
  /// The cells that light up, tensor by tensor, in the order of the products.
  public var participants: [Participants] {
    var order: [String] = []
    var indices: [String: [[Int]]] = [:]
    var seen: Set<[String]> = []
    for factor in terms.flatMap(\.factors) + others where !factor.index.isEmpty {
      if indices[factor.tensor] == nil { order.append(factor.tensor) }
      // a cell may stand in many products
      guard seen.insert([factor.tensor] + factor.index.map(String.init)).inserted else { continue }
      indices[factor.tensor, default: []].append(factor.index)
    }
    return order.map { Participants(tensor: $0, indices: indices[$0] ?? []) }
  }
}
