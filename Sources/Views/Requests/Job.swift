import Experiments

/// A long computation for a view: it runs beside the keys and sends news as it goes.
///
/// A view has at most one. A new job ends the one before, Esc stops it, and so does leaving the
/// view.
public struct Job: Sendable {
  /// What is computed; throws `Cancelled` once nobody waits for it any more.
  let work: @Sendable (JobContext) throws -> Finding

  init(_ work: @escaping @Sendable (JobContext) throws -> Finding) { self.work = work }

  /// Runs to its end and says what it has come to.
  public func run(in context: JobContext) -> News {
    do {
      return .done(try work(context))
    } catch is Cancelled {
      return .stopped
    } catch {
      return .failed(Failure(error))
    }
  }
}

/// What a running job has around it: someone who listens, and a clock.
public struct JobContext: Sendable {
  /// Tells what has been found so far.
  public let report: @Sendable (Finding) -> Void
  /// Whether nobody waits for the job any more.
  public let isCancelled: @Sendable () -> Bool
  /// Waits for a number of milliseconds; returns early once the job is cancelled.
  public let wait: @Sendable (Int) -> Void
  /// Seconds since some moment, for measuring how long a part of the job takes.
  public let seconds: @Sendable () -> Double

  public init(
    report: @escaping @Sendable (Finding) -> Void, isCancelled: @escaping @Sendable () -> Bool,
    wait: @escaping @Sendable (Int) -> Void, seconds: @escaping @Sendable () -> Double
  ) {
    self.report = report
    self.isCancelled = isCancelled
    self.wait = wait
    self.seconds = seconds
  }
}

/// What a job has found, in part or in whole.
public enum Finding: Sendable {
  case experiment(Findings?, done: Int, of: Int)
  /// A network, node by node.
  case network(NetworkRun)
  /// A run has come to a step.
  case training(TrainingFinding)
  /// The player has come to a step.
  case step(Int)
}

/// What is new of a view's job.
public enum News: Sendable {
  case progress(Finding)
  case done(Finding)
  case failed(Failure)
  /// The job was stopped; what it has reported so far stays true.
  case stopped

  /// Whether the job goes on.
  public var isProgress: Bool {
    if case .progress = self { true } else { false }
  }
}
