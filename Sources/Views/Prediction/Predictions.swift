import Diagrams
import Networks
import Screens
import Tensors

/// Makes the question of a step from its own numbers; nothing for steps that ask for none.
struct Predictions {
  let walk: Walk
  let glyphs: GlyphTier

  func question(before index: Int) -> Question? {
    switch walk.steps[index] {
    case .forward(0), .loss, .update: return nil
    case .forward(let node): return forward(walk.graph.nodes[node], turn: index)
    case .backward(let node): return backward(walk.graph.nodes[node], turn: index)
    case .gather(let node): return gather(walk.graph.nodes[node], turn: index)
    }
  }

  private func number(_ x: Double) -> String { Numbers.fixed(x, decimals: 2, on: glyphs) }

  /// A cell that says something: of largest magnitude among those that a test accepts.
  private func cell(
    of tensor: Tensor<Double>, where accepts: (Double) -> Bool
  ) -> (index: [Int], value: Double)? {
    let best = tensor.elements.indices.filter { accepts(tensor.elements[$0]) }
      .max { abs(tensor.elements[$0]) < abs(tensor.elements[$1]) }
    return best.map { (tensor.shape.index(at: $0), tensor.elements[$0]) }
  }
  private func place(_ index: [Int]) -> String {
    "[" + index.dropFirst().map(String.init).joined(separator: ",") + "]"
  }
}

/// Forward: shapes, values, cells that take part.
extension Predictions {
  private func forward(_ node: Node, turn: Int) -> Question? {
    let inputs = node.inputs.map { walk.trace.outputs[$0] }
    switch node.operation.kind {
    case .activation(let response) where response.isRectifier:
      return rectified(node, inputs[0], turn)
    case .normalization(.batch): return normalized(node, inputs[0], turn)
    case .join(.sum): return joined(node, inputs, turn, isProduct: false)
    case .join(.product) where inputs[0].shape == inputs[1].shape:
      return joined(node, inputs, turn, isProduct: true)
    case .activation(let response) where response.isGate: return squashed(node, inputs[0], turn)
    default:
      // windows ask in turn for the shape and for what they read
      if turn.isMultiple(of: 2), let cells = readCells(node, turn) { return cells }
      return ShapeQuestion(walk: walk, node: node).question(turn: turn)
    }
  }

  private func rectified(_ node: Node, _ x: Tensor<Double>, _ turn: Int) -> Question? {
    guard let (index, value) = cell(of: x, where: { $0 < 0 }) else { return nil }
    return Question(
      "What becomes of \(number(value)) at \(place(index)) in \(node.id)?",
      right: .init(text: "0", reason: "ReLU keeps what is above 0 and makes the rest 0"),
      wrong: [
        .init(text: number(value), reason: "only values above 0 pass unchanged"),
        .init(text: number(-value), reason: "that would be the magnitude"),
        .init(text: number(0.1 * value), reason: "that would be a leaky ReLU"),
      ], turn: turn)
  }

  private func normalized(_ node: Node, _ x: Tensor<Double>, _ turn: Int) -> Question? {
    guard walk.trace.mode == .training else { return nil }
    let mean = x.channelMoments().mean[0]
    return Question(
      "The mean of channel 0 is \(number(mean)). What is it after \(node.id)?",
      right: .init(
        text: "0", reason: "batch statistics bring it to the shift, which is 0 at first"),
      wrong: [
        .init(text: "1", reason: "1 is the deviation, not the mean"),
        .init(text: number(mean), reason: "that mean is subtracted"),
        .init(text: number(mean / 2), reason: "that mean is subtracted whole"),
      ], turn: turn)
  }

