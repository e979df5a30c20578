import Study
import Synchronization
import Views

/// Writes in the record beside the keys.
///
/// What is typed is gathered for a moment, so that a paste is written once. What cannot be written
/// waits in the record's store and is tried again; nothing is written twice.
final class RecordWriter: Sendable {
  private struct State {
    /// Whether somebody is at work.
    var isBusy = false
    /// Whether something waits that is not gathered.
    var isUrgent = false
    /// Whether such a thing is being written.
    var isPressing = false
    /// When the oldest thing was handed in that is not written yet, in seconds.
    var since: Double?
    /// When the newest one was.
    var last = 0.0
    /// Why the last attempt failed.
    var reason: String?
    var outcomes: [Outcome] = []
  }
  private let state = Mutex(State())
  private let workshop: Workshop
  private let background: BackgroundWork
  private let seconds: TimeSource.Stopwatch

  /// For how long text is gathered at most before it is written, in milliseconds.
  private static let gathering = 300
  /// What follows within so many seconds is gathered.
  private static let pause = 0.1
  private static let nap = 5
  /// How long a person may think that something is saved while it is not, in seconds.
  private static let silence = 0.5

  init(_ workshop: Workshop, _ background: BackgroundWork, _ time: TimeSource) {
    self.workshop = workshop
    self.background = background
    seconds = time.stopwatch()
  }

  /// Has something written, soon, or at once where it is urgent.
  func write(_ changes: Changes, isUrgent: Bool) {
    workshop.examiner.record.add(changes)
    begin(isUrgent: isUrgent)
  }

  /// Has the text of the playground written soon.
  func write(_ draft: Draft) {
    workshop.draft.add(draft)
    begin(isUrgent: false)
  }

  private func begin(isUrgent: Bool) {
    let now = seconds()
    state.withLock { state in
      state.isUrgent = state.isUrgent || isUrgent
      state.since = state.since ?? now
      state.last = now
    }
    begin()
  }

  /// Begins to write what waits, if nobody does.
  func begin() {
    let hasToBegin = state.withLock { state in
      guard state.since != nil, !state.isBusy else { return false }
      state.isBusy = true
      return true
    }
    if hasToBegin { background.run { [self] in work() } }
  }

  /// Waits until all is written, at most for some milliseconds; false where that is not so.
  func finish(within milliseconds: Int) -> Bool {
    state.withLock { $0.isUrgent = true }
    for round in 0..<milliseconds / Self.nap where isWaiting {
      // what has failed just now would fail again
      if round % 20 == 0 { begin() }
      background.wait(Self.nap)
    }
    return !isWaiting
  }

  /// Whether something is not written yet.
  var isWaiting: Bool { state.withLock { $0.since != nil } }

  /// Why something is not written yet, where a person should know.
  var complaint: String? {
    let now = seconds()
    return state.withLock { state in
      guard let since = state.since else { return nil }
      if let reason = state.reason { return reason }
      return state.isUrgent || state.isPressing || now - since > Self.silence
        ? "the record does not answer" : nil
    }
  }

  /// What other windows had written in the same places, since one last asked.
  func outcomes() -> [Outcome] {
    state.withLock { state in
      defer { state.outcomes = [] }
      return state.outcomes
    }
  }

  private func work() {
    gather()
    let started = seconds()
    state.withLock { state in
      state.isPressing = state.isPressing || state.isUrgent
      state.isUrgent = false
    }
    let record = Result { try workshop.examiner.record.commit() }
    let draft = Result { try workshop.draft.commit() }
    let isWritten = { [workshop] in
      !workshop.examiner.record.hasUnwritten && !workshop.draft.hasUnwritten
    }
    var goesOn = false
    state.withLock { state in
      if case .success(let merges) = record {
        state.outcomes += merges.map { .study(.merged($0)) }
      }
      if case .success(let merge?) = draft { state.outcomes.append(.merged(merge)) }
      do {
        _ = try (record.get(), draft.get())
        state.reason = nil
        state.isPressing = false
        // what was added meanwhile is not written yet
        goesOn = !isWritten()
        state.since = goesOn ? started : nil
      } catch {
        let reason = ProgressFile.reason(error)
        state.reason = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
        state.isUrgent = state.isUrgent || state.isPressing
      }
      if !goesOn { state.isBusy = false }
    }
    background.wake()
    if goesOn { work() }
  }

  /// Waits for more text, unless there is something that cannot wait.
  private func gather() {
    for _ in 0..<Self.gathering / Self.nap {
      let now = seconds()
      if state.withLock({ $0.isUrgent || now - $0.last > Self.pause }) { return }
      background.wait(Self.nap)
    }
  }
}
