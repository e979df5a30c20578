import Networks
import Tensors

/// Asks which shape comes out of a step.
struct ShapeQuestion {
  let walk: Walk
  let node: Node

  func question(turn: Int) -> Question? {
    let input = walk.graph.nodes[node.inputs[0]].shape
    let right = Question.Option(text: "\(node.shape)", reason: reason(from: input))
    return Question(
      "Which shape has the output of \(node.id)?", right: right, wrong: wrong(from: input),
      given: ["in \(input)", node.operation.caption], turn: turn, hidden: "\(node.shape)")
  }

  private func reason(from input: Shape) -> String {
    guard let window = walk.graph.window(of: node), node.shape.rank == 3 else {
      return "\(input) becomes \(node.shape)"
    }
    let axis = window.rows
    let zeros = axis.before + axis.after
    return "⌊(\(input[0]) + \(zeros) − \(axis.span))/\(axis.stride)⌋ + 1 = \(node.shape[0])"
  }

  private func wrong(from input: Shape) -> [Question.Option] {
    guard node.shape.rank == 3 else {
      return [
        Question.Option(text: "\(input)", reason: "that is what enters"),
        Question.Option(
          text: "1×1×\(node.shape.count)", reason: "after pooling a tensor is a vector of channels"),
        Question.Option(text: "\(input.count)", reason: "that would be flatten"),
      ]
    }
    var options: [Question.Option] = []
    if let window = walk.graph.window(of: node) {
      let stride = window.rows.stride
      if stride > 1 {
        options.append(
          Question.Option(
            text: "\(Shape(input[0], input[1], node.shape[2]))", reason: "that would be stride 1"))
      } else {
        options.append(
          Question.Option(
            text: "\(Shape((input[0] + 1) / 2, (input[1] + 1) / 2, node.shape[2]))",
            reason: "that would be stride 2"))
      }
      let bare = Shape(
        max(input[0] - window.rows.span, 0) / stride + 1,
        max(input[1] - window.columns.span, 0) / window.columns.stride + 1, node.shape[2])
      options.append(Question.Option(text: "\(bare)", reason: "that would be without padding"))
    }
    options.append(
      Question.Option(
        text: "\(Shape(node.shape[0], node.shape[1], input[2]))",
        reason: "the channels are those of the operation, not of its input"))
    options.append(
      Question.Option(
        text: "\(Shape(node.shape[0], node.shape[1], 2 * node.shape[2]))",
        reason: "twice the channels would need twice the kernels"))
    return options
  }
}
