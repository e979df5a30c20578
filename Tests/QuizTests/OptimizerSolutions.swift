import Foundation
import Networks
import Tensors

@testable import Training

extension NumberSolutions {
  /// One weight moved by an optimizer of the program, update by update.
  static func path(
    _ optimizer: any Optimizer, from start: Double, rate: Double, decay: Double = 0, updates: Int,
    gradient: (_ update: Int, _ weight: Double) -> Double
  ) -> [Double] {
    var weight = Tensor<Double>([start])
    var memory = Memory<Double>(weight.shape)
    memory.fit(optimizer.moments)
    return (1...updates).map { step in
      optimizer.move(
        &weight, along: Tensor([gradient(step, weight.elements[0])]), &memory,
        at: UpdateSettings(step: step, rate: rate, decay: decay))
      return weight.elements[0]
    }
  }

  /// Regularization: updates are those of the optimizers.
  mutating func addRegularization() {
    solve("l2-penalty") { n in
      [n.real("a"), n.real("b")].reduce(0) { $0 + n.real("l") * $1 * $1 / 2 }
    }
    solve("l2-added") { n in
      // half the change of the penalty between one more and one less: exact for a square
      let penalty = { (w: Double) in n.real("l") / 2 * w * w }
      return (penalty(n.real("w") + 1) - penalty(n.real("w") - 1)) / 2
    }
    solve("l2-update") { n in
      Self.path(SGD(), from: n.real("w"), rate: n.real("a"), decay: n.real("l"), updates: 1) {
        _, _ in n.real("g")
      }[0]
    }
    solve("l2-fade") { n in
      Self.path(SGD(), from: 1, rate: n.real("a"), decay: n.real("l"), updates: n["n"]) {
        _, _ in 0
      }[n["n"] - 1]
    }
    solve("l2-minimum") { n in
      Self.root(
        of: { n.real("h") * ($0 - n.real("c")) + n.real("l") * $0 }, from: 0, to: n.real("c"))
    }
    solve("l2-count") { n in
      Double((0..<n["h"]).reduce(0) { sum, _ in sum + 8 * 8 + 10 })
    }
  }
}

extension NumberSolutions {
  /// Targets that are smoothed, weights that are drawn, neurons that are dropped.
  mutating func addStarts() {
    solve("dropout-kept-value") { n in
      try Self.dropped([n.real("x")], keep: 1 - n.real("p")).forward.output.elements[0]
    }
    solve("dropout-gradient") { n in
      try Self.dropped([1], keep: 1 - n.real("p"), dy: [n.real("g")]).gradients[0].elements[0]
    }
    solve("dropout-variance") { n in
      let keep = 1 - n.real("p")
      let kept = try Self.dropped([n.real("x")], keep: keep).forward.output.elements[0]
      let mean = keep * kept
      return keep * (kept - mean) * (kept - mean) + (1 - keep) * mean * mean
    }
    solve("dropout-expected") { n in (0..<n["n"]).reduce(0) { sum, _ in sum + 1 - n.real("p") } }
    solve("dropout-none") { n in
      (0..<n["n"]).reduce(1) { product, _ in product * (1 - n.real("p")) }
    }
    solve("dropout-subnetworks") { n in
      var masks: Set<[Bool]> = [[]]
      for _ in 0..<n["n"] { masks = Set(masks.flatMap { [$0 + [true], $0 + [false]] }) }
      return Double(masks.count)
    }
    solve("smoothing-right") { n in
      1 - (1..<n["k"]).reduce(0) { sum, _ in sum + n.real("a") / n.real("k") }
    }
    solve("smoothing-binary") { n in
      // what two classes with a smoothed target leave to the first of them
      1 - ((1 - n.real("a")) * (1 - n.real("g")) + n.real("a") / 2)
    }
    solve("smoothing-floor") { n in
      let other = n.real("a") / n.real("k")
      let rest = [Double](repeating: other, count: n["k"] - 1)
      let target = [1 - rest.reduce(0, +)] + rest
      return try Self.trace(
        "cross_entropy", on: n["k"], ["x": target.map { log($0) }, "target": target]
      ).loss
    }
    solve("smoothing-gap") { n in
      let other = n.real("a") / n.real("k")
      return log(1 - other * (n.real("k") - 1)) - log(other)
    }
    solve("smoothing-loss") { n in
      let (a, b) = (n.real("a"), n.real("b"))
      let x = [log(a), log(b), log(1 - a - b)]
      return try Self.trace("cross_entropy", on: 3, ["x": x, "target": [0.8, 0.1, 0.1]]).loss
    }
    solve("glorot-bound") { n in Self.bound(2 / (n.real("n") + n.real("m"))) }
    solve("glorot-variance") { n in
      let b = (6 / (n.real("n") + n.real("m"))).squareRoot()
      // the mean of the squares between −b and b
      return (b * b * b - -b * b * b) / 3 / (2 * b)
    }
    solve("glorot-convolution") { n in
      let area = n.real("k") * n.real("k")
      return Self.bound(2 / (area * n.real("c") + area * n.real("o")))
    }
    solve("glorot-he") { n in Self.bound(2 / n.real("n")) }
    solve("glorot-depth") { n in (0..<n["l"]).reduce(1) { moment, _ in moment / 2 } }
    solve("glorot-linear") { n in
      (0..<n["n"]).reduce(0) { sum, _ in sum + 2 / (n.real("n") + n.real("m")) }
    }
  }

