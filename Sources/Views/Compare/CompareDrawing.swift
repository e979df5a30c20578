import Diagrams
import Networks
import Screens
import Tensors

extension Compare {
  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    let (left, right) = (walks.left.network, walks.right.network)
    let pass = current < lossIndex ? "forward" : current == lossIndex ? "loss" : "backward"
    let weights = request.sharesWeights ? "same weights" : "own weights"
    let place = "\(current + 1) of \(walks.pairs.count) · \(pass) · \(weights)"
    page.title(
      ["compare", "\(left.line)  with  \(right.line) on \(left.input)"],
      screen.size.width >= 100 ? "step \(place), same x" : place)
    let body = Stepper.body(of: screen)
    if Stepper.isWide(screen) {
      drawWide(in: body, on: &page)
    } else {
      drawNarrow(in: body, on: &page)
    }
    drawReading(on: &page)
    page.footer(hints)
    return page.grid
  }

  private var lossIndex: Int { walks.pairs.firstIndex { $0.left == .loss } ?? 0 }

  /// Both pictures with the list between them, both tensors below.
  private func drawWide(in body: Size, on page: inout Page) {
    let comparison = Comparison(walks.left.network, walks.right.network, columns: page.width - 4)
    let open = Pane.allCases.firstIndex(of: pane) ?? 1
    let list = comparison.list(height: nil)
    let listColumn = max(comparison.left.size.width + 6, (page.width - list.size.width) / 2)
    let rightColumn = max(listColumn + list.size.width + 3, page.width - 44)
    page.tabs(
      [("left", 2), ("differences", listColumn - 2), ("right", rightColumn - 2)], open: open)
    // the pictures take what they need, the tensors the rest
    let pictures = max(comparison.left.size.height, comparison.right.size.height) + 1
    let tensors = max(page.height >= 34 ? 9 : 7, min(body.height - pictures - 1, 24))
    let room = body.height - tensors - 1
    let scroll = self.scroll(comparison, room: room)
    drawPicture(comparison.left, isLeft: true, at: 2, width: listColumn - 4, scroll, room, &page)
    drawPicture(
      comparison.right, isLeft: false, at: rightColumn, width: page.width - rightColumn - 1, scroll,
      room, &page)
    for line in comparison.lines {
      let row = line.row - scroll
      guard 0..<room ~= row, !(showsDifferencesOnly && line.mark == .both) else { continue }
      page.grid.write(
        line.mark.rawValue, at: Position(listColumn, 3 + row), Style(line.role))
      page.grid.write(
        Text.clipped(line.text, to: rightColumn - listColumn - 5),
        at: Position(listColumn + 3, 3 + row))
    }
    drawTensors(
      at: 3 + room, height: tensors, columns: (2, listColumn, rightColumn), on: &page)
  }

  private func scroll(_ comparison: Comparison, room: Int) -> Int {
    let height = max(comparison.left.size.height, comparison.right.size.height)
    let mark = comparison.left.position(of: step(ofLeft: true).step).row
    return max(0, min(mark - room / 2, height - room))
  }

  private func drawPicture(
    _ diagram: Diagram, isLeft: Bool, at column: Int, width: Int, _ scroll: Int, _ room: Int,
    _ page: inout Page
  ) {
    let (step, isNow) = step(ofLeft: isLeft)
    let grid = diagram.draw(step)
    let window = Size(
      min(grid.size.width, width), max(0, min(grid.size.height - scroll, room)))
    page.grid.paste(
      grid.cropped(to: window, from: Position(0, scroll)), at: Position(column, 3))
    let mark = diagram.position(of: step)
    if isNow, pane == (isLeft ? .left : .right) || (isLeft && pane == .differences) {
      page.grid.cursor = Position(column + mark.column, 3 + mark.row - scroll)
    }
  }

  /// What both steps make on one scale, with what they differ in between them.
  private func drawTensors(
    at row: Int, height: Int, columns: (Int, Int, Int), on page: inout Page
  ) {
    let (left, right) = (tensor(ofLeft: true), tensor(ofLeft: false))
    let scale = ColorScale(of: left, right)
    for (isLeft, column) in [(true, columns.0), (false, columns.2)] {
      let tensor = isLeft ? left : right
      let end = isLeft ? columns.1 - 2 : page.width - 1
      let walk = isLeft ? walks.left : walks.right
      let (step, isNow) = step(ofLeft: isLeft)
      let name = isNow ? walk.name(of: step) : "nothing here; still \(walk.name(of: step))"
      page.grid.write(
        Text.clipped("\(name)  \(tensor.shape.image)", to: end - column),
        at: Position(column, row), Style(.term))
      drawTensor(
        tensor, scale, in: Size(end - column, height - 3), at: Position(column, row + 1), on: &page)
    }
    for (index, line) in numbers(left, right, page.screen.glyphs).enumerated()
    where index < height - 1 {
      page.grid.write(
        Text.clipped(line, to: columns.2 - columns.1 - 2),
        at: Position(columns.1, row + index))
    }
    let legend = Legend(scale).draw(on: page.screen)
    page.grid.paste(legend, at: Position(columns.0, row + height - 1))
    page.grid.write(
      "one scale for both", at: Position(columns.0 + legend.size.width + 3, row + height - 1),
      Style(.quiet))
  }

  private func drawTensor(
    _ tensor: Tensor<Double>, _ scale: ColorScale, in size: Size, at position: Position,
    on page: inout Page
  ) {
    let slices =
      tensor.shape.rank == 4 ? Slices(channelsOf: tensor) : Slices(vector: tensor)
    var picture = TensorPicture(slices, scale: scale)
    picture.headings = slices.count > 1 ? .beside : .none
    picture.first = min(channel, max(slices.count - 1, 0))
    picture.form = slices.count > 1 ? .halfBlocks : nil
    let drawing = picture.draw(
      on: Screen(size, colors: page.screen.colors, glyphs: page.screen.glyphs))
    page.grid.paste(drawing.grid, at: position)
    let statistics = Statistics(tensor)
    page.grid.write(
      Text.leading(statistics.parts(on: page.screen.glyphs), in: size.width),
      at: position.moved(0, size.height), Style(.quiet))
  }

  /// How far apart the two are, and how the gradient at x is fed on either side.
  func numbers(
    _ left: Tensor<Double>, _ right: Tensor<Double>, _ glyphs: GlyphTier
  ) -> [String] {
    var lines: [String] = []
    if left.shape == right.shape {
      let distances = zip(left.elements, right.elements).map { abs($0 - $1) }
      let mean = distances.reduce(0, +) / Double(max(distances.count, 1))
      lines.append("|left − right|")
      lines.append(
        "max \(Numbers.wide(distances.max() ?? 0, on: glyphs))  mean \(Numbers.wide(mean, on: glyphs))"
      )
    } else {
      lines.append("other shapes here")
      lines.append("")
    }
    guard current > lossIndex else { return lines + ["", "gradient at x: later"] }
    lines.append("")
    lines.append("gradient at x, norm")
    for (name, walk) in [("left", walks.left), ("right", walks.right)] {
      let norms = GradientNorms(walk)
      let number = { (x: Double) in Numbers.significant(x, on: glyphs) }
      var line = "\(name) \(number(norms.whole))"
      if let shortcut = norms.shortcut, let branch = norms.branch {
        line += "  short \(number(shortcut))  branch \(number(branch))"
      }
      lines.append(line)
    }
    return lines
  }

  /// One side, or the list, at a time.
  private func drawNarrow(in body: Size, on page: inout Page) {
    let open = Pane.allCases.firstIndex(of: pane) ?? 1
    page.tabs([("left", 2), ("differences", 0), ("right", 0)], open: open)
    let (left, right) = (tensor(ofLeft: true), tensor(ofLeft: false))
    let column = page.width - 30
    for (index, line) in numbers(left, right, page.screen.glyphs).enumerated() {
      page.grid.write(Text.clipped(line, to: 29), at: Position(column, 3 + index))
    }
    let scale = ColorScale(of: left, right)
    let side = pane == .right ? right : left
    drawTensor(
      side, scale, in: Size(28, body.height - 10), at: Position(column, 10), on: &page)
    switch pane {
    case .differences:
      let comparison = Comparison(walks.left.network, walks.right.network, columns: column)
      let lines = comparison.lines.filter { !(showsDifferencesOnly && $0.mark == .both) }
      page.grid.write("+ only left   − only right", at: Position(2, 2), Style(.quiet))
      for (row, line) in lines.prefix(body.height - 2).enumerated() {
        page.grid.write(line.mark.rawValue, at: Position(2, 4 + row), Style(line.role))
        page.grid.write(Text.clipped(line.text, to: column - 8), at: Position(5, 4 + row))
      }
    case .left, .right:
      let isLeft = pane == .left
      let walk = isLeft ? walks.left : walks.right
      let (step, isNow) = step(ofLeft: isLeft)
      let diagram = Stepper.diagram(
        of: walk.network, in: Size(column - 3, body.height - 1))
      let grid = diagram.draw(step)
      let mark = diagram.position(of: step)
      let scroll = max(0, min(mark.row - body.height / 2, grid.size.height - body.height))
      page.grid.paste(
        grid.cropped(
          to: Size(min(grid.size.width, column - 2), min(grid.size.height, body.height)),
          from: Position(0, scroll)), at: Position(1, 2))
      if isNow { page.grid.cursor = Position(1 + mark.column, 2 + mark.row - scroll) }
    }
  }

  private func drawReading(on page: inout Page) {
    let top = page.height - 1 - ReadingZone.height(on: page.screen.size)
    page.rule(row: top)
    let room = page.width - 2
    var row = top + 1
    for (name, isLeft) in [("left ", true), ("right", false)] {
      let walk = isLeft ? walks.left : walks.right
      let now = isLeft ? pair.left : pair.right
      let text =
        now.map { step in
          let latex = walk.equation(of: step)
          return (try? Formula(latex).line(ascii: page.screen.glyphs.isPlain).text) ?? latex
        } ?? "nothing here"
      page.grid.write(Text.clipped("\(name)  \(text)", to: room), at: Position(1, row))
      row += 1
    }
    let step = pair.left ?? pair.right ?? .loss
    let words = (pair.left == nil ? walks.right : walks.left).sentence(of: step)
    if ReadingZone.isTall(page.screen.size) {
      page.grid.write(
        words.long.unicodeScalars.count <= room ? words.long : words.short,
        at: Position(1, page.height - 3))
    }
    page.grid.paste(timeline(width: room), at: Position(1, page.height - 2))
  }

  /// A dot a pair; those that only one side does stand out.
  private func timeline(width: Int) -> Grid {
    var grid = Grid(Size(width, 1))
    guard walks.pairs.count <= width else { return grid }
    for (index, pair) in walks.pairs.enumerated() {
      let isDifferent = pair.left == nil || pair.right == nil
      let isBackward = index > lossIndex
      grid[index, 0] =
        index == current
        ? Cell("◉", Style(.focus))
        : index < current
          ? Cell(isDifferent ? "◆" : "●", Style(isBackward ? .backward : .forward))
          : Cell(isDifferent ? "◇" : "○", Style(.upcoming))
    }
    return grid
  }
}

extension Comparison.Line {
  fileprivate var role: Role {
    switch mark {
    case .both: .text
    case .onlyLeft: .added
    case .onlyRight: .removed
    }
  }
}
