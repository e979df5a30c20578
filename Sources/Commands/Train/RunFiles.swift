import Synchronization
import Tensors
import Training
import Views

/// The files of a run that is trained in the explorer: its state and its log.
///
/// There a run can go back, be turned and go another way: each new update is written, and what the
/// log holds of the way that was left is taken out of it.
final class RunFiles: Sendable {
  private struct State {
    let checkpoints: CheckpointFile?
    var log: LogFile?
    /// The update that the log ends with.
    var logged: Int
  }
  private let state: Mutex<State>
  private let logPath: String?
  let isEmpty: Bool

  /// Takes over the files of a session, and writes where it stands.
  init<S: Scalar>(_ session: TrainingSession<S>) throws {
    let (checkpoints, log) = (session.checkpoints, session.log)
    try checkpoints?.write(session.run.checkpoint.bytes, isLast: false)
    logPath = log?.path
    isEmpty = checkpoints == nil && log == nil
    state = Mutex(State(checkpoints: checkpoints, log: log, logged: session.run.step))
  }

  /// Writes an update that was made for the first time.
  func keep(_ run: any ObservedRun, beside other: (any ObservedRun)?) throws {
    try state.withLock { state in
      try state.checkpoints?.write(run.file, isLast: run.isFinished)
      guard let logPath, let record = run.record(of: run.step) else { return }
      if run.step <= state.logged {
        state.log = nil
        state.log = try LogFile(logPath, keepingThrough: run.step - 1)
      }
      try state.log?.append(record, compared: other?.record(of: run.step))
      state.logged = run.step
    }
  }
}
