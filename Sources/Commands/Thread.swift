import LibC
import Terminal

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