  private func joined(
    _ node: Node, _ inputs: [Tensor<Double>], _ turn: Int, isProduct: Bool
  ) -> Question? {
    guard inputs.count == 2, let (index, _) = cell(of: inputs[0], where: { $0.isFinite })
    else { return nil }
    let (a, b) = (inputs[0][index], inputs[1][index])
    let (sum, product) = (number(a + b), number(a * b))
    let right = isProduct ? product : sum
    return Question(
      "At \(place(index)) stand \(number(a)) and \(number(b)). What comes out of \(node.id)?",
      right: .init(
        text: right, reason: isProduct ? "scale multiplies cell by cell" : "sum adds cell by cell"),
      wrong: [
        .init(
          text: isProduct ? sum : product,
          reason: isProduct ? "that is the sum" : "that is the product"),
        .init(text: number((a + b) / 2), reason: "that is the mean; nothing is divided"),
        .init(text: number(max(a, b)), reason: "that is the larger; nothing is chosen"),
      ], turn: turn)
  }

  private func squashed(_ node: Node, _ x: Tensor<Double>, _ turn: Int) -> Question? {
    guard let (index, value) = cell(of: x, where: { $0.isFinite && $0 != 0 }) else { return nil }
    let y = walk.trace.outputs[node.index][index]
    return Question(
      "\(number(value)) enters \(node.id) at \(place(index)). What leaves?",
      right: .init(
        text: number(y), reason: "\(node.operation.caption) lies between 0 and 1, ½ at 0"),
      wrong: [
        .init(text: number(1 - y), reason: "that is the other side of ½: mind the sign"),
        .init(text: number(max(value, 0)), reason: "that would be ReLU"),
        .init(text: number(2 * y - 1), reason: "that would lie between −1 and 1"),
      ], turn: turn)
  }

  /// Asks which rows and columns one output reads.
  private func readCells(_ node: Node, _ turn: Int) -> Question? {
    guard let window = walk.graph.window(of: node), node.shape.rank == 3,
      node.operation.kind != .convolution(.transposed), window.rows.kernel > 1
    else { return nil }
    let map = walk.graph.nodes[node.inputs[0]].shape
    let (i, j) = (node.shape[0] / 2, node.shape[1] / 2)
    func range(_ axis: Window.Axis, _ output: Int, _ extent: Int) -> String {
      let cells = axis.taps(of: output, within: extent).map { axis.cell(of: output, through: $0) }
      guard let first = cells.first, let last = cells.last else { return "none" }
      return first == last ? "\(first)" : "\(first)–\(last)"
    }
    func text(_ rows: Window.Axis, _ columns: Window.Axis) -> String {
      "rows \(range(rows, i, map[0])), columns \(range(columns, j, map[1]))"
    }
    func moved(_ axis: Window.Axis, stride: Int? = nil, before: Int? = nil) -> Window.Axis {
      Window.Axis(
        kernel: axis.kernel, stride: stride ?? axis.stride, dilation: axis.dilation,
        before: before ?? axis.before, after: axis.after)
    }
    let (rows, columns) = (window.rows, window.columns)
    return Question(
      "Which cells of the input does output (\(i),\(j)) of \(node.id) read?",
      right: .init(
        text: text(rows, columns),
        reason:
          "it begins at \(rows.stride)·\(i) − \(rows.before) = \(rows.stride * i - rows.before)"),
      wrong: [
        .init(
          text: text(moved(rows, stride: 1), moved(columns, stride: 1)),
          reason: "that would be stride 1"),
        .init(
          text: text(moved(rows, before: 0), moved(columns, before: 0)),
          reason: "that forgets the padding, which shifts the window"),
        .init(
          text: text(
            moved(rows, stride: rows.stride + 1), moved(columns, stride: columns.stride + 1)),
          reason: "that would be stride \(rows.stride + 1)"),
      ], given: [node.operation.caption, "on \(map)"], turn: turn)
  }
}

/// Backward: where the gradient goes.
extension Predictions {
  private func gather(_ node: Node, turn: Int) -> Question? {
    let shares = walk.trace.shares(returningTo: node.index)
    guard shares.count >= 2, let (index, _) = cell(of: shares[0], where: { $0.isFinite })
    else { return nil }
    let values = shares.map { $0[index] }
    let sum = values.reduce(0, +)
    let list = values.map(number).joined(separator: " and ")
    return Question(
      "\(list) return to the fork at \(place(index)). What is the gradient there?",
      right: .init(text: number(sum), reason: "what was copied forward adds up backward"),
      wrong: [
        .init(text: number(sum / Double(values.count)), reason: "nothing is averaged at a fork"),
        .init(text: number(values.max() ?? 0), reason: "nothing is chosen at a fork"),
        .init(text: number(values[0]), reason: "the other branch counts too"),
        .init(
          text: number(values.reduce(1, *)),
          reason: "gradients of branches add, they do not multiply"),
      ], turn: turn)
  }

