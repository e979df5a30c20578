import Networks

/// Answers to number items, found a second way and named by the item that they belong to.
struct NumberSolutions {
  typealias Solution = @Sendable (Numbers) throws -> Double

  private(set) var all: [String: @Sendable ([String: Double]) throws -> Double] = [:]

  mutating func solve(_ id: String, _ body: @escaping Solution) {
    all[id] = { try body(Numbers(values: $0)) }
  }

  /// Products with their sums of a whole network, for one image.
  static func multiplyAdds(_ network: Network) -> Int {
    network.graph.nodes.reduce(0) { $0 + $1.multiplyAdds }
  }

  /// How often a window of a kernel fits into a row of cells.
  static func windows(_ cells: Int, _ kernel: Int, _ stride: Int) -> Int {
    var count = 0
    var start = 0
    while start + kernel <= cells {
      count += 1
      start += stride
    }
    return count
  }

  /// Mean and biased variance, by two passes over the numbers.
  static func statistics(_ numbers: [Double]) -> (mean: Double, variance: Double) {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
    return (mean, variance)
  }
}
