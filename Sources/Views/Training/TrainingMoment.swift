import Networks
import Tensors
import Training

/// The next update of a run, for a walk through its passes with its batch and its weights.
public struct TrainingMoment: Hashable, Sendable {
  private let run: any ObservedRun

  /// At the end of a run it is the last update that was made.
  init(_ run: any ObservedRun) { self.run = run }

  /// The run, standing before the update; nothing once a walk is about another net, size or seed.
  func start(for request: WalkRequest, _ network: Network) throws -> (any ObservedRun)? {
    guard request.notation == run.network.source, network.input == run.network.input,
      request.seed == run.base.seed
    else { return nil }
    guard run.isFinished, run.step > run.first else { return run }
    var before = run
    try before.go(to: run.step - 1)
    return before
  }

  /// Where it stands: `update 85`.
  var title: String { "update \(run.isFinished && run.step > run.first ? run.step : run.step + 1)" }

  private var identity: [String] { [run.network.source, run.summary, "\(run.step)"] }

  /// A run follows from what its summary says: equal moments are of equal runs at equal steps.
  public static func == (left: TrainingMoment, right: TrainingMoment) -> Bool {
    left.identity == right.identity && left.run.turns == right.run.turns
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
