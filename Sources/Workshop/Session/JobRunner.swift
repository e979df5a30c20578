import Synchronization
import Views

/// Runs the jobs of views beside the keys: at most one for each view, known by its place.
///
/// Whoever waits for keys is woken when there is news, and takes it with `news()`.
final class JobRunner: Sendable {
  private struct State {
    /// The jobs that count, by place; what others still report is passed over.
    var running: [Int: (number: Int, job: Job)] = [:]
    /// The last news of each place that nobody has read.
    var inbox: [Int: News] = [:]
    var count = 0
  }
  private let state = Mutex(State())
  private let background: BackgroundWork
  private let time: TimeSource

  init(_ background: BackgroundWork, _ time: TimeSource) {
    self.background = background
    self.time = time
  }

  /// The jobs that run now, by the places of their views.
  var running: [Int: Job] { state.withLock { $0.running.mapValues(\.job) } }

  func carryOut(_ request: JobRequest) {
    switch request {
    case .start(let job, let place): start(job, at: place)
    case .stop(let place): stop(at: place)
    }
  }

  /// What is new since one last asked, of each place the last.
  func news() -> [(place: Int, news: News)] {
    state.withLock { state in
      defer { state.inbox = [:] }
      return state.inbox.sorted { $0.key < $1.key }.map { (place: $0.key, news: $0.value) }
    }
  }

  /// Begins a job; the one before it at its place is not listened to any more.
  private func start(_ job: Job, at place: Int) {
    let number = state.withLock { state in
      state.count += 1
      state.running[place] = (state.count, job)
      state.inbox[place] = nil
      return state.count
    }
    let context = JobContext(
      report: { [self] finding in post(.progress(finding), from: number, at: place) },
      isCancelled: { [self] in isCancelled(number, at: place) },
      wait: { [self] milliseconds in
        // in short naps, so that a thread does not outlive its job for long
        for _ in 0..<(milliseconds + 19) / 20 where !isCancelled(number, at: place) {
          background.wait(20)
        }
      }, seconds: time.stopwatch())
    background.run { [self] in post(job.run(in: context), from: number, at: place) }
  }

  private func stop(at place: Int) {
    state.withLock { state in
      state.running[place] = nil
      state.inbox[place] = nil
    }
  }

  private func isCancelled(_ number: Int, at place: Int) -> Bool {
    state.withLock { $0.running[place]?.number != number }
  }

  private func post(_ news: News, from number: Int, at place: Int) {
    let isHeard = state.withLock { state in
      guard state.running[place]?.number == number else { return false }
      state.inbox[place] = news
      if !news.isProgress { state.running[place] = nil }
      return true
    }
    if isHeard { background.wake() }
  }
}
