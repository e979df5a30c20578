import LibC

/// Wakes threads that sleep until something has changed.
final class Bell: Sendable {
  nonisolated(unsafe) private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(
    capacity: 1)
  nonisolated(unsafe) private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(
    capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Sleeps as long as something is so; who changes it rings.
  func wait(while isSo: () -> Bool) {
    pthread_mutex_lock(mutex)
    while isSo() { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }

  func ring() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
