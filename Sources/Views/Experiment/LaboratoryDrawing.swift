import Diagrams
import Experiments
import Screens

extension Laboratory {
  /// The columns of the measures beside the picture: the longest name and two numbers.
  private var measureColumns: Int {
    let names = findings?.measures.map(\.name.unicodeScalars.count).max() ?? 0
    return min(names + 26, 56)
  }

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    page.title(
      [chapter, "experiment"].compactMap { $0 } + [experiment.title],
      screen.glyphs.isPlain ? state.replacing("⏎", with: "enter") : state)
    page.rule(row: 1)
    let body = body(in: screen)
    let room = room(in: screen)
    page.grid.paste(body.cropped(to: room, from: Position(0, top)), at: Position(1, 2))
    let hidden = body.size.height - top - room.height
    if hidden > 0 {
      page.grid.write(
        "\(hidden) more rows", endingAt: page.width - 1, row: 1 + room.height, Style(.notice))
    }
    if isWide(screen) {
      page.grid.paste(
        measures(width: measureColumns, height: room.height, on: screen),
        at: Position(page.width - measureColumns - 1, 3))
    }
    let zone = zone(in: screen)
    page.rule(row: page.height - 2 - zone.size.height)
    let top = page.height - 1 - zone.size.height
    page.grid.paste(zone, at: Position(0, top))
    page.grid.cursor = zone.cursor.map { $0.moved(0, top) }
    page.footer(hints)
    return page.grid
  }

  private func isWide(_ screen: Screen) -> Bool {
    screen.size.width >= Page.twoPaneSize.width && screen.size.height >= Page.twoPaneSize.height
      && findings?.measures.isEmpty == false
  }

  /// The room of the picture.
  func room(in screen: Screen) -> Size {
    Size(
      screen.size.width - 2 - (isWide(screen) ? measureColumns + 2 : 0),
      screen.size.height - 4 - zone(in: screen).size.height)
  }

  /// The picture or the table, as high as it needs.
  func body(in screen: Screen) -> Grid {
    let room = room(in: screen)
    let canvas = Screen(room, colors: screen.colors, glyphs: screen.glyphs)
    guard let findings else {
      return invitation(width: room.width)
    }
    var parts: [Grid] = []
    let setter = PictureSetter(canvas, chosen: hasCurves ? chosen : nil)
    if showsTable {
      parts += [Grid(Size(room.width, 1)), setter.table(findings.table)]
      if !isWide(screen) {
        parts.append(Grid(Size(room.width, 1)))
        parts.append(measures(width: room.width, height: findings.measures.count + 1, on: screen))
      }
    } else {
      let lines = Text.wrapped(findings.heading, to: room.width - 2)
      var heading = Grid(Size(room.width, lines.count))
      for (row, line) in lines.enumerated() {
        heading.write(line, at: Position(1, row), Style(.heading))
      }
      parts.append(heading)
      parts += setter.grids(findings.pictures)
    }
    return Grid(stacking: parts, width: room.width)
  }

  private func invitation(width: Int) -> Grid {
    let lines = Text.wrapped(experiment.question, to: width - 4)
    var grid = Grid(Size(width, lines.count + 3))
    for (row, line) in lines.enumerated() { grid.write(line, at: Position(2, row + 1)) }
    if case .waiting = phase {
      grid.write(
        "Change the settings (⇥ ← →), then press Enter.", at: Position(2, lines.count + 2),
        Style(.quiet))
    }
    return grid
  }

  /// What was measured beside what was expected, a row each.
  private func measures(width: Int, height: Int, on screen: Screen) -> Grid {
    let all = findings?.measures ?? []
    guard !all.isEmpty else { return Grid(Size(width, 0)) }
    var grid = Grid(Size(width, min(all.count + 1, height)))
    grid.write("expected", endingAt: width - 12, row: 0, Style(.quiet))
    grid.write("measured", endingAt: width - 2, row: 0, Style(.quiet))
    let shown = max(height - 1, 0)
    let first = min(max(0, (hasCurves ? 0 : chosen) - shown + 1), max(all.count - shown, 0))
    for (row, measure) in all.dropFirst(first).prefix(shown).enumerated() {
      let isChosen = measure == self.measure
      let style = Style(isChosen ? .heading : .text)
      grid.write(isChosen ? "▸" : " ", at: Position(0, row + 1), style)
      grid.write(Text.clipped(measure.name, to: width - 24), at: Position(1, row + 1), style)
      let glyphs = screen.glyphs
      grid.write(
        (measure.isLowerBound ? glyphs == .ascii ? ">= " : "≥ " : "")
          + PictureSetter.number(measure.expected, on: glyphs), endingAt: width - 12, row: row + 1)
      grid.write(
        PictureSetter.number(measure.measured, on: glyphs), endingAt: width - 2, row: row + 1,
        style)
      grid.write(
        measure.isAsExpected ? "✓" : "✗", endingAt: width, row: row + 1,
        Style(measure.isAsExpected ? .right : .wrong))
    }
    return grid
  }

  /// The sentence, the measure in focus, and what can be turned.
  private func zone(in screen: Screen) -> Grid {
    let width = screen.size.width
    let words =
      findings == nil && reading == experiment.question ? [] : Text.wrapped(reading, to: width - 2)
    let knobs = knobRows(width: width - 2)
    let measure = isWide(screen) && !hasCurves ? nil : measure
    var grid = Grid(
      Size(width, words.count + knobs.count + (measure == nil ? 0 : 1)))
    let isFailed: Bool = if case .failed = phase { true } else { false }
    for (row, line) in words.enumerated() {
      grid.write(line, at: Position(1, row), Style(isFailed ? .wrong : .text))
    }
    var row = words.count
    if let measure {
      let numbers = [measure.expected, measure.measured].map {
        PictureSetter.number($0, on: screen.glyphs)
      }
      // the numbers are what one came for; a long name gives way
      let values = ": expected \(numbers[0]), measured \(numbers[1])"
      let name = Text.clipped(measure.name, to: width - 5 - values.unicodeScalars.count)
      let end = grid.write(name + values, at: Position(1, row))
      grid.write(
        measure.isAsExpected ? "✓" : "✗", at: Position(end + 1, row),
        Style(measure.isAsExpected ? .right : .wrong))
      row += 1
    }
    for (line, places) in knobs.enumerated() {
      var column = 1
      for place in places {
        let text = knobText(place)
        let isHeld = place == hand
        if isHeld { grid.cursor = Position(column, row + line) }
        grid.write(
          (isHeld ? "▸" : " ") + text, at: Position(column, row + line),
          Style(isHeld ? .focus : .text))
        column += text.unicodeScalars.count + 3
      }
    }
    return grid
  }

  private func knobText(_ place: Int) -> String {
    "\(setup.knobs[place].name) \(setup.choice(at: place).label)"
  }

  /// The knobs in as many rows as they need.
  private func knobRows(width: Int) -> [[Int]] {
    var rows: [[Int]] = []
    var length = 0
    for place in setup.knobs.indices {
      let size = knobText(place).unicodeScalars.count + 3
      if rows.isEmpty || length + size > width {
        rows.append([])
        length = 0
      }
      rows[rows.count - 1].append(place)
      length += size
    }
    return rows
  }
}
