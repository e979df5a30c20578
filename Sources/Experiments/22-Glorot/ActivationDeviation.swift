import Networks
import Tensors

/// How the activations of a deep network spread under rules for its first weights.
struct ActivationDeviation: Experiment {
  let name = "activation-deviation"
  let title = "activations by depth"
  let lesson = 22
  let question = "What becomes of the activations of a deep network before anything is learnt?"
  let knobs = [
    Knob("activation", words: ["relu", "tanh", "none"]),
    Knob("width", [32, 64, 128], standard: 64), Knob("layers", [5, 10, 20], standard: 10),
    Knob("seed", [1, 2, 3], standard: 1),
  ]
  private static let images = 64

  /// The bound of a uniform distribution for n inputs and m outputs.
  private struct Rule {
    let letter: Character
    let name: String
    let bound: @Sendable (Double, Double) -> Double
  }
  private static let rules = [
    Rule(letter: "G", name: "Glorot") { (6 / ($0 + $1)).squareRoot() },
    Rule(letter: "H", name: "He") { n, _ in (6 / n).squareRoot() },
    Rule(letter: "P", name: "PyTorch's default") { n, _ in 1 / n.squareRoot() },
    Rule(letter: "s", name: "deviation 0.01") { _, _ in 0.01 * 3.0.squareRoot() },
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (width, layers) = (settings.count("width"), settings.count("layers"))
    let activation = settings.word("activation")
    let step = activation == "none" ? "" : ", \(activation)"
    let layer = "dense \(width) no_bias\(step)"
    let graph = try Network("repeat \(layers) { \(layer) }", on: Shape(width)).graph
    var curves: [Findings.Curve] = []
    var moments: [[Double]] = []
    for rule in Self.rules {
      let given = weights(graph, width, seed: settings.count("seed"), bound: rule.bound)
      var run = RunSettings<Double>(seed: UInt64(settings.count("seed")), batch: Self.images)
      run.given = given
      let forward = try ForwardPass(graph, run)
      let ends = graph.nodes.indices.filter {
        $0 > 0 && ($0 == graph.nodes.count - 1 || graph.nodes[$0 + 1].operation.kind == .dense)
      }
      let own = ends.map { node in
        let elements = forward.outputs[node].elements
        return elements.reduce(0) { $0 + $1 * $1 } / Double(elements.count)
      }
      moments.append(own)
      curves.append(
        Findings.Curve(
          rule.letter, rule.name,
          own.enumerated().map {
            Findings.Point(x: Double($0.offset + 1), y: max($0.element.squareRoot(), 1e-30))
          }, reading: "Root mean square of all activations of a layer, \(rule.name)."))
    }
    return Findings(
      "root mean square of the activations, layer by layer",
      [.curves(curves, unit: "", isLogarithmic: true)],
      table: Findings.Table(
        ["layer"] + Self.rules.map(\.name),
        (0..<layers).map { layer in
          [.count(layer + 1)] + moments.map { .wide($0[layer].squareRoot()) }
        }),
      reading: Self.reading(activation),
      measures: measures(moments, activation: activation, layers: layers, width: width))
  }

  private func weights(
    _ graph: Graph, _ width: Int, seed: Int, bound: (Double, Double) -> Double
  ) -> [String: Tensor<Double>] {
    let bound = bound(Double(width), Double(width))
    var given: [String: Tensor<Double>] = [:]
    for node in graph.nodes where node.operation.kind == .dense {
      let rule = WeightRule(seed: UInt64(seed) &+ 100, tensor: UInt64(node.index))
      given["\(node.id).weight"] = Tensor(
        Shape(width, width),
        (0..<width * width).map { bound * rule.uniform(UInt64($0)) })
    }
    return given
  }

  /// The mean factor of the second moment by layer: variance of the weights times inputs, and half
  /// of it behind a ReLU.
  private func measures(
    _ moments: [[Double]], activation: String, layers: Int, width: Int
  ) -> [Findings.Measure] {
    guard activation != "tanh" else {
      return [
        Findings.Measure(
          "He, root mean square at the end", moments[1][layers - 1].squareRoot(), expected: 0.5,
          factor: 3)
      ]
    }
    let half = activation == "relu" ? 0.5 : 1.0
    return zip(Self.rules, moments).map { rule, own in
      let bound = rule.bound(Double(width), Double(width))
      let expected = Double(width) * bound * bound / 3 * half
      let factor = (own[layers - 1] / own[0]).root(layers - 1)
      return Findings.Measure(
        "\(rule.name), factor of a layer", factor, expected: expected, factor: 1.35)
    }
  }

  private static func reading(_ activation: String) -> String {
    switch activation {
    case "relu":
      "Behind ReLUs He's rule keeps the size of the activations, Glorot's halves their mean square "
        + "in every layer; small weights make them vanish."
    case "tanh":
      "Tanh is nearly linear for small numbers: there Glorot's rule keeps more than PyTorch's, and "
        + "He's drives units into saturation."
    default: "Without an activation Glorot's rule keeps the size, and He's doubles the mean square."
    }
  }
}

extension Double {
  /// The positive number whose power is this one.
  fileprivate func root(_ degree: Int) -> Double {
    var (low, high) = (0.0, max(1, self))
    for _ in 0..<200 {
      let middle = (low + high) / 2
      let power = (0..<degree).reduce(1.0) { product, _ in product * middle }
      if power < self { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
