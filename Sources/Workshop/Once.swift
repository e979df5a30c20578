import Synchronization

/// A value that takes its time and is worked out once: by whoever asks first, while others wait.
final class Once<Value: Sendable>: Sendable {
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
}
