import Lessons
import Networks

/// Walks that the stepper asks for in place of its own.
extension Stepper {
  /// This walk from the step at which it stands.
  var requestFromHere: WalkRequest {
    var here = request
    here.start = StepName(step, in: walk.graph)
    here.sight = nil
    return here
  }

  /// Other numbers from the next seed, from the start.
  var requestWithNewSeed: WalkRequest {
    var other = request
    other.seed &+= 1
    other.start = nil
    other.sight = nil
    other.revision = .change
    return other
  }

  /// 1 sent back from one cell of the output alone: its receptive field lights up in every
  /// gradient.
  func requestSendingBack(from cell: [Int]) -> WalkRequest {
    var other = requestFromHere
    other.upstream = .cell(Array(cell.dropFirst()))
    other.revision = .change
    return other
  }

  /// A cell of a given tensor set by hand to a number of tenths; what follows from it follows at
  /// once.
  func requestSetting(_ cell: [Int], of tensor: String, toTenths tenths: Double) -> WalkRequest {
    var other = requestFromHere
    let change = CellChange(tensor: tensor, index: cell, value: tenths / 10)
    other.changes.removeAll { $0.tensor == tensor && $0.index == change.index }
    other.changes.append(change)
    other.revision = .change
    return other
  }
}
