import Activations
import Foundation
import Networks
import Tensors
import Testing

/// Values and slopes of activations at some numbers, computed by PyTorch in Double.
@Suite struct ActivationNumbersTests {
  static let places: [Double] = [-3, -1, -0.5, 0, 0.5, 1, 3]

  struct Row: Sendable {
    let source: String
    let values: [Double]
    let slopes: [Double]
  }
  static let rows = [
    Row(
      source: "gelu",
      values: [-0.004050, -0.158655, -0.154269, 0, 0.345731, 0.841345, 2.995950],
      slopes: [-0.011946, -0.083315, 0.132505, 0.5, 0.867495, 1.083315, 1.011946]),
    Row(
      source: "gelu approximate",
      values: [-0.003637, -0.158808, -0.154286, 0, 0.345714, 0.841192, 2.996363],
      slopes: [-0.011584, -0.082964, 0.132630, 0.5, 0.867370, 1.082964, 1.011584]),
    Row(
      source: "elu", values: [-0.950213, -0.632121, -0.393469, 0, 0.5, 1, 3],
      slopes: [0.049787, 0.367879, 0.606531, 1, 1, 1, 1]),
    Row(
      source: "tanh",
      values: [-0.995055, -0.761594, -0.462117, 0, 0.462117, 0.761594, 0.995055],
      slopes: [0.009866, 0.419974, 0.786448, 1, 0.786448, 0.419974, 0.009866]),
    Row(
      source: "leaky_relu", values: [-0.03, -0.01, -0.005, 0, 0.5, 1, 3],
      slopes: [0.01, 0.01, 0.01, 0.01, 1, 1, 1]),
    Row(
      source: "prelu", values: [-0.75, -0.25, -0.125, 0, 0.5, 1, 3],
      slopes: [0.25, 0.25, 0.25, 0.25, 1, 1, 1]),
  ]

  /// Output and gradients of a step on some numbers of one channel, ones coming back.
  private func run<S: Scalar>(
    _ source: String, on numbers: [Double], as type: S.Type
  ) throws -> Trace<S> {
    let graph = try Network(source, on: Shape(numbers.count, 1, 1)).graph
    var settings = RunSettings<S>(seed: 1, mode: .training)
    settings.given["x"] = Tensor(Shape(1, numbers.count, 1, 1), numbers.map { S($0) })
    settings.upstream = .ones
    return try Trace(graph, settings)
  }

  @Test(arguments: rows) func `are as computed by another engine`(row: Row) throws {
    let double = try run(row.source, on: Self.places, as: Double.self)
    let single = try run(row.source, on: Self.places, as: Float.self)
    for place in Self.places.indices {
      let (value, slope) = (row.values[place], row.slopes[place])
      #expect(abs(double.outputs[1].elements[place] - value) <= 5.1e-7)
      #expect(abs(double.gradients[0].elements[place] - slope) <= 5.1e-7)
      #expect(abs(Double(single.outputs[1].elements[place]) - value) < 1.5e-6)
      #expect(abs(Double(single.gradients[0].elements[place]) - slope) < 1.5e-6)
    }
  }

  /// The formulas of the papers, by the functions of the C library.
  @Test func `agree with their formulas to 1e-12`() throws {
    let places = (-80...80).map { Double($0) / 10 }
    let root = (2 / Double.pi).squareRoot()
    let formulas: [(source: String, value: (Double) -> Double)] = [
      ("gelu", { $0 * (1 + erf($0 / 2.0.squareRoot())) / 2 }),
      ("gelu approximate", { $0 / 2 * (1 + tanh(root * ($0 + 0.044715 * $0 * $0 * $0))) }),
      ("elu alpha: 2", { $0 > 0 ? $0 : 2 * expm1($0) }),
      ("leaky_relu slope: 0.2", { $0 > 0 ? $0 : 0.2 * $0 }),
      ("tanh", { tanh($0) }),
      ("softplus", { log1p(exp($0)) }),
    ]
    for (source, value) in formulas {
      let outputs = try run(source, on: places, as: Double.self).outputs[1].elements
      for (x, y) in zip(places, outputs) {
        #expect(abs(y - value(x)) < 1e-12 * max(1, abs(x)), "\(source) of \(x)")
      }
    }
  }

  @Test func `a learnt slope gathers what lies at or below 0`() throws {
    let trace = try run("prelu", on: Self.places, as: Double.self)
    #expect(trace.parameterGradients[1][0]?.elements == [-4.5])
  }

  @Test func `the two forms of GELU differ by less than 5e-4`() throws {
    let places = (-500...500).map { Double($0) / 100 }
    let exact = try run("gelu", on: places, as: Double.self).outputs[1].elements
    let other = try run("gelu approximate", on: places, as: Double.self).outputs[1].elements
    let largest = zip(exact, other).map { abs($0 - $1) }.max() ?? 0
    #expect(abs(largest - 4.73e-4) < 1e-6)
    #expect(abs((exact.min() ?? 0) + 0.16997) < 1e-5)
  }

  @Test func `what lies outside what an activation takes is refused with the reason`() {
    for (source, reason) in [
      ("elu alpha: (-1)", "alpha is how far below 0 the values end, between 0 and 1000"),
      ("leaky_relu slope: 2", "slope is what values below 0 are multiplied by, between 0 and 1"),
    ] {
      let error = #expect(throws: NotationError.self) { try Network(source, on: Shape(4)) }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  /// Ranges are what grading goes by: ReLU after something that is never below 0 does nothing.
  @Test(arguments: Catalogue.operations.map { $0.keyword }) func `stay within their range`(
    keyword: String
  ) throws {
    guard let graph = try? Network(keyword, on: Shape(1601, 1, 1)).graph,
      case .activation(let response) = graph.output.operation.kind
    else { return }
    let places = (-800...800).map { Double($0) / 50 }
    let outputs = try run(keyword, on: places, as: Double.self).outputs[1].elements
    #expect(outputs.allSatisfy { response.range.contains($0) })
    for (x, y) in zip(places, outputs) where response.unchanged?.contains(x) == true {
      #expect(y == x)
    }
  }
}
