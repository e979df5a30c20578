import LibC
import Synchronization

/// Helpers and the job that they may take parts of.
///
/// A job is published by one word, its `Ticket`. A helper takes a part by writing the next ticket;
/// if the job has changed since it looked, that fails, and nothing else has been touched. While a
/// part is being worked on its job cannot end.
final class Pool: Sendable {
  typealias Body = (_ part: Int, _ memory: UnsafeMutableRawPointer) -> Void

  let threads = Atomic<Int>(Workers.cores)
  private let isTaken = Atomic<Bool>(false)
  private let ticket = Atomic<UInt64>(0)
  private let memory = Atomic<Int>(0)
  nonisolated(unsafe) private let body = Atomic<UnsafeRawPointer?>(nil)
  private let done = Atomic<Int>(0)
  private let asleep = Atomic<Int>(0)
  private let bell = Bell()
  // these three belong to whoever has taken the pool
  nonisolated(unsafe) private var helpers = 0
  nonisolated(unsafe) private var jobs: UInt64 = 0
  nonisolated(unsafe) private var own = Scratch()

  /// How often a helper looks for a job before it sleeps: for about a fifth of a millisecond.
  private static let patience = 100_000

  /// Whether the pool was free and now is the caller's.
  func take() -> Bool {
    isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }
  func release() { isTaken.store(false, ordering: .releasing) }

  /// Does all parts; only for who has taken the pool.
  func perform(_ parts: Int, memory: Int, _ body: Body) {
    let own = own.reserve(memory)
    let threads = min(threads.load(ordering: .relaxed), parts)
    guard threads > 1, parts < Ticket.limit else {
      for part in 0..<parts { body(part, own) }
      return
    }
    while helpers < threads - 1 {
      start(helpers)
      helpers += 1
    }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        self.memory.store(memory, ordering: .relaxed)
        self.body.store(UnsafeRawPointer(body), ordering: .relaxed)
        done.store(0, ordering: .relaxed)
        jobs += 1
        ticket.store(Ticket(job: jobs, parts: parts).word, ordering: .sequentiallyConsistent)
        if asleep.load(ordering: .sequentiallyConsistent) > 0 { bell.ring() }
        while let part = nextPart() {
          body.pointee(part, own)
          done.add(1, ordering: .relaxed)
        }
        var looks = 0
        while done.load(ordering: .acquiring) < parts {
          looks += 1
          // a helper may have lost its core to another program
          if looks > Self.patience { sched_yield() }
        }
      }
    }
  }

  /// Does all parts on this thread; only for who has taken the pool.
  func alone(_ parts: Int, memory: Int, _ body: Body) {
    let own = own.reserve(memory)
    for part in 0..<parts { body(part, own) }
  }

  /// Takes a part of the job, if one is left.
  private func nextPart() -> Int? {
    var seen = ticket.load(ordering: .acquiring)
    while let (part, next) = Ticket(word: seen).taking() {
      let (exchanged, original) = ticket.weakCompareExchange(
        expected: seen, desired: next.word, ordering: .acquiringAndReleasing)
      if exchanged { return part }
      seen = original
    }
    return nil
  }

  private func start(_ helper: Int) {
    let place = Unmanaged.passRetained(Place(pool: self, helper: helper))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let failure = pthread_create(
      &thread, nil,
      { context in
        let context: UnsafeMutableRawPointer? = context
        guard let context else { return nil }
        let place = Unmanaged<Place>.fromOpaque(context).takeRetainedValue()
        place.pool.help(as: place.helper)
      }, place.toOpaque())
    // where no thread is to be had the others do its parts
    if failure != 0 { place.release() }
  }

  /// What a helper is given at its start.
  private final class Place: Sendable {
    let pool: Pool
    let helper: Int
    init(pool: Pool, helper: Int) {
      self.pool = pool
      self.helper = helper
    }
  }

  /// The life of a helper.
  private func help(as helper: Int) -> Never {
    var own = Scratch()
    var looks = 0
    while true {
      if helper < threads.load(ordering: .relaxed) - 1, let part = nextPart() {
        let memory = own.reserve(memory.load(ordering: .relaxed))
        if let body = body.load(ordering: .relaxed) {
          body.assumingMemoryBound(to: Body.self).pointee(part, memory)
        }
        done.add(1, ordering: .releasing)
        looks = 0
        continue
      }
      looks += 1
      guard looks > Self.patience else { continue }
      looks = 0
      let job = Ticket(word: ticket.load(ordering: .relaxed)).job
      asleep.add(1, ordering: .sequentiallyConsistent)
      bell.wait {
        Ticket(word: ticket.load(ordering: .sequentiallyConsistent)).job == job
      }
      asleep.subtract(1, ordering: .relaxed)
    }
  }
}

/// A job's number, how many parts it has, and how many of them are taken, in one word.
private struct Ticket {
  let word: UInt64

  /// Jobs must have fewer parts.
  static let limit = 1 << 20

  init(word: UInt64) { self.word = word }
  init(job: UInt64, parts: Int) { word = job << 40 | UInt64(parts) << 20 }

  var job: UInt64 { word >> 40 }
  /// The next part and the ticket once it is taken.
  func taking() -> (part: Int, next: Ticket)? {
    let (parts, taken) = (word >> 20 & 0xF_FFFF, word & 0xF_FFFF)
    return taken < parts ? (Int(taken), Ticket(word: word + 1)) : nil
  }
}
