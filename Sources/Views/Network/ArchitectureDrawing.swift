import Diagrams
import Networks
import Screens
import Tensors

extension Architecture {
  /// Whether a picture stands beside the outline.
  static func isWide(_ screen: Screen) -> Bool {
    screen.size.width >= Page.twoPaneSize.width && screen.size.height >= Page.twoPaneSize.height
  }

  /// The columns of the outline: all of them, or what the picture leaves.
  private static func outlineWidth(in screen: Screen) -> Int {
    guard isWide(screen) else { return screen.size.width }
    return screen.size.width < 160 ? 78 : 100
  }

  /// The rows below the outline: total, strips, what is read, keys; few where rows are short.
  private static func zoneHeight(in screen: Screen) -> Int { screen.size.height < 24 ? 8 : 10 }

  /// The rows of the outline that are seen at once.
  static func listHeight(in screen: Screen) -> Int {
    screen.size.height - 3 - zoneHeight(in: screen)
  }

  private func firstRow(of rows: Int, in screen: Screen) -> Int {
    let height = Self.listHeight(in: screen)
    return max(0, min(outline.chosenRow - height / 2, rows - height))
  }

  private var title: [String] {
    let network = opened.network
    return ["\(network.line) on \(network.input)\(network.isInputAssumed ? " (assumed)" : "")"]
  }

  func draw(in screen: Screen) -> Grid {
    if let table {
      var grid = table.draw(path: title, in: screen)
      var page = Page(screen)
      page.footer(hints)
      grid.paste(
        page.grid.cropped(
          to: Size(page.width, 1), from: Position(0, page.height - 1)),
        at: Position(0, page.height - 1))
      return grid
    }
    var page = Page(screen)
    page.title(title, state(isWide: Self.isWide(screen)))
    page.rule(row: 1)
    let width = Self.outlineWidth(in: screen)
    let columns = NumberColumns(width)
    drawHeading(columns, on: &page)
    let rows = outline.rows
    let first = firstRow(of: rows.count, in: screen)
    for (line, row) in rows.dropFirst(first).prefix(Self.listHeight(in: screen)).enumerated() {
      draw(row, columns, on: &page, at: line + 3)
    }
    if Self.isWide(screen) { drawPortrait(on: &page, column: width + 2) }
    drawZone(columns, on: &page)
    page.footer(hints)
    return page.grid
  }

