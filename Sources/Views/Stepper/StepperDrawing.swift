import Diagrams
import Networks
import Screens
import Tensors

extension Stepper {
  func draw(in screen: Screen) -> Grid {
    if let table {
      return withSettings(table.draw(path: path + [walk.name(of: step)], in: screen), screen)
    }
    if let weight {
      return WeightUpdatePage(weight: weight, path: path).draw(in: screen)
    }
    if let opened {
      let page = ElementPage(element: opened, path: path, seed: request.seed)
      return withSettings(page.draw(hints, in: screen), screen)
    }
    return withSettings(drawWalk(in: screen), screen)
  }

  /// While settings are changed they stay in sight below a notice.
  func noticeEnd(in screen: Screen) -> Int {
    screen.size.height - 1 - (workbench.isOpen ? ReadingZone.height(on: screen.size) : 0)
  }

  /// The settings in the place of what is read, while they are open.
  private func withSettings(_ grid: Grid, _ screen: Screen) -> Grid {
    guard workbench.isOpen else { return grid }
    var grid = grid
    let height = ReadingZone.height(on: screen.size) - 1
    let top = screen.size.height - 1 - height
    let settings = workbench.draw(
      walk, at: step, request, width: screen.size.width - 2, screen.glyphs)
    for row in 0..<height {
      grid.write(
        String(repeating: " ", count: screen.size.width), at: Position(0, top + row))
    }
    grid.paste(settings, at: Position(1, top))
    grid.cursor = settings.cursor?.moved(1, top)
    return grid
  }

  private func drawWalk(in screen: Screen) -> Grid {
    var page = Page(screen)
    drawTitle(on: &page)
    let body = Self.body(of: screen)
    page.tabs(tabs(in: screen), open: pane == .block ? 0 : 1)
    if Self.isWide(screen) {
      drawBlock(on: &page)
      let room = Size(screen.size.width - Self.tensorColumn - 1, body.height - 1)
      if predictor.question != nil {
        drawQuestion(
          on: &page, at: Position(Self.tensorColumn + 4, 4), in: Size(60, room.height - 1))
      } else {
        page.grid.paste(tensors(in: room, screen), at: Position(Self.tensorColumn, 3))
      }
    } else {
      switch predictor.question == nil ? pane : .block {
      case .block where predictor.question != nil && screen.size.width < 78:
        drawQuestion(on: &page, at: Position(2, 3), in: Size(body.width - 4, body.height - 1))
      case .block where predictor.question != nil:
        drawBlock(on: &page)
        let size = Size(screen.size.width - 60, body.height)
        drawQuestion(on: &page, at: Position(59, 2), in: size)
      case .block:
        drawBlock(on: &page)
        drawFacts(on: &page, column: 59)
      case .tensors:
        let room = Size(screen.size.width - 2, body.height)
        page.grid.paste(tensors(in: room, screen), at: Position(1, 2))
      }
    }
    if predictor.isPending {
      ReadingZone(
        equation: "", words: Sentence("Guess first; the step is shown after.")
      ) { width in
        Timeline(graph: walk.graph, steps: walk.steps, current: current).draw(width: width)
      }.draw(on: &page)
    } else {
      ReadingZone(walk, at: current).draw(on: &page)
    }
    page.footer(hints)
    return page.grid
  }

  /// The question in the place of what it asks about; the picture keeps the answer to itself.
  private func drawQuestion(on page: inout Page, at position: Position, in size: Size) {
    // wipe what the diagram left of the pane
    for row in 0..<size.height {
      page.grid.write(
        String(repeating: " ", count: size.width), at: position.moved(0, row))
    }
    let drawn = predictor.draw(in: size)
    page.grid.paste(drawn.grid, at: position)
    page.grid.cursor = drawn.cursor.map { position.moved($0.column, $0.row) }
    guard predictor.isPending, let hidden = predictor.question?.hidden else { return }
    page.grid.hide(hidden, left: position.column, from: 2)
  }

  private func drawTitle(on page: inout Page) {
    let isWide = page.width >= Page.twoPaneSize.width
    let pass = step.pass.rawValue
    let playing = player.isPlaying ? " · playing" : ""
    // maps and their statistics are those of one image
    let shown = images > 1 ? " · image \(image) of \(images)" : ""
    let place = "\(current + 1) of \(walk.steps.count) · \(pass)\(shown)\(playing)"
    let mode = walk.trace.mode
    let state =
      predictor.isOn
      ? predictor.state + playing
      : isWide
        ? "step \(place) · \(mode.rawValue) · seed \(request.seed)"
        : place + (mode == .inference ? " · inference" : "") + " · seed \(request.seed)"
    page.title(path + [walk.name(of: step)], state)
  }

  /// The lesson and the block.
  var path: [String] {
    let assumed = walk.network.isInputAssumed ? " (assumed)" : ""
    return [origin, "\(walk.network.line) on \(walk.network.input)\(assumed)"].compactMap { $0 }
  }

  /// The ways to show the tensors of the step on this screen; the last is that of every step.
  func faces(in screen: Screen) -> [TensorFace] {
    let body = Self.body(of: screen)
    let room =
      Self.isWide(screen)
      ? Size(screen.size.width - Self.tensorColumn - 1, body.height - 1)
      : Size(screen.size.width - 2, body.height)
    return (act(in: room, screen) == nil ? [] : [.picture])
      + (normalization == nil ? [] : [.statistics]) + [.tensors]
  }
  /// The one that is shown: what is wanted, else the tensors.
  func shownFace(in screen: Screen) -> TensorFace {
    faces(in: screen).contains(face) ? face : .tensors
  }

