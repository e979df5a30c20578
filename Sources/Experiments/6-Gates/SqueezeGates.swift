import Networks
import Tensors

/// The gates of squeeze and excitation, before and after something has been changed.
struct SqueezeGates: Experiment {
  let name = "se-gates"
  let title = "what the gates of squeeze and excitation see"
  let lesson = 6
  let question = "Which gates change when one channel, the pixels or the function changes?"
  let knobs = [
    Knob(
      "change",
      words: ["the mean of one channel", "shuffled pixels", "softmax instead", "the sum gated"])
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    switch settings.count("change") {
    case 0: try oneChannel()
    case 1: try shuffled()
    case 2: try softmax()
    default: try gatedSum()
    }
  }

  private static let block = "scale { identity | globalpool, dense 2, relu, dense 4, sigmoid }"
  /// Hidden units see channels 0 − 1 and 2 + 3; weights are in × out.
  private static let weights: [String: Tensor<Double>] = [
    "dense1.weight": Tensor(Shape(4, 2), [1, 0, -1, 0, 0, 1, 0, 1]),
    "dense2.weight": Tensor(Shape(2, 4), [2, -2, 0, 0, 0, 0, 1, -1]),
  ]

  private static func gates(_ x: Tensor<Double>) throws -> [Double] {
    let given = weights.merging(["x": x]) { $1 }
    let pass = try Bench.forward(block, on: x.shape.image, given: given)
    return pass.graph.node("sigmoid1").map { pass.outputs[$0.index].elements } ?? []
  }

  /// A 2×2 map whose channels have these means.
  private static func map(_ means: [Double]) -> Tensor<Double> {
    let offsets = [-0.5, 0.25, 0.75, -0.5]
    return Tensor(
      Shape(1, 2, 2, 4), offsets.flatMap { offset in means.map { $0 + offset } })
  }

  private func oneChannel() throws -> Findings {
    let before = try Self.gates(Self.map([2, 0, 1, 1]))
    let after = try Self.gates(Self.map([0, 2, 1, 1]))
    let expected = [0.982, 0.018, 0.881, 0.119, 0.5, 0.5, 0.881, 0.119]
    return Findings(
      "gates of four channels, ratio 2",
      [
        .bars("means 2, 0, 1, 1", Self.bars(before)), .bars("means 0, 2, 1, 1", Self.bars(after)),
      ],
      table: Findings.Table(
        ["channel", "before", "after"],
        before.indices.map { [.count($0), .number(before[$0]), .number(after[$0])] }),
      reading:
        "A gate depends on the means of other channels, so one channel can open or close another.",
      measures: zip(before + after, expected).enumerated().map { place, pair in
        Findings.Measure(
          "gate \(place % 4) \(place < 4 ? "before" : "after")", pair.0, expected: pair.1,
          give: 0.0006)
      })
  }

  private func shuffled() throws -> Findings {
    let shape = Shape(1, 4, 4, 4)
    var random = Draws(seed: 3)
    let x = Tensor<Double>(shape, (0..<shape.count).map { _ in random.normal() + 0.5 })
    var places = Array(0..<16)
    for place in places.indices { places.swapAt(place, place + random.number(below: 16 - place)) }
    let moved = Tensor<Double>(
      shape, (0..<shape.count).map { x.elements[places[$0 / 4] * 4 + $0 % 4] })
    let (before, after) = (try Self.gates(x), try Self.gates(moved))
    let channel = { (tensor: Tensor<Double>) in (0..<16).map { tensor.elements[$0 * 4] } }
    let difference = zip(before, after).reduce(0) { max($0, abs($1.0 - $1.1)) }
    return Findings(
      "channel 0 and the gates, with the pixels in order and shuffled",
      [
        .maps([
          Findings.Map("in order", 4, 4, channel(x)),
          Findings.Map("shuffled", 4, 4, channel(moved)),
        ]), .bars("gates, in both cases", Self.bars(after)),
      ],
      table: Findings.Table(
        ["channel", "in order", "shuffled"],
        before.indices.map { [.count($0), .number(before[$0]), .number(after[$0])] }),
      reading: "The squeeze is a mean, so it ignores positions.",
      measures: [Findings.Measure("largest change of a gate", difference, expected: 0, give: 1e-12)]
    )
  }

  private func softmax() throws -> Findings {
    let channels = 256
    var measures: [Findings.Measure] = []
    var bars: [Findings.Bar] = []
    for function in ["sigmoid", "softmax"] {
      let pass = try Bench.forward(
        "scale { identity | globalpool, dense \(channels / 16), relu, dense \(channels), \(function) }",
        on: Shape(4, 4, channels), seed: 3)
      let gates = pass.graph.node("\(function)1").map { pass.outputs[$0.index] }
      let mean = gates?.mean ?? .nan
      let ratio = pass.output.norm / pass.outputs[0].norm
      bars.append(Findings.Bar("\(function), gate on average", mean))
      bars.append(Findings.Bar("\(function), what is left of U", ratio))
      measures.append(
        function == "sigmoid"
          ? Findings.Measure("sigmoid, gate on average", mean, expected: 0.5, give: 0.05)
          : Findings.Measure(
            "softmax, gate on average", mean, expected: 1 / Double(channels), within: 1e-9))
    }
    return Findings(
      "gates of \(channels) channels", [.bars("norms and means", bars)],
      table: Findings.Table(
        ["quantity", "value"], bars.map { [.text($0.name), .number($0.value)] }),
      reading: "A softmax divides 1 among \(channels) channels, so the branch all but vanishes.",
      measures: measures)
  }

  private func gatedSum() throws -> Findings {
    let blocks = 50
    // weights of 0 make every gate a half
    var given: [String: Tensor<Double>] = [:]
    for block in 1...blocks {
      given["dense\(2 * block - 1).weight"] = Tensor(zeros: Shape(4, 2))
      given["dense\(2 * block).weight"] = Tensor(zeros: Shape(2, 4))
    }
    let run = { (text: String) in
      try Bench.forward("repeat \(blocks) { \(text) }", on: Shape(2, 2, 4), given: given)
    }
    let sum = try run(Self.block)
    let branch = try run("sum { identity | \(Self.block) }")
    let left = sum.output.norm / sum.outputs[0].norm
    let kept = branch.output.norm / branch.outputs[0].norm
    return Findings(
      "what is left of x after \(blocks) blocks with gates of ½",
      [
        .table(
          Findings.Table(
            ["gated", "norm after ÷ before"],
            [["the sum, trunk and all", .wide(left)], ["the branch alone: x + ½x", .wide(kept)]]))
      ],
      table: Findings.Table(
        ["gated", "norm after ÷ before"],
        [["the sum, trunk and all", .wide(left)], ["the branch alone: x + ½x", .wide(kept)]]),
      reading: "A gate on the sum also gates the shortcut: fifty gates of ½ leave 2⁻⁵⁰ of x.",
      measures: [
        Findings.Measure(
          "trunk with gated sums", left, expected: 1 / Double(1 << blocks), within: 1e-9)
      ])
  }

  private static func bars(_ gates: [Double]) -> [Findings.Bar] {
    gates.enumerated().map { Findings.Bar("channel \($0)", $1) }
  }
}
