import Tensors

/// States that a run has gone through, not all of them: those at multiples of a spacing that
/// doubles whenever they would take more memory than they may.
struct Snapshots<S: Scalar>: Sendable {
  /// The bytes that they may take; at least two states are kept, however large.
  static var budget: Int { 12 << 20 }

  private(set) var spacing = 1
  private var states: [Int: RunState<S>] = [:]
  private(set) var bytes = 0

  /// Keeps a state, if its step is one of those to keep.
  mutating func keep(_ state: RunState<S>) {
    guard state.step % spacing == 0 || states.isEmpty, states[state.step] == nil else { return }
    states[state.step] = state
    bytes += state.bytes
    while bytes > Self.budget, states.count > 2 {
      spacing *= 2
      let (spacing, first) = (spacing, states.keys.min() ?? 0)
      remove { $0 % spacing != 0 && $0 != first }
    }
  }

  /// The last state at a step or before it.
  func last(before step: Int) -> RunState<S>? {
    states.keys.filter { $0 <= step }.max().flatMap { states[$0] }
  }

  /// Forgets what lies beyond a step.
  mutating func forget(beyond step: Int) { remove { $0 > step } }

  private mutating func remove(_ isUnwanted: (Int) -> Bool) {
    for step in states.keys.filter(isUnwanted) {
      bytes -= states.removeValue(forKey: step)?.bytes ?? 0
    }
  }
}
