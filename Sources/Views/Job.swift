import Lessons

/// A long computation that no key waits for: done beside the explorer, its news come as outcomes.
///
/// Each view has one desk. A new job on it ends the one before, Esc stops it, and so does leaving
/// the view.
public struct Job: Sendable {
  /// The place of its view in the stack, which the explorer fills in.
  public internal(set) var desk = 0
  /// What is computed; throws `Cancelled` once nobody waits for it any more.
  public let work: @Sendable (Errand) throws -> Finding

  init(_ work: @escaping @Sendable (Errand) throws -> Finding) { self.work = work }
}

/// How a running job tells what it has so far and hears whether it is still wanted.
public struct Errand: Sendable {
  public let report: @Sendable (Finding) -> Void
  public let isCancelled: @Sendable () -> Bool
  /// Waits so many milliseconds; returns at once where nobody looks on.
  public let wait: @Sendable (Int) -> Void
  /// A clock for what takes how long, in seconds from any moment on.
  public let seconds: @Sendable () -> Double

  public init(
    report: @escaping @Sendable (Finding) -> Void, isCancelled: @escaping @Sendable () -> Bool,
    wait: @escaping @Sendable (Int) -> Void = { _ in },
    seconds: @escaping @Sendable () -> Double = Errand.clock
  ) {
    self.report = report
    self.isCancelled = isCancelled
    self.wait = wait
    self.seconds = seconds
  }

  private static let start = ContinuousClock.now
  /// Seconds by the machine's own clock.
  @Sendable public static func clock() -> Double { (ContinuousClock.now - start) / .seconds(1) }
}

/// What a job has found, in part or in whole.
public enum Finding: Sendable {
  case experiment(Findings?, done: Int, of: Int)
  /// A network, node by node.
  case network(NetworkRun)
  /// The player has come to a step.
  case step(Int)
}

/// What is new of a view's job.
public enum News: Sendable {
  case progress(Finding)
  case done(Finding)
  case failed(Failure)
  /// Esc stopped it; what it has told so far stays true.
  case stopped

  var isProgress: Bool {
    if case .progress = self { true } else { false }
  }
}

extension Job {
  /// Does it here and now, for tests and screens without a terminal.
  public func outcome() -> Outcome {
    outcome(Errand(report: { _ in }, isCancelled: { false }))
  }

  /// Does it and says what it came to.
  public func outcome(_ errand: Errand) -> Outcome {
    do {
      return .news(desk: desk, .done(try work(errand)))
    } catch is Cancelled {
      return .news(desk: desk, .stopped)
    } catch {
      return .news(desk: desk, .failed(Failure("\(error)")))
    }
  }
}
