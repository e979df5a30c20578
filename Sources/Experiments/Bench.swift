import Networks
import Tensors

/// Runs of blocks for experiments.
enum Bench {
  /// Both passes of a text of the notation.
  static func trace(
    _ notation: String, on input: Shape, seed: UInt64 = 7, mode: Mode = .training, batch: Int = 1,
    given: [String: Tensor<Double>] = [:], upstream: Upstream<Double> = .random
  ) throws -> Trace<Double> {
    var settings = RunSettings<Double>(seed: seed, mode: mode, batch: batch)
    settings.given = given
    settings.upstream = upstream
    return try Trace(Network(notation, on: input).graph, settings)
  }

  /// The forward pass of a text of the notation.
  static func forward(
    _ notation: String, on input: Shape, seed: UInt64 = 7, mode: Mode = .training, batch: Int = 1,
    given: [String: Tensor<Double>] = [:]
  ) throws -> ForwardPass<Double> {
    var settings = RunSettings<Double>(seed: seed, mode: mode, batch: batch)
    settings.given = given
    return try ForwardPass(Network(notation, on: input).graph, settings)
  }

  /// A definition that no lesson and no file can change under an experiment.
  static func defined(_ definitions: String, _ call: String, on input: Shape) throws -> Network {
    try Network(
      call, library: Library(texts: [(origin: "experiment", text: definitions)]), on: input)
  }
}

extension Tensor where S == Double {
  /// The square root of the sum of its squares.
  var norm: Double { elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  var mean: Double { elements.reduce(0, +) / Double(elements.count) }
  /// The mean squared distance from the mean.
  var variance: Double {
    let mean = mean
    return elements.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(elements.count)
  }
  /// The largest difference of two tensors of one shape.
  func distance(to other: Tensor) -> Double {
    zip(elements, other.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}

/// A large whole number with a comma every three digits.
func grouped(_ number: Int) -> String {
  var text = ""
  for (place, digit) in String(number).reversed().enumerated() {
    if place > 0, place % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}
