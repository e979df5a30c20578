/// How passes over memory are shared out among the threads.
enum MemoryPasses {
  /// Below so many numbers a pass is done before a helper could begin.
  static let leastShared = 1 << 15

  /// Ranges of `count` things that take `size` numbers each, together all of them; each thread
  /// takes one range after the other, with `memory` bytes of its own.
  @inline(__always)
  static func each(
    _ count: Int, size: Int, memory: Int = 0,
    _ body: (_ range: Range<Int>, _ memory: UnsafeMutableRawPointer) -> Void
  ) {
    if count * size < leastShared || count < 2 {
      Workers.alone(1, memory: memory) { _, memory in body(0..<count, memory) }
      return
    }
    let parts = min(count, 4 * Workers.count)
    Workers.perform(parts, memory: memory) { part, memory in
      body(count * part / parts..<count * (part + 1) / parts, memory)
    }
  }
}