  /// A click chooses a row, a second one opens it.
  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    if var shown = table {
      shown.click(at: position, path: title, in: screen)
      table = shown
      return []
    }
    let rows = outline.rows.count
    let row = firstRow(of: rows, in: screen) + position.row - 3
    guard 3..<3 + Self.listHeight(in: screen) ~= position.row, row < rows,
      position.column < Self.outlineWidth(in: screen)
    else { return [] }
    if row == outline.chosenRow { return press(.open, count: nil, in: screen) }
    outline.choose(row: row)
    keepChannel()
    return []
  }

  private func drawHeading(_ columns: NumberColumns, on page: inout Page) {
    let quiet = Style(.quiet)
    page.grid.write("part", at: Position(3, 2), quiet)
    page.grid.write("output", endingAt: columns.output, row: 2, quiet)
    page.grid.write("parameters", endingAt: columns.parameters, row: 2, quiet)
    page.grid.write("M mult-add", endingAt: columns.work, row: 2, quiet)
    page.grid.write("ms", endingAt: columns.time, row: 2, quiet)
    if let share = columns.share { page.grid.write("share", at: Position(share, 2), quiet) }
  }

  private func draw(
    _ row: NetworkOutline.Row, _ columns: NumberColumns, on page: inout Page, at line: Int
  ) {
    let part = row.part
    let isChosen = row.path == outline.chosen
    let style = Style(isChosen ? .focus : .text)
    let indent = 2 * (row.path.count - 1)
    if isChosen {
      page.grid.write(
        String(repeating: " ", count: columns.end - 1), at: Position(1, line), style)
      page.grid.write("▸", at: Position(0, line), style)
      page.grid.cursor = Position(0, line)
    }
    if !part.parts.isEmpty {
      page.grid.write(
        outline.open.contains(row.path) ? "▾" : "▸", at: Position(1 + indent, line), style)
    }
    let output = "\(part.shape)"
    let room = columns.output - output.unicodeScalars.count - 1
    let end = page.grid.write(
      Text.clipped(part.name, to: room - 3 - indent), at: Position(3 + indent, line), style)
    let caption = max(end + 2, 13 + indent)
    if room - caption >= 6 {
      page.grid.write(
        Text.clipped(part.caption, to: room - caption), at: Position(caption, line), style)
    }
    page.grid.write(output, endingAt: columns.output, row: line, style)
    page.grid.write(
      Numbers.count(part.parameters), endingAt: columns.parameters, row: line, style)
    page.grid.write(
      part.multiplyAdds == 0 ? "–" : Self.millions(part.multiplyAdds), endingAt: columns.work,
      row: line, style)
    page.grid.write(time(of: part), endingAt: columns.time, row: line, style)
    if let share = columns.share, let part = self.share(of: part) {
      page.drawBar(part, at: Position(share, line))
      page.grid.write(
        "\(Numbers.fixed(part * 100, decimals: 0)) %", endingAt: share + 16, row: line)
    }
  }

  /// Millions with one decimal; what is less than half a tenth still is something.
  private static func millions(_ count: Int) -> String {
    count < 50_000 ? "<0.1" : Numbers.millions(count)
  }

  /// The parts that compute something.
  private var workingParts: [NetworkPart] { outline.parts.filter { $0.kind != .input } }

  /// Milliseconds; `…` while they are to come, `–` where nothing runs.
  private func time(of part: NetworkPart) -> String {
    if part.kind == .input { return "–" }
    if let seconds = run.seconds(part.nodes, isBackward: isBackward) {
      return Self.milliseconds(seconds)
    }
    if case .running(isBackward) = activity { return "…" }
    return "–"
  }

  private func share(of part: NetworkPart) -> Double? {
    guard let all = run.seconds(1..<graph.nodes.count, isBackward: isBackward), all > 0 else {
      return nil
    }
    return run.seconds(part.nodes, isBackward: isBackward).map { $0 / all }
  }

  private func drawPortrait(on page: inout Page, column: Int) {
    let room = Size(page.width - column - 1, page.height - 6)
    guard let portrait else {
      guard let part = outline.chosenPart else { return }
      page.grid.write(name(of: part.last), at: Position(column, 2), Style(.term))
      page.grid.write("not computed yet", at: Position(column, 3), Style(.quiet))
      return
    }
    page.grid.paste(
      portrait.draw(from: channel, in: room, page.screen), at: Position(column, 2))
  }

  /// The total, the strips and what is read.
  private func drawZone(_ columns: NumberColumns, on page: inout Page) {
    let isShort = page.height < 24
    var row = page.height - Self.zoneHeight(in: page.screen)
    page.grid.write(String(repeating: "─", count: columns.end), at: Position(0, row), Style(.quiet))
    defer { drawReading(on: &page) }
    if showsRanking, let ranking {
      drawRanking(
        ranking, on: &page, rows: row + 1..<page.height - 4, width: columns.end)
      return
    }
    let nodes = graph.nodes
    page.grid.write("total", at: Position(3, row + 1), Style(.heading))
    page.grid.write(
      Numbers.count(nodes.reduce(0) { $0 + $1.parameterCount }), endingAt: columns.parameters,
      row: row + 1)
    page.grid.write(
      Self.millions(nodes.reduce(0) { $0 + $1.multiplyAdds }), endingAt: columns.work,
      row: row + 1)
    let all = run.seconds(1..<nodes.count, isBackward: isBackward)
    if let all { page.grid.write(Self.milliseconds(all), endingAt: columns.time, row: row + 1) }
    row += isShort ? 2 : 3
    drawStrips(columns, on: &page, row: row, hasWork: !isShort)
  }

  /// The likeliest classes, as many as there are rows.
  private func drawRanking(
    _ ranking: Ranking, on page: inout Page, rows: Range<Int>, width: Int
  ) {
    for (row, entry) in zip(rows, ranking.entries) {
      page.grid.write("\(row - rows.lowerBound + 1)", at: Position(3, row))
      page.grid.write(Text.clipped(entry.label, to: width - 32), at: Position(6, row))
      let percent = Numbers.fixed(entry.probability * 100, decimals: 1, on: page.screen.glyphs)
      page.grid.write("\(percent) %", endingAt: width - 14, row: row)
      page.drawBar(
        entry.probability.isFinite ? entry.probability : 0, at: Position(width - 12, row))
    }
  }

  /// What is read: what the chosen part does, how the run went or how far it is.
  private func drawReading(on page: inout Page) {
    page.rule(row: page.height - 4)
    let room = page.width - 2
    page.grid.write(
      Text.clipped(sentence(on: page.screen.glyphs, room: room), to: room),
      at: Position(1, page.height - 3))
    if let account {
      let isFailed: Bool = if case .failed = activity { true } else { false }
      page.grid.write(
        Text.clipped(account, to: room), at: Position(1, page.height - 2),
        Style(isFailed ? .wrong : .text))
    } else {
      drawProgress(on: &page, row: page.height - 2)
    }
  }

  private func drawStrips(_ columns: NumberColumns, on page: inout Page, row: Int, hasWork: Bool) {
    let names = workingParts.map(\.name)
    let width = columns.end - 9
    let chosen = (outline.chosen.first ?? 0) - (outline.parts.count - names.count)
    func strip(_ amounts: [Double]) -> PartStrip {
      PartStrip(names: names, amounts: amounts, chosen: chosen, width: width)
    }
    let times = workingParts.map { part in
      run.seconds(part.nodes, isBackward: isBackward)
    }
    let work = strip(workingParts.map { Double($0.multiplyAdds) })
    page.grid.write("time", at: Position(1, row), Style(.quiet))
    if times.allSatisfy({ $0 != nil }) {
      let time = strip(times.map { $0 ?? 0 })
      page.grid.paste(time.bar(on: page.screen.glyphs), at: Position(8, row))
      page.grid.paste(time.labels(), at: Position(8, row + 1))
    } else {
      page.grid.write("…", at: Position(8, row), Style(.quiet))
      page.grid.paste(work.labels(), at: Position(8, row + 1))
    }
    guard hasWork else { return }
    page.grid.write("work", at: Position(1, row + 2), Style(.quiet))
    page.grid.paste(work.bar(on: page.screen.glyphs), at: Position(8, row + 2))
  }

  /// How far a run is, and how to end it.
  private func drawProgress(on page: inout Page, row: Int) {
    guard case .running(let isBackward) = activity else { return }
    let done = run.count(isBackward: isBackward)
    let share = Double(done) / Double(max(graph.nodes.count - 1, 1))
    page.drawBar(share, at: Position(1, row))
    let name = page.screen.glyphs.isPlain ? "esc" : Key.escape.name
    let words =
      done == 0
      ? "drawing the weights" : "\(isBackward ? "backward" : "forward") at \(whereabouts)"
    page.grid.write("\(words); \(name) stops it", at: Position(13, row))
  }
}

/// Where the numbers of the outline end.
private struct NumberColumns {
  let output: Int
  let parameters: Int
  let work: Int
  let time: Int
  /// Where the bars of the shares begin, if there is room for them.
  let share: Int?
  /// Where the outline ends.
  let end: Int

  init(_ width: Int) {
    end = width
    let bars = width >= 96 ? 18 : 0
    time = width - 2 - bars
    share = bars > 0 ? time + 2 : nil
    work = time - 9
    parameters = work - 12
    output = parameters - 12
  }
}
