import Networks
import Tensors

/// What the engine has to say of a claim: two blocks compared, or one that is run.
struct ClaimProof {
  let isTrue: Bool
  /// The figures that decide.
  let sentence: String
  /// The blocks that the claim is about.
  let exhibits: [Network]

  /// Of the run that decides.
  private static let seed: UInt64 = 7

  init(_ item: QuizItem, library: Library) throws {
    let input = try item.words("on").map { try Shape(notation: $0) }
    exhibits = try ["left", "right", "block"].compactMap { key in
      try item.words(key).map { try Network($0, library: library, on: input) }
    }
    if let quality = item.words("agree"), exhibits.count == 2 {
      (isTrue, sentence) = try Self.comparison(exhibits, in: quality, item)
    } else if let text = item.fields["states"], !exhibits.isEmpty {
      let statement = try Arithmetic(text)
      let figures = try Self.figures(of: exhibits, item)
      isTrue = try statement.value(figures) != 0
      let told = statement.names.compactMap { name in
        figures[name].map { "\(Self.words(name)): \(Figures.grouped($0))" }
      }
      sentence = "The engine finds " + told.joined(separator: "; ") + "."
    } else {
      throw LessonError(
        "a claim needs a proof: ‘agree’ for two blocks, or ‘states’ for a run",
        line: item.line)
    }
    let stated = item.words("answer").map { $0 == "true" }
    if let stated, stated != isTrue {
      throw LessonError(
        "the engine says that this claim is \(isTrue)", line: item.fields["answer"]?.line)
    }
  }

  private static func comparison(
    _ networks: [Network], in name: String, _ item: QuizItem
  ) throws -> (Bool, String) {
    guard let quality = Contrast.Quality(rawValue: name) else {
      let names = Contrast.Quality.allCases.map(\.rawValue)
      throw LessonError(
        "‘agree’ is one of \(names.joined(separator: ", "))", line: item.fields["agree"]?.line,
        suggestion: nearest(to: name, among: names))
    }
    let contrast = Contrast(networks[0], networks[1])
    let agree = try contrast.agree(in: quality)
    guard quality != .values else {
      return (agree, "Run on the same weights, the outputs are \(agree ? "equal" : "not equal").")
    }
    let counts = contrast.counts(of: quality).map { Figures.grouped(Double($0)) }
    return (
      agree, "The engine counts \(quality.words): \(counts.joined(separator: " and "))."
    )
  }

  /// What a statement may name.
  static func figures(
    of networks: [Network], _ item: QuizItem
  ) throws -> [String: Double] {
    var figures: [String: Double] = [:]
    let sides = networks.count == 2 ? ["left_", "right_"] : [""]
    for (side, network) in zip(sides, networks) {
      let nodes = network.graph.nodes
      figures[side + "parameters"] = Double(nodes.reduce(0) { $0 + $1.parameterCount })
      figures[side + "multiply_adds"] = Double(nodes.reduce(0) { $0 + $1.multiplyAdds })
    }
    guard networks.count == 1 else { return figures }
    return figures.merging(try run(networks[0], item)) { $1 }
  }

  /// Both passes of a block, in training unless the item says `mode: inference`.
  private static func run(_ network: Network, _ item: QuizItem) throws -> [String: Double] {
    let mode = try item.words("mode").map { word in
      guard let mode = Mode(rawValue: word) else {
        throw LessonError("a mode is training or inference", line: item.fields["mode"]?.line)
      }
      return mode
    }
    var settings = RunSettings<Double>(seed: seed, mode: mode ?? .training)
    if item.words("upstream") == "output" {
      // with dy = y the input's gradient is what the transposed layer makes of the output
      settings.given["dy"] = try ForwardPass(network.graph, settings).output
    }
    let trace = try Trace(network.graph, settings)
    let (x, gradient) = (trace.outputs[0], trace.gradients[0])
    var figures = ["gradient_zeros": Double(gradient.elements.count { $0 == 0 })]
    figures["changed"] = unlike(x, trace.forward.output)
    figures["gradient_changed"] = unlike(x, gradient)
    for node in network.graph.nodes where node.id.allSatisfy({ $0.isLetter || $0.isNumber }) {
      figures["least_" + node.id] = trace.outputs[node.index].elements.min()
      figures["most_" + node.id] = trace.outputs[node.index].elements.max()
    }
    return figures
  }

  /// How many numbers of a tensor are others in another of its shape.
  private static func unlike(_ one: Tensor<Double>, _ other: Tensor<Double>) -> Double? {
    guard one.shape == other.shape else { return nil }
    return Double(
      zip(one.elements, other.elements).count { ($0 - $1).magnitude > 1e-12 * $0.magnitude })
  }

  static func words(_ name: String) -> String {
    switch name {
    case "parameters": "parameters"
    case "multiply_adds": "multiply-adds"
    case "changed": "output values that differ from the input"
    case "gradient_changed": "gradient values that differ from the input"
    case "gradient_zeros": "gradient values that are 0"
    default:
      name.split(separator: "_").map { word in
        [
          "left": "of the first,", "right": "of the second,", "least": "least of",
          "most": "most of",
        ][
          word] ?? String(word)
      }.joined(separator: " ")
    }
  }
}

extension Arithmetic {
  /// The names that it reads, in order, each once.
  fileprivate var names: [String] {
    var names: [String] = []
    switch self {
    case .number: break
    case .name(let name): names = [name]
    case .negative(let one): names = one.names
    case .binary(_, let one, let other): names = one.names + other.names
    case .call(_, let arguments): names = arguments.flatMap(\.names)
    case .series(_, let index, let from, let to, let term):
      names = from.names + to.names + term.names.filter { $0 != index }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
