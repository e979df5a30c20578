import GRDB
import Synchronization

/// Another program keeps the record to itself.
struct RecordHeld: Error {}

extension DatabaseError {
  /// Whether another program keeps the record to itself.
  var isHeld: Bool { [.SQLITE_BUSY, .SQLITE_LOCKED].contains(resultCode) }
}

/// The way to the record, which opens as soon as no other program stands in it.
final class RecordConnection: Sendable {
  enum State: Sendable {
    case open(DatabaseQueue, canWrite: Bool, notice: String?)
    /// There is no way, and there will be none.
    case closed(notice: String?)
    /// Another program holds the record; it may be tried again.
    case held
  }
  private let state: Mutex<State>
  private let attempt: @Sendable () -> State
  private let tries: Int
  /// Until when nobody tries again but who has something to write.
  private let rest = Mutex<ContinuousClock.Instant?>(nil)

  static let heldNotice =
    "Another program holds the record: answers are recorded as soon as it lets go."

  /// Tries to open it at once.
  init(tries: Int = 1, _ attempt: @escaping @Sendable () -> State) {
    self.attempt = attempt
    self.tries = tries
    state = Mutex(attempt())
    if case .held = state.withLock({ $0 }) { beginRest() }
  }

  /// The database; nothing where there is none.
  ///
  /// Throws `RecordHeld`, and waits for nothing within a second after somebody has, unless
  /// `insisting`.
  func database(insisting: Bool = false) throws -> DatabaseQueue? {
    if !insisting, isResting { throw RecordHeld() }
    let now = state.withLock { state in
      if case .held = state { state = attempt() }
      return state
    }
    switch now {
    case .open(let queue, _, _): return queue
    case .closed: return nil
    case .held:
      beginRest()
      throw RecordHeld()
    }
  }

  private var isResting: Bool { rest.withLock { $0.map { $0 > .now } ?? false } }

  /// Tells that another program holds the record.
  func beginRest() { rest.withLock { $0 = .now + .seconds(1) } }
  /// Tells that it does not.
  func endRest() { rest.withLock { $0 = nil } }

  var canWrite: Bool {
    if case .open(_, let canWrite, _) = state.withLock({ $0 }) { canWrite } else { false }
  }
  var isOpen: Bool {
    if case .closed = state.withLock({ $0 }) { false } else { true }
  }
  var notice: String? {
    switch state.withLock({ $0 }) {
    case .open(_, _, let notice), .closed(let notice): notice
    case .held: Self.heldNotice
    }
  }

  /// Tries something again for some seconds while another program holds the record.
  func patiently<Value>(_ body: () throws -> Value) throws -> Value {
    for _ in 1..<max(tries, 1) {
      do {
        return try body()
      } catch let error as DatabaseError where error.isHeld {
        continue
      } catch is RecordHeld {
        continue
      }
    }
    return try body()
  }
}
