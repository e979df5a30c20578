import Tensors

/// Checks of what enters an operation, with the reason in a student's words.
extension Operation {
  /// The one input of a step.
  func onlyInput(_ inputs: [Shape]) throws -> Shape {
    guard inputs.count == 1 else {
      throw Misfit("\(Self.keyword) takes one input, but \(inputs.count) branches enter")
    }
    return inputs[0]
  }
  /// The one input of a step that works on maps: rows × columns × channels.
  func onlyMap(_ inputs: [Shape]) throws -> Shape {
    let input = try onlyInput(inputs)
    guard input.rank == 3 else {
      throw Misfit(
        "\(Self.keyword) needs a map of rows × columns × channels, but a vector of "
          + "\(Words.counted(input.count, "channel")) enters")
    }
    return input
  }
}
