import Diagrams
import Networks
import Screens
import Tensors

/// The gate of squeeze-and-excitation: a row a channel, from its mean to what multiplies its map.
///
/// See figure 2 of Hu et al., 2018.
struct GatePane {
  let walk: Walk
  /// The node whose output multiplies the map.
  private let gate: Node
  /// The map before it is multiplied, its mean, and the hidden layer where there is one.
  private let map: Node
  private let squeeze: Node
  private let hidden: Node?
  /// The image of the batch that is shown.
  let image: Int
  let channel: Int

  /// Nothing for steps that are not about a gate.
  init?(_ walk: Walk, at step: Step, image: Int, channel: Int) {
    guard case .forward(let index) = step else { return nil }
    let nodes = walk.graph.nodes
    let join = walk.graph.consumers[index].map { nodes[$0] }.first {
      $0.operation.kind == .join(.product) && $0.inputs.last == index
    }
    guard let join, nodes[index].shape.rank == 1, nodes[join.inputs[0]].shape.rank == 3 else {
      return nil
    }
    // back from the gate to the mean, past the layers of the excitation
    var node = nodes[index]
    var hidden: Node?
    while node.operation.kind != .pooling(.global) {
      guard let input = node.inputs.first, node.inputs.count == 1 else { return nil }
      node = nodes[input]
      if node.operation.kind.isHiddenActivation { hidden = node }
    }
    self.walk = walk
    gate = nodes[index]
    map = nodes[join.inputs[0]]
    squeeze = node
    self.hidden = hidden
    self.image = image
    self.channel = min(channel, gate.shape[0] - 1)
  }

  private func values(_ node: Node) -> ArraySlice<Double> {
    walk.trace.outputs[node.index].image(image).elements[...]
  }

  /// Nothing where there is no room for it.
  func draw(in size: Size, _ screen: Screen) -> Grid? {
    guard size.width >= 60, size.height >= 8 else { return nil }
    var grid = Grid(size)
    let count = gate.shape[0]
    let rows = size.height - 2
    let first = max(0, min(channel - rows / 2, count - rows))
    // the maps at the right keep room for their numbers
    let (bar, full) = size.width >= 84 ? (15, 20) : size.width >= 76 ? (13, 16) : (11, 12)
    let squeezeColumn = 7
    let gateColumn = squeezeColumn + bar + 9
    grid.write("channel", at: Position(0, 0), Style(.heading))
    grid.write("squeeze z", at: Position(squeezeColumn + 2, 0), Style(.heading))
    grid.write("gate", at: Position(gateColumn, 0), Style(.heading))
    let half = screen.glyphs.isPlain ? "0.5" : "½"
    grid.write(half, at: Position(gateColumn + full / 2, 0), Style(.quiet))
    let (z, s) = (values(squeeze), values(gate))
    // what is next to nothing is rounding
    let limit = max(z.reduce(0) { max($0, abs($1)) }, 1e-6)
    for (row, place) in (first..<min(first + rows, count)).enumerated() {
      let position = Position(0, row + 1)
      let isChosen = place == channel
      if isChosen { grid.write("▸", at: position, Style(.focus)) }
      grid.write(
        "\(place)", endingAt: 5, row: row + 1, isChosen ? Style(.focus) : .text)
      drawBar(z[place], limit, width: bar, at: position.moved(squeezeColumn, 0), on: &grid)
      grid.write(
        Numbers.fixed(z[place], decimals: 2, on: screen.glyphs),
        endingAt: squeezeColumn + bar + 6, row: row + 1)
      drawShare(s[place], width: full, at: position.moved(gateColumn, 0), on: &grid, screen)
      grid.write(
        Numbers.fixed(s[place], decimals: 3, on: screen.glyphs), endingAt: gateColumn + full + 7,
        row: row + 1)
    }
    drawMaps(at: Position(gateColumn + full + 9, 0), s[channel], on: &grid, screen)
    let note =
      s.allSatisfy { abs($0 - 0.5) < 1e-9 }
      ? "every gate is \(half): with one image each mean is the shift, 0"
      : count > rows ? "channels \(first)–\(first + rows - 1) of \(count)" : ""
    if !note.isEmpty {
      // the list of hidden units may reach into its row
      grid.write(
        String(repeating: " ", count: size.width), at: Position(0, size.height - 1))
    }
    grid.write(
      Text.clipped(note, to: size.width), at: Position(0, size.height - 1),
      Style(note.hasPrefix("every") ? .notice : .quiet))
    return grid
  }

