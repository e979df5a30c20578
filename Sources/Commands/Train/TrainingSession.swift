import Diagrams
import Networks
import Tensors
import Training
import Views

/// A run, with another beside it if asked for, trained to its end with all that it writes.
struct TrainingSession<S: Scalar> {
  var run: TrainingRun<S>
  var other: TrainingRun<S>?
  let targetAccuracy: Double?
  let checkpoints: CheckpointFile?
  let log: LogFile?

  /// Trains to the end, or to the accuracy asked for; tells now and then in one line how it goes.
  mutating func train(telling tell: (String) -> Void) throws -> TrainingTable {
    var progress = Progress(start: run.step, length: run.length)
    var hasReached = false
    try checkpoint()
    while !run.isFinished, !hasReached {
      let (record, compared) = try (Self.advanced(&run), Self.advanced(&other))
      try log?.append(record, compared: compared)
      hasReached = endsEpoch && hasReachedTarget(record)
      try checkpoint(isLast: run.isFinished || hasReached)
      if progress.isDue(endsEpoch: endsEpoch, isLast: run.isFinished || hasReached) {
        tell(progress.line(record, compared, epochs: epochs))
      }
    }
    return TrainingTable(
      [Self.outcome(of: run)] + (other.map { [Self.outcome(of: $0)] } ?? []),
      data: run.data.name, steps: run.step,
      epochs: Double(run.step) / Double(run.updatesPerEpoch), stepsMade: run.step - run.first,
      seconds: progress.seconds, threads: Workers.count, hasReached: hasReached)
  }

  private static func outcome(of run: TrainingRun<S>) -> TrainingTable.Outcome {
    let (epoch, last) = (run.state.epoch, run.records.last)
    // a run that stops within an epoch is judged where it stops
    let validation =
      run.data.validation.isEmpty ? nil : last?.validation ?? (try? run.evaluation().score)
    return TrainingTable.Outcome(
      network: run.network.line,
      parameters: run.graph.nodes.reduce(0) { $0 + $1.parameterCount }, loss: epoch.meanLoss,
      accuracy: run.data.hasClasses ? epoch.accuracy : nil, validationLoss: validation?.loss,
      validationAccuracy: validation?.accuracy)
  }

  private static func advanced(_ run: inout TrainingRun<S>) throws -> Record {
    do { return try run.advance() } catch let divergence as Divergence {
      throw Failure("\(divergence)")
    }
  }
  private static func advanced(_ run: inout TrainingRun<S>?) throws -> Record? {
    guard var next = run else { return nil }
    // the run must not be there twice while its weights move
    run = nil
    defer { run = next }
    return try advanced(&next)
  }

  private func checkpoint(isLast: Bool = false) throws {
    try checkpoints?.write(run.checkpoint.bytes, isLast: isLast)
  }

  private var endsEpoch: Bool { run.step % run.updatesPerEpoch == 0 }
  private var epochs: Int { (run.length + run.updatesPerEpoch - 1) / run.updatesPerEpoch }

  /// By the examples held back, else by those of the epoch.
  private func hasReachedTarget(_ record: Record) -> Bool {
    guard let targetAccuracy, record.accuracy != nil else { return false }
    return record.validation?.accuracy ?? run.state.epoch.accuracy >= targetAccuracy
  }
}

/// When to tell how it goes, and in what words.
private struct Progress {
  let start: Int
  let length: Int
  private let begun = ContinuousClock.now
  private var told = ContinuousClock.now

  init(start: Int, length: Int) {
    self.start = start
    self.length = length
  }

  var seconds: Double { (ContinuousClock.now - begun) / .seconds(1) }

  /// At the end of an epoch, or a second after the last line; but not many times a second.
  mutating func isDue(endsEpoch: Bool, isLast: Bool) -> Bool {
    let passed = ContinuousClock.now - told
    guard isLast || passed > .seconds(1) || (endsEpoch && passed > .seconds(0.2)) else {
      return false
    }
    told = .now
    return true
  }

  func line(_ record: Record, _ compared: Record?, epochs: Int) -> String {
    let speed = Double(record.step - start) / max(seconds, 1e-9)
    var parts = [
      "epoch \(record.epoch)/\(epochs)", "step \(record.step)/\(length)", Self.words(record),
    ]
    if let compared { parts.append("beside it " + Self.words(compared)) }
    parts.append("\(Numbers.significant(speed)) steps/s")
    let left = Double(length - record.step) / speed
    if record.step < length { parts.append(Self.duration(left) + " left") }
    return parts.joined(separator: "  ")
  }

  private static func words(_ record: Record) -> String {
    var words = "loss \(Numbers.fixed(record.loss))"
    if let accuracy = record.accuracy { words += "  accuracy \(TrainingTable.percent(accuracy))" }
    return words
  }

  private static func duration(_ seconds: Double) -> String {
    seconds < 100
      ? "\(Int(seconds.rounded(.up))) s"
      : seconds < 6000
        ? "\(Int((seconds / 60).rounded(.up))) min" : "\(Int((seconds / 3600).rounded(.up))) h"
  }
}