  private func backward(_ node: Node, turn: Int) -> Question? {
    let dy = walk.trace.gradients[node.index]
    let inputs = node.inputs.map { walk.trace.outputs[$0] }
    switch node.operation.kind {
    case .join(.sum):
      guard let (index, value) = cell(of: dy, where: { $0.isFinite }) else { return nil }
      let count = node.inputs.count
      return Question(
        "\(number(value)) reaches \(node.id) at \(place(index)). What gets each of its \(count) branches?",
        right: .init(text: number(value), reason: "y = a + b has slope 1 in both"),
        wrong: [
          .init(
            text: number(value / Double(count)),
            reason: "a sum does not share out its gradient: each gets it whole"),
          .init(
            text: "0 for the shortcut", reason: "the shortcut gets it whole; that is its point"),
          .init(text: number(value * Double(count)), reason: "the slope is 1, not \(count)"),
        ], turn: turn)
    case .activation(let response) where response.isRectifier:
      let x = inputs[0]
      guard let (index, value) = cell(of: x, where: { $0 < 0 }) else { return nil }
      let gradient = dy[index]
      return Question(
        "x is \(number(value)) at \(place(index)), the gradient there is \(number(gradient)). What passes \(node.id)?",
        right: .init(text: "0", reason: "where x is below 0 the slope of ReLU is 0"),
        wrong: [
          .init(text: number(gradient), reason: "it passes only where x was above 0"),
          .init(text: number(gradient * value), reason: "the slope is 0 or 1, not x"),
          .init(text: number(-gradient), reason: "ReLU turns no sign"),
        ], turn: turn)
    case .normalization(.batch):
      guard walk.trace.mode == .training else { return nil }
      let total = dy.channelSums()[0]
      return Question(
        "The gradients of channel 0 that reach \(node.id) add up to \(number(total)). And those that leave it?",
        right: .init(text: "0", reason: "shifting a whole channel changes nothing, so they cancel"),
        wrong: [
          .init(text: number(total), reason: "the mean is taken out of them"),
          .init(text: "1", reason: "they add up to 0: a shift of all changes nothing"),
        ], turn: turn)
    default: return readers(node, turn)
    }
  }

  /// Asks how many outputs send something to one cell.
  private func readers(_ node: Node, _ turn: Int) -> Question? {
    guard let window = walk.graph.window(of: node), node.shape.rank == 3,
      ![.convolution(.transposed), .channelPadding, .pooling(.maximum)]
        .contains(node.operation.kind),
      window.rows.kernel > 1 || window.rows.stride > 1
    else { return nil }
    let map = walk.graph.nodes[node.inputs[0]].shape
    let (i, j) = (min(map[0] / 2 | 1, map[0] - 1), map[1] / 2)
    let rows = window.rows.readers(of: i, outputs: node.shape[0]).count
    let columns = window.columns.readers(of: j, outputs: node.shape[1]).count
    let count = rows * columns
    let kernel = window.rows.kernel * window.columns.kernel
    let reason =
      "rows \(rows), columns \(columns): i' = (\(i) + \(window.rows.before) − m)/\(window.rows.stride) must be whole"
    return Question(
      "How many output positions send a gradient to x[\(i),\(j)]?",
      right: .init(text: "\(count)", reason: reason),
      wrong: [kernel, 1, 2, 4, 0, count + 1].filter { $0 != count }.map {
        .init(
          text: "\($0)",
          reason: $0 == kernel && window.rows.stride > 1
            ? "with stride \(window.rows.stride) not all weights meet it" : reason)
      }, given: [node.operation.caption, "\(map) to \(node.shape)"], turn: turn)
  }
}
