import Tensors

/// How long a run takes: the whole of it, and what each kind of operation has of it.
public struct Timing: Sendable {
  /// What all operations of one kind take together in one run.
  public struct Kind: Sendable {
    /// The keywords of the operations that ran as one: `conv`, `norm relu`.
    public let name: String
    /// How many ran.
    public let count: Int
    /// The medians over the runs, added up, in seconds.
    public let seconds: Double
    /// Products with their sums.
    public let multiplyAdds: Int

    /// Floating-point operations in a nanosecond: two to a multiply-add.
    public var gigaflops: Double { 2 * Double(multiplyAdds) / seconds / 1e9 }
  }

  /// Seconds of the median and of the fastest run.
  public let median: Double
  public let minimum: Double
  /// Products with their sums in one run, those of the backward pass included.
  public let multiplyAdds: Int
  /// The dearest first.
  public let kinds: [Kind]

  public var gigaflops: Double { 2 * Double(multiplyAdds) / median / 1e9 }
  /// What a kind has of the time of all, from 0 to 1; the shares of `kinds` add up to 1.
  public func share(of kind: Kind) -> Double {
    kind.seconds / kinds.reduce(0) { $0 + $1.seconds }
  }

  /// Takes the time of so many measurements, at least one, each of as many runs as a clock can tell
  /// apart; throws as the run does.
  ///
  ///     // of conv 3x3 4, norm, relu on 8×8×3, forward
  ///     try Timing(run, repeats: 3).multiplyAdds  // 6912
  public init<S: Scalar>(_ run: LeanRun<S>, repeats: Int) throws {
    let program = run.program
    let images = run.x.shape[0]
    // what is needed once only, such as pages of memory, is not measured
    let first = try Self.seconds { _ = try run.run() }
    let loops = max(1, Int(0.005 / first))
    let wholes = try (0..<repeats).map { _ in
      try Self.seconds { for _ in 0..<loops { _ = try run.run() } } / Double(loops)
    }.sorted()
    median = Self.median(wholes)
    minimum = wholes[0]

    var laps = [[Double]](repeating: [], count: program.instructions.count * 2)
    for _ in 0..<repeats {
      var last = ContinuousClock.now
      _ = try run.run { place, isBackward, _ in
        let now = ContinuousClock.now
        laps[place * 2 + (isBackward ? 1 : 0)].append((now - last) / .seconds(1))
        last = .now
      }
    }
    var kinds: [String: Kind] = [:]
    for (place, instruction) in program.instructions.enumerated().dropFirst() {
      let name = instruction.nodes.map { type(of: program.graph.nodes[$0].operation).keyword }
        .joined(separator: " ")
      let before = kinds[name]
      kinds[name] = Kind(
        name: name, count: (before?.count ?? 0) + 1,
        seconds: (before?.seconds ?? 0) + Self.median(laps[place * 2].sorted())
          + Self.median(laps[place * 2 + 1].sorted()),
        multiplyAdds: (before?.multiplyAdds ?? 0) + program.multiplyAdds(of: instruction) * images)
    }
    self.kinds = kinds.values.sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) }
    multiplyAdds = kinds.values.reduce(0) { $0 + $1.multiplyAdds }
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return max((ContinuousClock.now - start) / .seconds(1), 1e-9)
  }
  /// The middle of sorted numbers; 0 of none.
  private static func median(_ sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
