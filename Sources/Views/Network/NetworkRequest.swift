import Networks
import Tensors

/// A network that a student wants to look into, and where its numbers come from.
public struct NetworkRequest: Hashable, Sendable {
  public var notation: String
  /// The size that enters; without it the network's own.
  public var input: Shape?
  public var seed: UInt64 = 7
  public var mode = Mode.training
  /// Files that give tensors in place of what would be drawn.
  public var files = TensorFiles()
  /// What is seen at first.
  public var sight = NetworkSight()
  /// The question whose lesson this belongs to, for its definitions.
  public var lesson: Int?

  public init(_ notation: String, on input: Shape? = nil) {
    self.notation = notation
    self.input = input
  }
}

/// Which parts of a network are seen, by their names from the outermost on.
public struct NetworkSight: Hashable, Sendable {
  /// Those that are open, besides those that the chosen one stands in.
  public var open: [String] = []
  /// The chosen one; the first where nothing is said.
  public var part: String?

  public init() {}

  /// Throws which part a network has not.
  public func check(_ network: Network) throws(Failure) {
    // a picture or a file that enters is a part too
    let known = NetworkOutline(network, input: "").all.map(\.name)
    for name in open + (part.map { [$0] } ?? []) where !known.contains(name) {
      throw Failure(
        "There is no part ‘\(name.quotable())’"
          + (nearest(to: name, among: known).map { "; did you mean ‘\($0)’?" } ?? "."))
    }
  }
}

/// A network that fits, and how the tensors of its files are read once they are needed.
public struct OpenedNetwork: Sendable {
  public var request: NetworkRequest
  public let network: Network
  /// The names of the classes, where a file gave them.
  public let labels: Labels?
  /// What was done to the picture that enters, if one does.
  let words: String?
  /// What was done to the weights of a file or assumed of them, in sentences.
  let remarks: [String]
  /// What the files give by name; read beside the keys, since files may be large.
  let given: @Sendable () throws -> [String: Tensor<Float>]

  public init(
    _ request: NetworkRequest, _ network: Network, labels: Labels? = nil,
    words: String? = nil, remarks: [String] = [],
    given: @escaping @Sendable () throws -> [String: Tensor<Float>]
  ) {
    self.request = request
    self.network = network
    self.labels = labels
    self.words = words
    self.remarks = remarks
    self.given = given
  }
}