  /// The bound of a uniform distribution of a variance.
  private static func bound(_ variance: Double) -> Double {
    root(of: { $0 * $0 / 3 - variance }, from: 0, to: 10)
  }

  private static func dropped(
    _ x: [Double], keep: Double, dy: [Double] = [1]
  ) throws -> Trace<Double> {
    try trace(
      "dropout keep: \(keep)", on: x.count,
      ["x": x, "dropout1.mask": x.map { _ in 1 }, "dy": dy])
  }

  /// Backward passes done by hand, updates by the optimizers, rates added up.
  mutating func addDescent() {
    solve("backprop-fork") { n in
      // linear in each input, so that a difference is the derivative
      let output = { (u: Double) in u * n.real("b") + u }
      return output(n.real("a") + 1) - output(n.real("a"))
    }
    solve("backprop-factor") { n in
      let output = { (u: Double) in n.real("a") * u + n.real("a") }
      return output(n.real("b") + 1) - output(n.real("b"))
    }
    solve("backprop-blocks") { n in
      (0..<n["n"]).reduce(1) { gradient, _ in gradient + n.real("c") * gradient }
    }
    solve("backprop-square") { n in
      let square = { (u: Double) in u * u }
      return n.real("g") * (square(n.real("a") + 1) - square(n.real("a") - 1)) / 2
    }
    solve("backprop-paths") { n in
      var ends = [0]
      for _ in 0..<n["n"] { ends = ends.flatMap { [$0, $0 + 1] } }
      return Double(ends.count)
    }
    solve("sgd-updates") { n in
      var (updates, images) = (0, n["N"])
      while images >= n["m"] { (updates, images) = (updates + 1, images - n["m"]) }
      return Double(updates)
    }
    solve("sgd-last-batch") { n in
      var images = n["N"]
      while images > n["m"] { images -= n["m"] }
      return Double(images)
    }
    solve("sgd-noise") { n in
      let share = n.real("s") / n.real("m")
      return (0..<n["m"]).reduce(0.0) { sum, _ in sum + share * share }.squareRoot()
    }
    solve("sgd-parabola") { n in
      Self.path(SGD(), from: n.real("w"), rate: n.real("a"), updates: n["t"]) {
        n.real("k") * $1
      }[n["t"] - 1]
    }
    solve("sgd-all-updates") { n in n.real("e") * n.real("N") - n.real("e") }
    solve("rates-how-many") { n in
      // by Cauchy's condensation: terms 2^k·a(2^k) of a geometric series
      let ratio = { (power: Double) in 2 * pow(2, -power) }
      let sumIsInfinite = ratio(n.real("q")) >= 1
      let squaresAreFinite = ratio(2 * n.real("q")) < 1
      return (sumIsInfinite ? 1 : 0) + (squaresAreFinite ? 1 : 0)
    }
    solve("rates-reach") { n in
      (0..<400).reduce(0) { $0 + n.real("a") * pow(n.real("c"), Double($1)) }
    }
    solve("rates-squares") { n in
      (0..<400).reduce(0) {
        let rate = n.real("a") * pow(n.real("c"), Double($1))
        return $0 + rate * rate
      }
    }
    solve("rates-harmonic") { n in (1...n["n"]).reduce(0) { $0 + n.real("a") / Double($1) } }
  }

