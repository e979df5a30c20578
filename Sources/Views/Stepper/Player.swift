import Experiments

/// Plays the steps one after the other, at one of some speeds.
struct Player: Sendable {
  private(set) var isPlaying = false
  private var speed = 1

  /// Milliseconds a step stays, the slowest first.
  private static let pauses = [2000, 1000, 500, 250]

  var pause: Int { Self.pauses[speed] }

  /// How fast it is, in words.
  var sentence: String {
    let seconds = pause % 1000 == 0 ? "\(pause / 1000) s" : "0.\(pause / 10 % 100) s"
    let end = speed == 0 ? ", the slowest" : speed == Self.pauses.count - 1 ? ", the fastest" : ""
    return "Space plays a step each \(seconds)\(end)."
  }

  mutating func turn(by step: Int) {
    speed = max(0, min(speed + step, Self.pauses.count - 1))
  }

  /// Plays from a step to the last one.
  mutating func start(from step: Int, to last: Int) -> [Effect] {
    guard step < last else { return [] }
    isPlaying = true
    let pause = pause
    return [
      .start(
        Job { context in
          for next in step + 1...last {
            context.wait(pause)
            if context.isCancelled() { throw Cancelled() }
            context.report(.step(next))
          }
          return .step(last)
        })
    ]
  }

  mutating func stop() { isPlaying = false }
}
