import Networks
import Tensors

extension Flow {
  /// Writes concatenations one within the other where one begins with all of another.
  ///
  /// So a dense block reads what came before it as one map (Huang et al. 2017).
  mutating func nestConcatenations() {
    var made: [[Int]: Int] = [:]
    for index in steps.indices where steps[index].work == .join("concat") {
      let inputs = steps[index].inputs
      var length = inputs.count - 1
      while length > 1, made[Array(inputs[..<length])] == nil { length -= 1 }
      if length > 1, let inner = made[Array(inputs[..<length])] {
        steps[index].inputs = [inner] + inputs[length...]
      }
      made[inputs] = index
    }
  }

  /// Only what leads to a step, with that step last; gives its new place.
  mutating func keep(leadingTo output: Int) -> Int {
    var isNeeded = Array(repeating: false, count: steps.count)
    isNeeded[0] = true
    isNeeded[output] = true
    for index in steps.indices.reversed() where isNeeded[index] {
      for input in steps[index].inputs { isNeeded[input] = true }
    }
    var places: [Int: Int] = [:]
    var kept: [Step] = []
    for index in steps.indices where isNeeded[index] {
      places[index] = kept.count
      var step = steps[index]
      step.inputs = step.inputs.compactMap { places[$0] }
      kept.append(step)
    }
    steps = kept
    return places[output] ?? 0
  }

  /// Throws where a piece of a written-out function is left that is part of none known here.
  func checkArithmetic() throws {
    for step in steps {
      guard case .arithmetic = step.work else { continue }
      throw ImportFault(
        node: step.origin, kind: "arithmetic",
        reason: "it is part of no function that is known here")
    }
  }
}
