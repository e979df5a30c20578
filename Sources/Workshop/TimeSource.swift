import Study

/// The time of day, and stopwatches.
public struct TimeSource: Sendable {
  /// Seconds since a stopwatch was started; they never go back.
  public typealias Stopwatch = @Sendable () -> Double

  /// The time in seconds since 1970.
  public let now: @Sendable () -> Int
  /// Starts a stopwatch.
  public let stopwatch: @Sendable () -> Stopwatch

  public init(
    now: @escaping @Sendable () -> Int, stopwatch: @escaping @Sendable () -> Stopwatch
  ) {
    self.now = now
    self.stopwatch = stopwatch
  }

  /// The machine's own.
  public static let system = TimeSource(
    now: { LocalDay.now },
    stopwatch: {
      let start = ContinuousClock.now
      return { (ContinuousClock.now - start) / .seconds(1) }
    })
}
