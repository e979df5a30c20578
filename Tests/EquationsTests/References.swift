import Equations

/// What equations of the course come to, computed plainly and by themselves.
enum References {
  /// Numbers between −1 and 1 that are the same everywhere.
  static func values(_ extents: [Int], _ seed: Int = 1) -> Values {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let count = extents.reduce(1, *)
    return Values(
      extents,
      (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Double(state % 2_001) / 1_000 - 1
      })
  }

  static func judge(
    _ answer: String, _ trials: [Trial], mistakes: [(String, String)] = []
  ) throws -> Judge {
    let surroundings = trials[0].surroundings
    let known = surroundings.names.union([surroundings.asked])
    return try Judge(
      trials: trials, answer: Equation(answer, known: known),
      mistakes: mistakes.map {
        Judge.Mistake(try Equation($0.0, known: known), name: $0.1, why: "", share: 0.5)
      })
  }

  /// Batch normalization in training: batch × rows × columns × channels, biased variance.
  static func batchNorm(_ b: Int, _ h: Int, _ w: Int, _ c: Int) -> Trial {
    let x = values([b, h, w, c], 3)
    let scale = values([c], 4)
    let shift = values([c], 5)
    let epsilon = 0.1
    var y = x
    for channel in 0..<c {
      let own = stride(from: channel, to: x.numbers.count, by: c).map { x.numbers[$0] }
      let mean = own.reduce(0, +) / Double(own.count)
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
      for place in stride(from: channel, to: x.numbers.count, by: c) {
        y.numbers[place] =
          scale.numbers[channel] * (x.numbers[place] - mean) / (variance + epsilon).squareRoot()
          + shift.numbers[channel]
      }
    }
    return Trial(
      Surroundings(
        asked: "y", extents: [b, h, w, c], tensors: ["x": x, "γ": scale, "β": shift],
        numbers: ["ε": epsilon],
        axes: ["x": ["b", "i", "j", "c"], "y": ["b", "i", "j", "c"], "γ": ["c"], "β": ["c"]]),
      right: y)
  }

  /// All gradients of an MLP with a ReLU layer and a softmax, for the one that is asked.
  static func perceptron(_ asked: String, _ d: Int, _ h: Int, _ k: Int, gold: Int) -> Trial {
    let (x, first, firstBias) = (values([d], 6), values([d, h], 7), values([h], 8))
    let (second, secondBias) = (values([h, k], 9), values([k], 10))
    let hidden = (0..<h).map { unit in
      max(
        0,
        (0..<d).reduce(firstBias.numbers[unit]) {
          $0 + x.numbers[$1] * first.numbers[$1 * h + unit]
        })
    }
    let logits = (0..<k).map { unit in
      (0..<h).reduce(secondBias.numbers[unit]) { $0 + hidden[$1] * second.numbers[$1 * k + unit] }
    }
    let powers = logits.map { exponential($0) }
    let output = powers.map { $0 / powers.reduce(0, +) }
    let delta = output.enumerated().map { $1 - ($0 == gold ? 1 : 0) }
    let back = (0..<h).map { unit in
      hidden[unit] > 0
        ? (0..<k).reduce(0) { $0 + second.numbers[unit * k + $1] * delta[$1] } : 0
    }
    let right: Values =
      switch asked {
      case "db2": Values([k], delta)
      case "dW2": Values([h, k], hidden.flatMap { unit in delta.map { unit * $0 } })
      case "db1": Values([h], back)
      default: Values([d, h], x.numbers.flatMap { input in back.map { input * $0 } })
      }
    return Trial(
      Surroundings(
        asked: asked, extents: right.extents,
        tensors: [
          "x": x, "W1": first, "b1": firstBias, "W2": second, "b2": secondBias,
          "h": Values([h], hidden), "o": Values([k], output),
        ], numbers: ["g": Double(gold)],
        axes: ["db2": ["k"], "dW2": ["i", "k"], "db1": ["i"], "dW1": ["j", "i"]]), right: right)
  }
  private static func exponential(_ x: Double) -> Double {
    // by its series, so that nothing of the machine is used
    let small = x / 64
    var (term, sum) = (1.0, 1.0)
    for place in 1..<20 {
      term *= small / Double(place)
      sum += term
    }
    return (0..<6).reduce(sum) { power, _ in power * power }
  }

  /// Five steps of a rule on ½Σ c(θ − a)², whose gradient is g = c(θ − a).
  static func descent(
    _ names: [String: Double],
    _ step: (
      _ t: Int, _ theta: inout [Double], _ state: inout [[Double]],
      _ gradient: ([Double]) -> [Double]
    )
      -> Void
  ) -> Trial {
    let start = [1.0, -2, 0.5]
    let curvature = [1.0, 3, 0.2]
    let target = [0.3, 0.1, -0.4]
    let gradient: @Sendable ([Double]) -> [Double] = { theta in
      theta.indices.map { curvature[$0] * (theta[$0] - target[$0]) }
    }
    var theta = start
    var state = [[0.0, 0, 0], [0.0, 0, 0]]
    for t in 1...5 { step(t, &theta, &state, gradient) }
    return Trial(
      Surroundings(
        asked: "θ", extents: [3], tensors: ["θ": Values([3], start), "g": Values([3], [0, 0, 0])],
        numbers: names, steps: 5, maps: ["∇L": gradient],
        beforeStep: { _, state in
          if let theta = state["θ"] { state["g"] = Values([3], gradient(theta.numbers)) }
        }), right: Values([3], theta))
  }

  /// A number for each of several choices of numbers.
  static func numbers(
    _ asked: String, _ choices: [[String: Double]], _ right: ([String: Double]) -> Double
  ) -> [Trial] {
    choices.map { numbers in
      Trial(
        Surroundings(asked: asked, extents: [], numbers: numbers),
        right: Values([], [right(numbers)]))
    }
  }
}
