import LibC
import Synchronization

/// The threads that share the work of a kernel.
///
/// A whole network calls hundreds of kernels of a tenth of a millisecond: helpers look out for the
/// next one for a while before they sleep, and whoever asks works too. Parts are taken one by one
/// as threads become free; kernels divide what they write and never a sum, so that results do not
/// depend on how many threads there are.
public enum Workers {
  /// How many cores the machine has.
  public static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  /// How many threads work together; all cores unless set.
  public static var count: Int {
    get { pool.threads.load(ordering: .relaxed) }
    set { pool.threads.store(max(1, newValue), ordering: .relaxed) }
  }

  private static let pool = Pool()

  /// Does the parts 0 ..< `parts`, each once, and returns when all are done; each part may write
  /// in `memory` bytes of its thread's own, aligned to 64.
  ///
  /// Whoever asks while the helpers are taken, from a part or from another thread, works alone.
  static func perform(
    _ parts: Int, memory: Int = 0, _ body: (_ part: Int, _ memory: UnsafeMutableRawPointer) -> Void
  ) {
    if pool.take() {
      pool.perform(parts, memory: memory, body)
      pool.release()
    } else {
      alone(parts, memory: memory, body)
    }
  }

  /// The same on the thread that asks: for work that is done sooner than a helper could begin.
  static func alone(
    _ parts: Int, memory: Int = 0, _ body: (_ part: Int, _ memory: UnsafeMutableRawPointer) -> Void
  ) {
    // its own memory is at hand and need not be asked for
    if pool.take() {
      pool.alone(parts, memory: memory, body)
      pool.release()
      return
    }
    withUnsafeTemporaryAllocation(byteCount: max(memory, 64), alignment: 64) { memory in
      guard let memory = memory.baseAddress else { return }
      for part in 0..<parts { body(part, memory) }
    }
  }
}
