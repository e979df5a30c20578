import Networks
import Tensors

/// Going to any step of a run, and turning its knobs there.
extension TrainingRun {
  /// Goes to a step: back exactly to where the run stood then, or on to one not yet reached.
  ///
  /// Back is from the nearest snapshot on, the same updates made again. Throws a `Divergence` on
  /// the way on, and a `Misfit` where the run is shorter or was resumed later.
  public mutating func go(to step: Int) throws {
    guard first...length ~= step else {
      throw Misfit("the run has the steps \(first) to \(length), not \(step)")
    }
    if step <= furthest { return try replay(to: step) }
    while state.step < step { try advance() }
  }

  /// Goes to a step that was reached before.
  mutating func replay(to step: Int) throws {
    if let snapshot = snapshots.last(before: step),
      step < state.step || snapshot.step > state.step
    {
      state = snapshot
    }
    while state.step < step {
      _ = try makeUpdate()
      snapshots.keep(state)
    }
  }

  /// Turns a knob from the next update on.
  ///
  /// What lay beyond is forgotten. Throws a `Misfit` where there is no such knob or no such value.
  public mutating func turn(_ knob: RecipeKnob, to value: Double) throws {
    guard recipe.value(of: knob) != nil else {
      throw Misfit("\(base.optimizer.name) has no momentum")
    }
    let (range, words) =
      switch knob {
      case .rate: (0...1e6, "a rate is a number from 0")
      case .momentum: (0...0.9999, "a momentum is a number from 0 to less than 1")
      case .decay: (0...1e6, "a weight decay is a number from 0")
      }
    guard range.contains(value) else { throw Misfit("\(words), not \(value)") }
    turns.removeAll { $0.step > state.step || ($0.step == state.step && $0.knob == knob) }
    turns.append(Turn(step: state.step, knob: knob, value: value))
    records.removeAll { $0.step > state.step }
    snapshots.forget(beyond: state.step)
  }
}
