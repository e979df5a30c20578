import Experiments
import Networks
import Training

/// Keeps a run and the one beside it after an update that was made for the first time.
public typealias RunKeeper = @Sendable (any ObservedRun, (any ObservedRun)?) throws -> Void

/// The work of the training view that runs beside the keys.
///
/// A job has a copy of the runs. What it reports is a copy again: a view that stops it stays at
/// what it has seen, and what was done beyond is done again, with the same bits.
struct TrainingJobs: Sendable {
  let subject: RunLook.Subject
  let keeper: RunKeeper?

  /// Seconds between two reports: as often as a screen is drawn.
  private static let reportTime = 0.033
  /// Looks take at most this share of the time.
  private static let lookShare = 0.25

  /// Goes on to the end, with so many milliseconds before each update.
  func run(_ start: RunPair, pause: Int) -> Job {
    Job { context in
      var pair = start
      var reporter = Reporter(jobs: self, context: context)
      while !pair.isFinished {
        if pause > 0 { context.wait(pause) }
        if let trouble = try advance(&pair, context) {
          return .training(finding(pair, trouble: trouble))
        }
        if pause > 0 || reporter.isDue { reporter.report(pair) }
      }
      return .training(finding(pair))
    }
  }

  /// Goes to a step, back or on.
  func travel(_ start: RunPair, to step: Int) -> Job {
    Job { context in
      var pair = start
      if step <= pair.furthest {
        try pair.goBack(to: step)
        return .training(finding(pair))
      }
      var reporter = Reporter(jobs: self, context: context)
      try pair.goBack(to: pair.furthest)
      while pair.step < step {
        if let trouble = try advance(&pair, context) {
          return .training(finding(pair, trouble: trouble))
        }
        if reporter.isDue { reporter.report(pair) }
      }
      return .training(finding(pair))
    }
  }

  /// Looks at where the runs stand.
  func look(at pair: RunPair) -> Job { Job { _ in .training(finding(pair)) } }

  /// Makes other runs of these.
  func change(_ work: @escaping @Sendable () throws -> RunPair) -> Job {
    Job { _ in .training(finding(try work())) }
  }

  /// Makes an update and keeps it if it is a new one; returns why it could not be made.
  private func advance(_ pair: inout RunPair, _ context: JobContext) throws -> String? {
    if context.isCancelled() { throw Cancelled() }
    let furthest = pair.furthest
    do throws(RunPair.Trouble) { try pair.advance() } catch { return error.description }
    if let keeper, pair.step > furthest, !context.isCancelled() {
      try keeper(pair.main, pair.other)
    }
    return nil
  }

  func finding(_ pair: RunPair, trouble: String? = nil) -> TrainingFinding {
    TrainingFinding(
      pair: pair, look: RunLook(at: subject, of: pair).map { (subject, $0) }, trouble: trouble)
  }

  /// When a job reports, and when with a look.
  private struct Reporter {
    let jobs: TrainingJobs
    let context: JobContext
    private var reported = 0.0
    /// How long the last look took, and when it ended.
    private var lookTime = 0.0
    private var looked = -1.0

    init(jobs: TrainingJobs, context: JobContext) {
      self.jobs = jobs
      self.context = context
      reported = context.seconds()
    }

    var isDue: Bool { context.seconds() - reported >= TrainingJobs.reportTime }

    mutating func report(_ pair: RunPair) {
      let now = context.seconds()
      reported = now
      guard now - looked >= lookTime / TrainingJobs.lookShare else {
        return context.report(.training(TrainingFinding(pair: pair, look: nil, trouble: nil)))
      }
      context.report(.training(jobs.finding(pair)))
      looked = context.seconds()
      lookTime = looked - now
    }
  }
}