  /// To either side of zero: `···━━━━┿·······`.
  private func drawBar(
    _ x: Double, _ limit: Double, width: Int, at position: Position, on grid: inout Grid
  ) {
    let half = width / 2
    let length = limit > 0 ? Numbers.filled(half, by: abs(x) / limit) : 0
    for column in 0..<width {
      let distance = column - half
      let isFilled = x < 0 ? -length..<0 ~= distance : length > 0 && 1...length ~= distance
      let glyph: Unicode.Scalar = distance == 0 ? (length > 0 ? "┿" : "┼") : isFilled ? "━" : "·"
      grid[position.moved(column, 0)] = Cell(glyph, Style(isFilled ? .barFilled : .quiet))
    }
  }

  /// From 0 to 1 in eighths of a column.
  private func drawShare(
    _ share: Double, width: Int, at position: Position, on grid: inout Grid, _ screen: Screen
  ) {
    let parts: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let eighths = Numbers.filled(width * 8, by: share)
    for column in 0..<eighths / 8 {
      grid[position.moved(column, 0)] = Cell("█", Style(.barFilled))
    }
    if eighths % 8 > 0, screen.glyphs == .unicode {
      grid[position.moved(eighths / 8, 0)] = Cell(parts[eighths % 8 - 1], Style(.barFilled))
    }
  }

  /// What the gate will do to the chosen channel, and which hidden units live.
  private func drawMaps(
    at position: Position, _ share: Double, on grid: inout Grid, _ screen: Screen
  ) {
    let room = grid.size.width - position.column
    guard room >= 12 else { return }
    let slices = Slices(channelsOf: walk.trace.outputs[map.index], image: image)
    let scale = ColorScale(of: walk.trace.outputs[map.index])
    var row = 0
    func drawMap(_ title: String, _ plane: Plane) {
      var heatmap = Heatmap(plane, scale: scale, form: .numbers)
      for form in [Heatmap.Form.numbers, .cells, .halfBlocks] {
        heatmap.form = form
        let size = heatmap.size(on: screen)
        guard size.width <= room + 1, row + 1 + size.height <= grid.size.height else { continue }
        grid.write(
          Text.clipped(title, to: room), at: position.moved(0, row), Style(.heading))
        heatmap.draw(into: &grid, at: position.moved(-1, row + 1), on: screen)
        row += size.height + 2
        return
      }
    }
    let plane = slices[channel]
    drawMap("U, channel \(channel)", plane)
    var scaled: [Double] = []
    for line in 0..<plane.rows {
      for column in 0..<plane.columns { scaled.append((plane[line, column] ?? 0) * share) }
    }
    drawMap(
      "times \(Numbers.fixed(share, decimals: 3, on: screen.glyphs))",
      Plane(rows: plane.rows, columns: plane.columns, scaled))
    guard let hidden, let input = hidden.inputs.first, row + 2 < grid.size.height else { return }
    grid.write("hidden", at: position.moved(0, row), Style(.heading))
    let (before, after) = (values(walk.graph.nodes[input]), values(hidden))
    for (unit, (x, h)) in zip(before, after).enumerated() where row + 1 + unit < grid.size.height {
      let text = Numbers.fixed(x, decimals: 2, on: screen.glyphs)
      grid.write(
        h == 0 ? "\(unit)  \(text) → 0" : "\(unit)  \(text)", at: position.moved(0, row + 1 + unit),
        Style(h == 0 ? .quiet : .participant))
    }
  }
}
