import Diagrams
import Networks
import Quiz
import Screens
import Tensors

/// The numbers of a batch normalization by channel: those of the batch, and how the step moves the
/// running ones.
///
/// See Ioffe and Szegedy, 2015, section 3.1; the variance is unbiased there, as in PyTorch.
struct RunningStatistics {
  let walk: Walk
  let node: Node
  /// The first channel that is in sight.
  let channel: Int

  /// The columns of the running statistics end here.
  private static let columns = [7, 17, 28, 39, 49, 60, 70]

  func draw(in size: Size, _ screen: Screen) -> Grid {
    var grid = Grid(size)
    let images = walk.trace.outputs[0].shape[0]
    let isTraining = walk.trace.mode == .training
    let input = walk.trace.outputs[node.inputs[0]]
    let count = input.elements.count / max(node.shape[node.shape.rank - 1], 1)
    let over = images == 1 ? "the one image" : "all \(images) images"
    grid.write(node.id, at: Position(0, 0), Style(.term))
    grid.write(
      Text.clipped(
        "mean, variance over the \(count) values of a channel in \(over)",
        to: size.width - node.id.count - 3),
      at: Position(node.id.count + 3, 0))
    grid.write(
      Text.clipped(sentence(isTraining, count, screen), to: size.width), at: Position(0, 1))
    let heads = ["channel", "mean", "running", "→ new", "variance", "running", "→ new"]
    for (head, column) in zip(heads, Self.columns) {
      grid.write(
        screen.glyphs.isPlain ? head.replacing("→ ", with: "") : head, endingAt: column, row: 3,
        Style(.heading))
    }
    let rows = max(size.height - 5, 1)
    let channels = node.shape[node.shape.rank - 1]
    let first = max(0, min(channel, channels - rows))
    for (row, channel) in (first..<min(first + rows, channels)).enumerated() {
      draw(channel, row: 4 + row, of: input, on: &grid, screen)
    }
    if channels > rows {
      grid.write(
        "channels \(first)–\(min(first + rows, channels) - 1) of \(channels)",
        endingAt: size.width, row: size.height - 1, Style(.quiet))
    }
    return grid
  }

  private func sentence(_ isTraining: Bool, _ count: Int, _ screen: Screen) -> String {
    guard isTraining, let momentum = node.normalizationMomentum else {
      return "Inference uses the running statistics and leaves them as they are."
    }
    let (old, new) = (Figures.plain(1 - momentum), Figures.plain(momentum))
    let dot = screen.glyphs.isPlain ? "*" : "·"
    return "new = \(old) \(dot) running + \(new) \(dot) batch; the variance there times "
      + "\(count)/\(max(count - 1, 1))"
  }

  private func draw(
    _ channel: Int, row: Int, of input: Tensor<Double>, on grid: inout Grid, _ screen: Screen
  ) {
    let (mean, variance) = input.channelMoments()
    let parameters = walk.trace.parameters[node.index]
    let updated = walk.trace.updatedStatistics[node.index]
    func running(_ place: Int) -> [Double] {
      let old = parameters[place].elements[channel]
      return [old, updated[place]?.elements[channel] ?? old]
    }
    let numbers = [mean[channel]] + running(2) + [variance[channel]] + running(3)
    let isChosen = channel == min(self.channel, node.shape[node.shape.rank - 1] - 1)
    grid.write(
      (isChosen ? "▸" : "") + "\(channel)", endingAt: Self.columns[0], row: row,
      isChosen ? Style(.focus) : .text)
    for (number, column) in zip(numbers, Self.columns.dropFirst()) {
      grid.write(
        Numbers.fixed(number, decimals: 5, on: screen.glyphs), endingAt: column, row: row)
    }
  }
}

extension Node {
  /// The part that a new batch has in the running statistics; nothing where there are none.
  var normalizationMomentum: Double? {
    guard isNormalization else { return nil }
    let words = operation.source.split(separator: " ")
    guard let place = words.firstIndex(of: "momentum:"), words.indices.contains(place + 1) else {
      return 0.1
    }
    return Double(words[place + 1])
  }
}
