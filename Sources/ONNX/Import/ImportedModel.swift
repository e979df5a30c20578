import Networks
import Tensors

/// An ONNX model as a network of the notation, with its weights.
public struct ImportedModel: Sendable {
  /// The network's text: one definition that runs by itself, its remarks as comments above it.
  public let text: String
  public let network: Network
  /// What was assumed or changed, in sentences.
  public let remarks: [String]
  /// The tensor of the model that leaves each node of the network, by ids.
  public let origins: [String: String]

  private let sources: [String: WeightSource]

  /// Reads a model and finds in it what the library knows.
  ///
  /// - Parameters:
  ///   - file: The bytes of the model.
  ///   - name: What its definition is called; taken from the name of a file.
  ///   - library: The blocks that may be recognised.
  ///   - size: The size that enters, where the model leaves it open.
  ///   - last: The node that is taken for the output, where not the whole model is wanted.
  /// - Throws: A `ModelFault` or an `ImportFault`.
  public init(
    _ file: [UInt8], name: String, library: Library, on size: Shape? = nil,
    until last: String? = nil
  ) throws {
    let model = try Model(file)
    var lowering = try Lowering(model, on: size)
    let output = try lowering.run(until: last)
    var flow = lowering.flow
    flow.nestConcatenations()
    let end = flow.keep(leadingTo: output)
    try flow.checkArithmetic()

    let plain = try SeriesParallel(flow).pieces(to: end)
    var recognition = Recognition(flow, library)
    let named = recognition.named(plain, from: 0)
    let writer = PieceText(flow, named)
    let pieces = writer.folded(named)
    let rows =
      ["input \(flow.steps[0].shape.source)"]
      + (pieces.isEmpty ? ["identity"] : writer.rows(pieces))
    let leaves = pieces.flatMap(\.leaves)
    remarks = Self.remarks(leaves)
    let comments = [Self.title(model)] + remarks
    (text, network) = try Self.network(rows, name: name, library: library, comments)
    (sources, origins) = try Self.sources(of: network.graph, leaves, flow)
  }

  /// The parameters by their names here; `external` reads other files of the model's folder.
  public func parameters<S: Scalar>(
    external: (String) throws -> [UInt8]
  ) throws -> [String: Tensor<S>] {
    try sources.mapValues { try $0.tensor(external: external) }
  }

  private static func title(_ model: Model) -> String {
    "An ONNX model" + (model.producer.isEmpty ? "" : " written by \(model.producer.quotable())")
  }

  /// What was assumed of the model that a network was made of, from the comments of its text.
  public static func remarks(on network: Network) -> [String] {
    (network.syntax.definitions.last?.remarks ?? []).dropFirst().map { $0 }
  }

  private static func network(
    _ rows: [String], name: String, library: Library, _ comments: [String]
  ) throws -> (String, Network) {
    let calls = rows.flatMap { $0.split { !($0.isLetter || $0.isNumber || $0 == "_") } }
    var title = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        .drop { !$0.isLetter })
    while title.hasSuffix("_") { title.removeLast() }
    // a definition cannot be called like a block that it calls
    if calls.contains(Substring(title)) { title += "_model" }
    var lastError: (any Error)?
    for candidate in [title, "model"] where !candidate.isEmpty {
      let text =
        comments.map { "# \($0)\n" }.joined() + "block \(candidate)\n"
        + rows.map { "  \($0)\n" }.joined()
      do {
        return (text, try Network(text, library: library))
      } catch {
        lastError = error
      }
    }
    throw ModelFault(
      "the model cannot be written in the notation: "
        + (lastError.map { "\($0)" } ?? "it has no name"))
  }

  /// The origin of each parameter, by the order of a graph's nodes.
  private static func sources(
    of graph: Graph, _ leaves: [Piece.Leaf], _ flow: Flow
  ) throws -> ([String: WeightSource], [String: String]) {
    guard leaves.count == graph.nodes.count - 1 else {
      throw ModelFault("the model's \(leaves.count) operations became \(graph.nodes.count - 1)")
    }
    var sources: [String: WeightSource] = [:]
    var origins = ["x": flow.steps[0].output]
    let restored = Set(
      leaves.compactMap { leaf in if case .restoredNorm(let step) = leaf { step } else { nil } })
    for (node, leaf) in zip(graph.nodes.dropFirst(), leaves) {
      let given: [String: WeightSource]
      switch leaf {
      case .step(let step):
        // of a convolution with its normalization the model has only the result of both
        if !restored.contains(step) { origins[node.id] = flow.steps[step].output }
        guard node.shape == flow.steps[step].shape else {
          throw ModelFault(
            "‘\(flow.steps[step].origin)’ gives \(flow.steps[step].shape) in the model, and "
              + "\(node.operation.source) would give \(node.shape)")
        }
        given = flow.steps[step].parameters
      case .restoredNorm(let step):
        origins[node.id] = flow.steps[step].output
        given = restoredNorm(node, flow.steps[step])
      }
      for parameter in node.parameters {
        guard let source = given[parameter.name], source.shape == parameter.shape else {
          throw ModelFault("‘\(node.id)’ has no \(parameter.name) in the model")
        }
        sources["\(node.id).\(parameter.name)"] = source
      }
    }
    return (sources, origins)
  }

  /// Statistics that change nothing: what the normalization did is in the kernel already, and what
  /// it added is its shift.
  private static func restoredNorm(
    _ node: Node, _ convolution: Flow.Step
  ) -> [String: WeightSource] {
    let shape = Shape(convolution.shape.extents.last ?? 0)
    func same(_ number: Double) -> WeightSource {
      WeightSource(origin: .repeated(number), shape: shape)
    }
    return [
      "scale": same(1), "shift": convolution.parameters["bias"] ?? same(0), "mean": same(0),
      "variance": same(1 - epsilon(of: node)),
    ]
  }
  /// What a normalization adds to the variance, as it is written.
  private static func epsilon(of node: Node) -> Double {
    let words = node.operation.source.split(separator: " ")
    guard let label = words.firstIndex(of: "eps:"), words.indices.contains(label + 1) else {
      return 1e-5
    }
    return Double(words[label + 1]) ?? 1e-5
  }

  private static func remarks(_ leaves: [Piece.Leaf]) -> [String] {
    let restored = leaves.count { if case .restoredNorm = $0 { true } else { false } }
    guard restored > 0 else { return [] }
    return [
      "\(Words.counted(restored, "batch normalization")) had been folded into the "
        + "convolution before; each stands here again, with mean 0, variance 1 and the bias as its "
        + "shift."
    ]
  }
}