  /// The batch normalization of the step, if it is one in the forward pass.
  var normalization: Node? {
    guard case .forward(let index) = step, walk.graph.nodes[index].isNormalization else {
      return nil
    }
    return walk.graph.nodes[index]
  }

  func tensors(in size: Size, _ screen: Screen) -> Grid {
    if face == .statistics, let normalization {
      return RunningStatistics(walk: walk, node: normalization, channel: channel)
        .draw(in: size, screen)
    }
    if face == .picture, let act = act(in: size, screen) { return act }
    return TensorPane(
      panels: panels, first: firstPanel, channel: channel, lockedScale: lockedScale
    ).draw(in: size, screen)
  }

  /// The picture that tells more of some steps than their tensors one by one: the sum at a fork,
  /// a normalization, a gate.
  private func act(in size: Size, _ screen: Screen) -> Grid? {
    switch step {
    case .gather:
      return GatherPane(panels: panels, channel: channel, lockedScale: lockedScale)
        .draw(in: size, screen)
    case .forward(let index) where walk.graph.nodes[index].isNormalization:
      return NormalizationPane(
        walk: walk, node: walk.graph.nodes[index], image: image, channel: channel,
        lockedScale: lockedScale
      ).draw(in: size, screen)
    default:
      return GatePane(walk, at: step, image: image, channel: channel)?.draw(in: size, screen)
    }
  }

  /// The diagram, scrolled so that the running step is seen.
  private func drawBlock(on page: inout Page) {
    let (diagram, origin, window, place) = picture(in: page.screen)
    page.grid.paste(diagram.draw(step).cropped(to: window, from: origin), at: place)
    page.grid.cursor = diagram.position(of: step)
      .moved(place.column - origin.column, place.row - origin.row)
  }

  /// The most detailed diagram that fits, else the compact one.
  static func diagram(of network: Network, in room: Size) -> Diagram {
    let separate = Diagram(
      network, options: Diagram.Options(width: room.width, isGathered: false))
    if separate.size.height <= room.height, separate.size.width <= room.width { return separate }
    return Diagram(network, options: Diagram.Options(width: room.width, isGathered: true))
  }

  /// What the step makes in six numbers, beside the block on a narrow screen: its output, or the
  /// gradients in its inputs and parameters, as many as there is room for.
  private func drawFacts(on page: inout Page, column: Int) {
    guard page.width - column >= 17 else { return }
    let made = madePanels
    var row = made.count > 1 ? 3 : 4
    for panel in made where row + 6 < page.height - 5 {
      let name = made.count > 1 || step.isBackward ? "\(panel.part) of \(walk.name(of: step))" : nil
      drawFacts(of: panel, named: name ?? walk.name(of: step), on: &page, at: Position(column, row))
      row += 8
    }
    guard case .forward(let index) = step else { return }
    let node = walk.graph.nodes[index]
    var costs: [(String, String)] = []
    if node.parameterCount > 0 { costs.append(("parameters", Numbers.count(node.parameterCount))) }
    if node.multiplyAdds > 0 {
      let count = Numbers.count(node.multiplyAdds)
      let isLong = count.count > page.width - column - 13
      costs.append(("mult.-adds", isLong ? Numbers.millions(node.multiplyAdds) + " M" : count))
    }
    for (place, cost) in costs.enumerated() where row + place < page.height - 5 {
      page.grid.write(cost.0, at: Position(column, row + place))
      page.grid.write(cost.1, endingAt: page.width - 2, row: row + place)
    }
  }

  /// What the step makes: the last tensor, of a backward step all gradients that leave it.
  private var madePanels: [Panel] {
    guard case .backward = step else { return Array(panels.suffix(1)) }
    return panels.filter { $0.part.first == "d" }
  }

  private func drawFacts(
    of panel: Panel, named name: String, on page: inout Page, at place: Position
  ) {
    let statistics = Statistics(panel.tensor)
    let glyphs = page.screen.glyphs
    let number = { (x: Double) in Numbers.significant(x, of: statistics.magnitude, on: glyphs) }
    let facts = [
      ("size", "\(panel.tensor.shape)"), ("min", number(statistics.minimum)),
      ("max", number(statistics.maximum)), ("mean", number(statistics.mean)),
      ("sd", number(statistics.deviation)),
      ("zeros", "\(statistics.zeros) of \(statistics.count)"),
    ]
    page.grid.write(
      Text.clipped(name, to: page.width - place.column - 1), at: place, Style(.heading))
    for (row, fact) in facts.enumerated() {
      page.grid.write(fact.0, at: place.moved(0, row + 1))
      page.grid.write(fact.1, endingAt: page.width - 2, row: place.row + row + 1)
    }
  }
}

extension Grid {
  /// Writes `?` over a text wherever it stands on its own in the columns before `left`.
  fileprivate mutating func hide(_ text: String, left: Int, from top: Int) {
    let scalars = Array(text.unicodeScalars)
    for row in top..<size.height {
      for column in 0..<max(left - scalars.count, 0) {
        let isThere = scalars.indices.allSatisfy { self[column + $0, row].glyph == scalars[$0] }
        guard isThere, self[column - 1, row].glyph == " ",
          self[column + scalars.count, row].glyph == " "
        else { continue }
        for place in scalars.indices { self[column + place, row].glyph = place == 0 ? "?" : " " }
      }
    }
  }
}
