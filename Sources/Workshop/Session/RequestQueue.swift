import Synchronization
import Views

/// Carries out requests beside the keys, one after the other in the order in which they came.
///
/// A record that is slow, or that another program holds, makes only this queue wait.
final class RequestQueue: Sendable {
  private struct State {
    var waiting: [WorkshopRequest] = []
    var results: [Result<Outcome?, Failure>] = []
    /// Whether somebody is at work on what waits.
    var isBusy = false
  }
  private let state = Mutex(State())
  private let workshop: Workshop
  private let background: BackgroundWork

  init(_ workshop: Workshop, _ background: BackgroundWork) {
    self.workshop = workshop
    self.background = background
  }

  func add(_ request: WorkshopRequest) {
    let hasToBegin = state.withLock { state in
      state.waiting.append(request)
      defer { state.isBusy = true }
      return !state.isBusy
    }
    if hasToBegin { background.run { [self] in work() } }
  }

  /// What came of requests since one last asked.
  func results() -> [Result<Outcome?, Failure>] {
    state.withLock { state in
      defer { state.results = [] }
      return state.results
    }
  }

  private func work() {
    while let request = next() {
      let result = Result { () throws(Failure) in try workshop.carryOut(request) }
      state.withLock { $0.results.append(result) }
      background.wake()
    }
  }

  private func next() -> WorkshopRequest? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isBusy = false
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
