import Synchronization
import Views

/// Carries out what a key asks for on another thread: the key waits for it a moment, and what takes
/// longer goes on while other keys are answered.
///
/// One thing is done at a time; of those that wait for it only the last one counts.
final class PatientQueue: Sendable {
  private struct Question {
    let request: WorkshopRequest
    /// The view that was shown when it was asked.
    let view: Int
  }
  private struct State {
    var isBusy = false
    var next: Question?
    var answers: [(view: Int, result: Result<Outcome?, Failure>)] = []
  }
  private let state = Mutex(State())
  private let workshop: Workshop
  private let background: BackgroundWork

  /// How long a key waits, in milliseconds.
  private static let patience = 60

  init(_ workshop: Workshop, _ background: BackgroundWork) {
    self.workshop = workshop
    self.background = background
  }

  /// Whether something is being done.
  var isBusy: Bool { state.withLock(\.isBusy) }

  /// Asks, and waits a moment for the answer unless something else has to be done before.
  func ask(_ request: WorkshopRequest, from view: Int) {
    let hasToBegin = state.withLock { state in
      state.next = Question(request: request, view: view)
      defer { state.isBusy = true }
      return !state.isBusy
    }
    guard hasToBegin else { return }
    background.runForKey { [self] in work() }
    for _ in 0..<Self.patience where isBusy { background.wait(1) }
  }

  /// What was answered since one last asked, with the view that it is for.
  func answers() -> [(view: Int, result: Result<Outcome?, Failure>)] {
    state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
  }

  private func work() {
    while let question = next() {
      let result = Result { () throws(Failure) in try workshop.carryOut(question.request) }
      state.withLock { $0.answers.append((question.view, result)) }
      background.wake()
    }
  }

  private func next() -> Question? {
    state.withLock { state in
      defer { state.next = nil }
      if state.next == nil { state.isBusy = false }
      return state.next
    }
  }
}
