import Synchronization

/// A value that takes its time, worked out once: by whoever asks first, while others wait for it.
final class Later<Value: Sendable>: Sendable {
  private let found = Mutex<Value?>(nil)
  private let work: @Sendable () -> Value

  init(_ work: @escaping @Sendable () -> Value) { self.work = work }

  var value: Value {
    found.withLock { found in
      if let found { return found }
      let value = work()
      found = value
      return value
    }
  }

  /// Whether nobody has to wait any more.
  var isThere: Bool { found.withLockIfAvailable { $0 != nil } ?? false }
}
