/// How things are done that no key waits for.
public struct BackgroundWork: Sendable {
  /// Does something, on a thread of its own or here and now.
  let run: @Sendable (@escaping @Sendable () -> Void) -> Void
  /// Does something for which a key waits a moment, on a thread of its own or here and now.
  let runForKey: @Sendable (@escaping @Sendable () -> Void) -> Void
  /// Waits for a number of milliseconds.
  let wait: @Sendable (Int) -> Void
  /// Ends the display's wait for an event, from any thread: there is news.
  let wake: @Sendable () -> Void

  public init(
    run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void,
    wait: @escaping @Sendable (Int) -> Void, wake: @escaping @Sendable () -> Void,
    runForKey: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = { $0() }
  ) {
    self.run = run
    self.runForKey = runForKey
    self.wait = wait
    self.wake = wake
  }

  /// Here and now, without waiting: for whoever only wants to see what comes of it.
  public static let immediate = BackgroundWork(run: { $0() }, wait: { _ in }, wake: {})
}