  /// Optimizers with a memory: steps are differences of their paths.
  mutating func addOptimizers() {
    solve("momentum-velocity") { n in
      let path = Self.momentum(n, 1, n["t"])
      return path[n["t"] - 1] - path[n["t"]]
    }
    solve("momentum-distance") { n in -Self.momentum(n, n.real("a"), 3)[3] }
    solve("momentum-speed") { n in
      let path = Self.momentum(n, 0.001, 600)
      return (path[599] - path[600]) / 0.001
    }
    solve("momentum-second") { n in
      Self.path(SGD(momentum: n.real("b")), from: n.real("w"), rate: n.real("a"), updates: 2) {
        2 * $1
      }[1]
    }
    solve("momentum-limit") { n in
      // where −1 is a root of z² − (1 + β − αk)·z + β
      Self.root(
        of: { $0 * n.real("k") - 1 - (1 + n.real("b")) - n.real("b") }, from: 0, to: 10)
    }
    let adagrad = AdaGrad(epsilon: 0)
    solve("adagrad-step") { n in Self.last(adagrad, 1, .init(repeating: 3, count: n["t"])) }
    solve("adagrad-distance") { n in
      -Self.path(adagrad, from: 0, rate: 1, updates: n["n"]) { _, _ in 3 }[n["n"] - 1]
    }
    solve("adagrad-second") { n in Self.last(adagrad, n.real("a"), [n.real("g"), n.real("h")]) }
    solve("adagrad-rare") { n in
      Self.last(adagrad, 1, .init(repeating: 3, count: n["k"])) / Self.last(adagrad, 1, [3])
    }
    solve("rmsprop-step") { n in
      let gradients = [Double](repeating: 3, count: n["t"])
      return Self.last(RMSProp(rho: n.real("b"), epsilon: 0), 1, gradients)
    }
    solve("rmsprop-second") { n in
      Self.last(RMSProp(rho: 0.9, epsilon: 0), n.real("a"), [n.real("g"), n.real("h")])
    }
  }

  /// Averages that are kept step by step, and rates from the program's schedules.
  mutating func addAdam() {
    solve("adam-weight") { n in
      Self.average(n.real("b"), (1...n["t"]).map { $0 == n["i"] ? 1 : 0 })
    }
    solve("adam-weights") { n in Self.average(n.real("b"), .init(repeating: 1, count: n["t"])) }
    solve("adam-uncorrected") { n in
      Self.average(n.real("b"), [7]) / Self.average(n.real("c"), [49]).squareRoot()
    }
    solve("adam-second") { n in
      let gradients = [n.real("g"), n.real("h")]
      return Self.average(0.9, gradients) / Self.average(0.9, [1, 1])
    }
    solve("adam-settled") { n in
      var (updates, rest) = (0, 1.0)
      while rest > 0.01 { (updates, rest) = (updates + 1, rest * n.real("b")) }
      return Double(updates)
    }
    solve("adam-numbers") { n in Double(Adam().moments.count * n["n"]) }
    solve("warmup-linear") { n in
      Schedule(warmUp: n["w"]).rate(at: n["t"] - 1, of: 10_000, base: n.real("a"))
    }
    solve("warmup-peak") { n in
      let rates = (n["w"] - 5...n["w"] + 5).map {
        Self.transformer(n.real("d"), n.real("w"), Double($0))
      }
      return 1000 * (rates.max() ?? .nan)
    }
    solve("warmup-after") { n in 1000 * Self.transformer(n.real("d"), 4000, n.real("t")) }
    solve("warmup-mean") { n in
      let schedule = Schedule(warmUp: n["w"])
      let rates = (0..<n["w"]).map { schedule.rate(at: $0, of: 1000, base: 1) }
      return rates.reduce(0, +) / n.real("w")
    }
    solve("warmup-cosine") { n in
      let schedule = Schedule(.cosine, warmUp: n["w"])
      return schedule.rate(at: n["w"] + (n["n"] - n["w"]) / 2, of: n["n"], base: 1)
    }
  }

  /// Where momentum leads a weight with the gradient 1, from 0.
  private static func momentum(_ n: Numbers, _ rate: Double, _ updates: Int) -> [Double] {
    [0] + path(SGD(momentum: n.real("b")), from: 0, rate: rate, updates: updates) { _, _ in 1 }
  }

  /// How long the last update is of those with these gradients.
  private static func last(
    _ optimizer: any Optimizer, _ rate: Double, _ gradients: [Double]
  ) -> Double {
    let points =
      [0]
      + path(optimizer, from: 0, rate: rate, updates: gradients.count) { step, _ in
        gradients[step - 1]
      }
    return points[points.count - 2] - points[points.count - 1]
  }

  /// A moving average that starts at 0.
  private static func average(_ share: Double, _ numbers: [Double]) -> Double {
    numbers.reduce(0) { share * $0 + (1 - share) * $1 }
  }

  private static func transformer(_ d: Double, _ w: Double, _ t: Double) -> Double {
    min(pow(t, -0.5), t * pow(w, -1.5)) * pow(d, -0.5)
  }
}
