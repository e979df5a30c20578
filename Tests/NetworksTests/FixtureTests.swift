import Foundation
import Tensors
import Testing

@testable import Networks

/// Every case of the fixtures through the engine itself: outputs, activations, gradients, statistics.
@Suite struct FixtureTests {
  /// Cases that are left out, and why.
  static let leftOut = [
    "multiply_broadcast_spatial": "a gate for each position is no branch of `scale`",
    "multiply_broadcast_batch": "a branch has as many images as the batch",
  ]
  static let cases = FixtureCase.all.filter { leftOut[$0.name] == nil }

  @Test func `all cases are there`() {
    #expect(FixtureCase.all.count == 178)
    #expect(Self.cases.count == 178 - Self.leftOut.count)
  }

  @Test(arguments: cases) func `the engine agrees in Double to 1e-10`(_ fixture: FixtureCase) throws
  {
    for (name, computed, expected) in try FixtureRun<Double>(fixture).comparisons() {
      let error = Self.distance(computed, expected)
      #expect(error <= 1e-10, "\(name)")
    }
  }

  @Test(arguments: cases)
  func `the engine agrees in Float to 2e-5 of the largest magnitude`(
    _ fixture: FixtureCase
  ) throws {
    for (name, computed, expected) in try FixtureRun<Float>(fixture).comparisons() {
      let error = Self.distance(computed, expected)
      let largest = expected.map { abs($0) }.max() ?? 0
      // a gradient of 1e-143 is 0 in Float
      #expect(error <= 2e-5 * largest + Double(Float.leastNormalMagnitude), "\(name)")
    }
  }

  @Test(arguments: cases) func `nothing that a file holds goes unchecked`(
    _ fixture: FixtureCase
  ) throws {
    let given = ["x", "x2", "dy", "param/", "buffer/", "const/", "aux/"]
    let slices = fixture.graph.filter { $0.op == "slice" }.map { "act/\($0.name)" }
    let run = try FixtureRun<Double>(fixture)
    let results = run.exact.keys.filter { name in
      !slices.contains(name)
        && !given.contains { $0 == name || $0.last == "/" && name.hasPrefix($0) }
    }
    #expect(Set(results) == Set(try run.comparisons().map(\.name)))
  }

  static func distance(_ left: [Double], _ right: [Double]) -> Double {
    left.count == right.count ? zip(left, right).map { abs($0 - $1) }.max() ?? 0 : .infinity
  }
}
