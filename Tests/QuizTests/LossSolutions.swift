import Foundation
import Networks
import Tensors

extension NumberSolutions {
  /// Both passes of a network that ends in a loss, with tensors given by name.
  static func trace(_ source: String, on size: Int, _ given: [String: [Double]]) throws -> Trace<
    Double
  > {
    let graph = try Network(source, on: Shape(size)).graph
    var settings = RunSettings<Double>(seed: 7)
    settings.batch = (given["x"]?.count ?? size) / size
    let drawn = try Trace(graph, settings).named
    for (name, numbers) in given {
      let shape = drawn.first { $0.name == name }?.tensor.shape ?? Shape(numbers.count)
      settings.given[name] = Tensor(shape, numbers)
    }
    return try Trace(graph, settings)
  }

  private static func logit(_ a: Double) -> Double { log(a / (1 - a)) }

  /// Where a function that grows passes 0.
  static func root(of function: (Double) -> Double, from low: Double, to high: Double) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if function(middle) < 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Losses: what the engine computes of logits that were chosen to give the outputs asked for.
  mutating func addLosses() {
    solve("softmax-uniform-loss") { n in
      let k = n["K"]
      let target = (0..<k).map { $0 == 1 ? 1.0 : 0 }
      let x = [Double](repeating: 3, count: k)
      return try Self.trace("cross_entropy", on: k, ["x": x, "target": target]).loss
    }
    solve("softmax-gold-gradient") { n in
      let k = n["K"]
      let target = (0..<k).map { $0 == 0 ? 1.0 : 0 }
      let x = [Double](repeating: 3, count: k)
      let trace = try Self.trace("cross_entropy", on: k, ["x": x, "target": target])
      return trace.gradients[0].elements[0]
    }
    solve("softmax-cell") { n in
      let (a, b, c) = (n.real("a"), n.real("b"), n.real("c"))
      let x = [log(a), log(b), log(1 - a - b)]
      let trace = try Self.trace("cross_entropy", on: 3, ["x": x, "target": [c, 1 - c, 0]])
      return trace.gradients[0].elements[1]
    }
    solve("softmax-twice") { n in
      let k = n["K"]
      let first = (0..<k).map { $0 == 0 ? 1.0 : 0 }
      let x = first.map { 800 * $0 }
      return try Self.trace("softmax, cross_entropy", on: k, ["x": x, "target": first]).loss
    }
    solve("softmax-entropy") { n in
      let a = n.real("a")
      let x = [log(a), log(1 - a)]
      return try Self.trace("cross_entropy", on: 2, ["x": x, "target": [a, 1 - a]]).loss
    }
    solve("sigmoid-gradient") { n in
      try Self.trace(
        "sigmoid_cross_entropy", on: 1, ["x": [Self.logit(n.real("a"))], "target": [n.real("g")]]
      ).gradients[0].elements[0]
    }
    solve("sigmoid-loss") { n in
      try Self.trace(
        "sigmoid_cross_entropy", on: 1, ["x": [Self.logit(n.real("a"))], "target": [n.real("g")]]
      ).loss
    }
    solve("sigmoid-in-o") { n in
      let (o, g) = (n.real("a"), n.real("g"))
      return (1 - g) / (1 - o) - g / o
    }
    solve("sigmoid-inverse") { n in
      Self.root(of: { 1 / (1 + exp(-$0)) - n.real("g") }, from: -20, to: 20)
    }
    solve("sigmoid-mean") { n in
      let x = [Double](repeating: Self.logit(n.real("a")), count: n["n"])
      let trace = try Self.trace(
        "sigmoid_cross_entropy", on: 1, ["x": x, "target": x.map { _ in 1 }])
      return trace.gradients[0].elements[0]
    }
    solve("mse-gradient") { n in
      try Self.trace("squared_error", on: 1, ["x": [n.real("o")], "target": [n.real("g")]])
        .gradients[0].elements[0]
    }
    solve("mse-mean-gradient") { n in
      let rest = [Double](repeating: 0, count: n["n"] - 1)
      let trace = try Self.trace(
        "squared_error", on: n["n"], ["x": [n.real("o")] + rest, "target": [n.real("g")] + rest])
      return trace.gradients[0].elements[0]
    }
    solve("mse-update") { n in
      let trace = try Self.trace(
        "squared_error", on: 1, ["x": [n.real("o")], "target": [n.real("g")]])
      return n.real("o") - n.real("a") * trace.gradients[0].elements[0]
    }
    solve("mse-neuron") { n in
      let trace = try Self.trace(
        "dense 1 no_bias, squared_error", on: 1,
        ["x": [n.real("x")], "dense1.weight": [n.real("w")], "target": [n.real("g")]])
      return trace.parameterGradients[1][0]?.elements[0] ?? .nan
    }
    solve("mse-rate") { n in
      // what an update leaves of a distance, from −1 on it grows
      Self.root(of: { 2 * $0 * n.real("x") * n.real("x") - 2 }, from: 0, to: 2)
    }
  }

  /// The gradients of a perceptron, by the engine or by counting.
  mutating func addPerceptron() {
    solve("mlp-parameters") { n in
      let (d, h, k) = (n["d"], n["h"], n["k"])
      return Double((0..<h).reduce(0) { sum, _ in sum + d + 1 + k } + k)
    }
    solve("mlp-second-cell") { n in
      let (h, o) = (n.real("h"), n.real("o"))
      let trace = try Self.trace(
        "dense 2 no_bias, cross_entropy", on: 1,
        ["x": [h], "dense1.weight": [0, log(o / (1 - o)) / h], "target": [1, 0]])
      return trace.parameterGradients[1][0]?.elements[1] ?? .nan
    }
    solve("mlp-hidden-cell") { n in
      let (o, a, b) = (n.real("o"), n.real("a"), n.real("b"))
      let trace = try Self.trace(
        "relu, dense 2, cross_entropy", on: 1,
        [
          "x": [1], "dense1.weight": [a, b], "dense1.bias": [log(o) - a, log(1 - o) - b],
          "target": [1, 0],
        ])
      return trace.gradients[0].elements[0]
    }
    solve("mlp-dead") { n in
      var entries: Set<[Int]> = []
      for unit in 0..<n["u"] {
        for input in 0..<n["d"] { entries.insert([0, input, unit]) }
        entries.insert([1, unit])
        for output in 0..<n["k"] { entries.insert([2, unit, output]) }
      }
      return Double(entries.count)
    }
  }
}
