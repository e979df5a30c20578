import Synchronization
import Terminal
import Views

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where long computations are done: a thread for each, at most one for each desk.
///
/// Whoever waits for keys is woken when there is news, and takes it with `news()`.
final class Bureau: Sendable {
  private struct Records {
    /// The errand that now counts at each desk; what others still say is passed over.
    var errands: [Int: Int] = [:]
    /// The last word of each desk that nobody has read.
    var inbox: [Int: Outcome] = [:]
    var count = 0
  }
  private let records = Mutex(Records())
  private let wake: @Sendable () -> Void

  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Begins a job; the one before it at its desk is not listened to any more.
  func start(_ job: Job) {
    let number = records.withLock { records in
      records.count += 1
      records.errands[job.desk] = records.count
      records.inbox[job.desk] = nil
      return records.count
    }
    let errand = Errand(
      report: { [self] finding in
        post(.news(desk: job.desk, .progress(finding)), from: number, at: job.desk)
      },
      isCancelled: { [self] in isCancelled(number, at: job.desk) },
      wait: { [self] milliseconds in
        // in short naps, so that a thread does not outlive its errand for long
        for _ in 0..<(milliseconds + 19) / 20 where !isCancelled(number, at: job.desk) {
          usleep(20_000)
        }
      })
    Thread.run { [self] in post(job.outcome(errand), from: number, at: job.desk) }
  }

  private func isCancelled(_ number: Int, at desk: Int) -> Bool {
    records.withLock { $0.errands[desk] != number }
  }

  /// Lets the job of a desk know that it is not wanted.
  func stop(_ desk: Int) {
    records.withLock { records in
      records.errands[desk] = nil
      records.inbox[desk] = nil
    }
  }

  /// What has been found since one last asked, of each desk the last.
  func news() -> [Outcome] {
    records.withLock { records in
      defer { records.inbox = [:] }
      return records.inbox.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  private func post(_ outcome: Outcome, from number: Int, at desk: Int) {
    let isHeard = records.withLock { records in
      guard records.errands[desk] == number else { return false }
      records.inbox[desk] = outcome
      return true
    }
    if isHeard { wake() }
  }
}

/// A thread that does one thing and ends.
final class Thread: Sendable {
  private let body: @Sendable () -> Void

  private init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  /// As deep as the main thread's, so that no block is nested too deeply here.
  private static let stackSize = 8 << 20

  static func run(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let context = Unmanaged.passRetained(Thread(body)).toOpaque()
    let failure = pthread_create(
      &thread, &attributes,
      { context in
        #if canImport(Darwin)
          let thread = Unmanaged<Thread>.fromOpaque(context).takeRetainedValue()
          Terminal.guardingStack { thread.body() }
        #else
          if let context {
            let thread = Unmanaged<Thread>.fromOpaque(context).takeRetainedValue()
            Terminal.guardingStack { thread.body() }
          }
        #endif
        return nil
      }, context)
    // no thread to be had: the keys have to wait
    if failure != 0 { Unmanaged<Thread>.fromOpaque(context).takeRetainedValue().body() }
  }
}
