import Networks
import Tensors

/// What a run of a network takes, for a person and for other programs.
public struct TimingTable: Sendable {
  /// What was run, and on what.
  public struct Conditions: Sendable {
    public let network: String
    public let input: [Int]
    public let batch: Int
    public let passes: String
    public let precision: String
    public let threads: Int
    public let repeats: Int

    public init(
      network: String, input: Shape, batch: Int, passes: Passes, precision: String, threads: Int,
      repeats: Int
    ) {
      self.network = network
      self.input = input.extents
      self.batch = batch
      self.passes = passes.rawValue
      self.precision = precision
      self.threads = threads
      self.repeats = repeats
    }
  }
  let conditions: Conditions
  let timing: Timing
  /// GFLOP/s of the register-only loop on as many threads.
  let machine: Double
  /// The most bytes that the whole process held, and those that the tensors were planned to take.
  let peak: Int
  let planned: Int

  public init(
    _ timing: Timing, under conditions: Conditions, machine: Double, peak: Int, planned: Int
  ) {
    self.timing = timing
    self.conditions = conditions
    self.machine = machine
    self.peak = peak
    self.planned = planned
  }

  /// The figures of the whole, then a line for each kind of operation.
  public var text: String {
    let input = Shape(conditions.input).description
    let images = conditions.batch == 1 ? "1 image" : "\(conditions.batch) images"
    let threads = conditions.threads == 1 ? "1 thread" : "\(conditions.threads) threads"
    var lines = [
      "\(conditions.network) on \(input), \(images), \(conditions.precision), \(threads), "
        + (conditions.passes == Passes.both.rawValue ? "both passes" : "forward"),
      "",
      "median   \(Self.milliseconds(timing.median)) ms, fastest "
        + "\(Self.milliseconds(timing.minimum)) ms of \(conditions.repeats)",
      "speed    \(Self.speed(timing.gigaflops)) GFLOP/s, \(Self.percent(timing.gigaflops / machine)) "
        + "of the \(Self.speed(machine)) that registers alone reach here",
      "memory   \(MemoryPlan.words(peak)) at the peak, \(MemoryPlan.words(planned)) of it tensors",
      "",
    ]
    var table = TextTable([.left, .right, .right, .right, .right])
    table.append(["operations", "count", "ms", "GFLOP/s", "share"])
    for kind in timing.kinds {
      table.append([
        kind.name, Numbers.count(kind.count), Self.milliseconds(kind.seconds),
        kind.multiplyAdds == 0 ? "–" : Self.speed(kind.gigaflops),
        Self.percent(timing.share(of: kind)),
      ])
    }
    lines += table.lines
    return lines.joined(separator: "\n")
  }

  private static func milliseconds(_ seconds: Double) -> String {
    Numbers.significant(seconds * 1000)
  }
  private static func speed(_ gigaflops: Double) -> String { Numbers.significant(gigaflops) }
  private static func percent(_ part: Double) -> String {
    Numbers.fixed(100 * part, decimals: 0) + " %"
  }
}

extension TimingTable {
  /// The table as JSON: `median_ms`, `min_ms`, `gflops`, `peak_mib`, `threads` and more.
  public func json() throws -> String { try JSONText.of(Description(self)) }

  private struct Description: Encodable {
    struct Kind: Encodable {
      let operations: String
      let count: Int
      let medianMs: Double
      let gflops: Double
      let share: Double
    }
    let network: String
    let input: [Int]
    let batch: Int
    let passes: String
    let precision: String
    let threads: Int
    let repeats: Int
    let medianMs: Double
    let minMs: Double
    let multiplyAdds: Int
    let gflops: Double
    let machineGflops: Double
    let shareOfMachine: Double
    let peakMib: Double
    let plannedMib: Double
    let kinds: [Kind]

    init(_ table: TimingTable) {
      let (conditions, timing) = (table.conditions, table.timing)
      network = conditions.network
      input = conditions.input
      batch = conditions.batch
      passes = conditions.passes
      precision = conditions.precision
      threads = conditions.threads
      repeats = conditions.repeats
      medianMs = timing.median * 1000
      minMs = timing.minimum * 1000
      multiplyAdds = timing.multiplyAdds
      gflops = timing.gigaflops
      machineGflops = table.machine
      shareOfMachine = timing.gigaflops / table.machine
      peakMib = Double(table.peak) / 1_048_576
      plannedMib = Double(table.planned) / 1_048_576
      kinds = timing.kinds.map {
        Kind(
          operations: $0.name, count: $0.count, medianMs: $0.seconds * 1000, gflops: $0.gigaflops,
          share: timing.share(of: $0))
      }
    }
  }
}
