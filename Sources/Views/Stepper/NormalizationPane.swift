import Diagrams
import Networks
import Screens
import Tensors

/// Batch normalization as one act, a column a channel: values, distribution, numbers, values.
struct NormalizationPane {
  let walk: Walk
  /// The node of the normalization, in its forward step.
  let node: Node
  /// The image of the batch whose maps are shown; means and variances are over all of them.
  let image: Int
  /// The first channel that is shown.
  let channel: Int
  let lockedScale: Double?

  private static let pitch = 18
  private static let histogramWidth = 16

  private var input: Tensor<Double> { walk.trace.outputs[node.inputs[0]] }
  private var images: Int { input.shape[0] }
  private var output: Tensor<Double> { walk.trace.outputs[node.index] }

  /// Nothing where a map does not fit its column, or is no map.
  func draw(in size: Size, _ screen: Screen) -> Grid? {
    guard node.shape.rank == 3, 2 * node.shape[1] <= Self.histogramWidth else { return nil }
    let rows = node.shape[0]
    let least = 2 * rows + 9
    // a tall pane has rows for headings, a low one puts them into the margin
    let isRoomy = size.height >= least + 13
    let margin = isRoomy ? 0 : 5
    let count = min(node.shape[2], (size.width - margin + 2) / Self.pitch, isRoomy ? 4 : .max)
    guard size.height >= least, count > 0 else { return nil }
    let first = min(channel, node.shape[2] - count)
    let channels = first..<first + count
    let columns = (0..<count).map { margin + $0 * Self.pitch }
    let scale = lockedScale.map { ColorScale(limit: $0) } ?? ColorScale(of: input, output)
    var grid = Grid(size)
    var row = 0
    if isRoomy {
      heading("in", walk.graph.nodes[node.inputs[0]].id, row: row, on: &grid)
      row += 1
    }
    for (column, channel) in zip(columns, channels) {
      let isChosen = channel == min(self.channel, node.shape[2] - 1)
      grid.write(
        (isChosen ? "▸" : "") + "channel \(channel)", at: Position(column, row),
        Style(isChosen ? .focus : .heading))
    }
    if !isRoomy { grid.write("in", at: Position(0, row + 1), Style(.heading)) }
    drawMaps(of: input, channels, at: columns, scale, row: row + 1, on: &grid, screen)
    row += 1 + rows + (isRoomy ? 1 : 0)
    row = drawHistograms(channels, at: columns, row: row, isRoomy: isRoomy, on: &grid, screen)
    if isRoomy {
      drawTable(channels, row: row, on: &grid, screen)
      row += count + 2
      heading("out", node.id, row: row, on: &grid)
      row += 1
    } else {
      grid.write("out", at: Position(0, row), Style(.heading))
    }
    drawMaps(of: output, channels, at: columns, scale, row: row, on: &grid, screen)
    let legend = Legend(scale).draw(on: screen)
    grid.paste(legend, at: Position(0, size.height - 1))
    if count < node.shape[2] {
      grid.write(
        "channels \(channels.lowerBound)–\(channels.upperBound - 1) of \(node.shape[2])",
        endingAt: size.width, row: size.height - 1, Style(.quiet))
    }
    return grid
  }

  private func heading(_ part: String, _ name: String, row: Int, on grid: inout Grid) {
    grid.write(part, at: Position(0, row), Style(.heading))
    let end = grid.write(name, at: Position(5, row), Style(.term))
    grid.write("\(node.shape)", at: Position(end + 3, row))
  }

  private func drawMaps(
    of tensor: Tensor<Double>, _ channels: Range<Int>, at columns: [Int], _ scale: ColorScale,
    row: Int, on grid: inout Grid, _ screen: Screen
  ) {
    let slices = Slices(channelsOf: tensor, image: image)
    for (column, channel) in zip(columns, channels) {
      Heatmap(slices[channel], scale: scale, form: .cells)
        .draw(into: &grid, at: Position(column, row), on: screen)
    }
  }

  /// The values of each channel before and after, on one axis; returns the row below.
  private func drawHistograms(
    _ channels: Range<Int>, at columns: [Int], row: Int, isRoomy: Bool, on grid: inout Grid,
    _ screen: Screen
  ) -> Int {
    let (before, after) = (
      Slices(channelsOf: input, image: image), Slices(channelsOf: output, image: image)
    )
    let limit = Histogram.limit(
      for: max(Statistics(input).magnitude, Statistics(output).magnitude))
    var row = row
    let end =
      limit == limit.rounded() && limit < 1000 ? "\(Int(limit))" : Numbers.wide(limit)
    if isRoomy {
      grid.write(
        "the \(node.shape[0] * node.shape[1]) values of a channel"
          + (images > 1 ? " of this image" : "") + " on one axis, −\(end) … \(end)",
        at: Position(0, row), Style(.quiet))
      grid.write("before, and below it after", at: Position(0, row + 1), Style(.quiet))
      row += 2
    } else {
      grid.write("±\(end)", at: Position(0, row), Style(.quiet))
    }
    for slices in [before, after] {
      let histograms = channels.map {
        Histogram(slices[$0], limit: limit, bins: Self.histogramWidth)
      }
      let tallest = histograms.flatMap(\.counts).max() ?? 1
      for (column, histogram) in zip(columns, histograms) {
        grid.paste(histogram.draw(tallest: tallest, on: screen), at: Position(column, row))
      }
      row += 2
    }
    return isRoomy ? row + 1 : row
  }

  /// What is measured, what is learnt, what is kept for inference.
  private func drawTable(
    _ channels: Range<Int>, row: Int, on grid: inout Grid, _ screen: Screen
  ) {
    let (mean, variance) = input.channelMoments()
    let parameters = walk.trace.parameters[node.index]
    let isTraining = walk.trace.mode == .training
    let updated = walk.trace.updatedStatistics[node.index]
    let running = (0..<2).map { place in
      isTraining ? updated[place + 2] ?? parameters[place + 2] : parameters[place + 2]
    }
    grid.write(
      (images > 1 ? "of all \(images)   mean" : "channel     mean")
        + "   variance   scale   shift   running: mean  variance",
      at: Position(0, row), Style(.heading))
    for (place, channel) in channels.enumerated() {
      let line = row + 1 + place
      let number = { (x: Double, decimals: Int) in
        Numbers.fixed(x, decimals: decimals, on: screen.glyphs)
      }
      // in inference what was measured plays no part
      let measured = Style(isTraining ? .text : .quiet)
      grid.write("\(channel)", endingAt: 5, row: line)
      grid.write(number(mean[channel], 4), endingAt: 16, row: line, measured)
      grid.write(number(variance[channel], 4), endingAt: 27, row: line, measured)
      grid.write(number(parameters[0].elements[channel], 3), endingAt: 35, row: line)
      grid.write(number(parameters[1].elements[channel], 3), endingAt: 43, row: line)
      let kept = Style(isTraining ? .text : .participant)
      grid.write(number(running[0].elements[channel], 4), endingAt: 59, row: line, kept)
      grid.write(number(running[1].elements[channel], 4), endingAt: 69, row: line, kept)
    }
  }
}

extension Node {
  /// Whether it brings each channel to mean 0 and deviation 1.
  var isNormalization: Bool { operation.kind == .normalization(.batch) }
}
