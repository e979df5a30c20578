import Diagrams
import Experiments
import Lessons
import Networks
import Screens

/// Sets what is live on a page, each as a grid of the page's width.
struct FigureSetter {
  let reading: Reading
  let width: Int
  let screen: Screen
  let chosenFigure: Int?
  /// Whether live things run in a panel beside the page, so that the page only names them.
  let showsPanel: Bool
  /// How many lines of each proof are uncovered; the first one where nothing is said.
  var uncovered: [Int: Int] = [:]

  /// A live thing: its picture, and beside it what can be done with it.
  func figure(_ index: Int) -> Grid {
    let figure = reading.figures[index]
    let isChosen = chosenFigure == index
    switch figure.content {
    case .diagram(let network):
      return picture(of: network, isChosen: isChosen, steps: network.graph.steps.count)
    case .walk(let request, let walk):
      guard showsPanel || request.start != nil else {
        return picture(
          of: walk.network, isChosen: isChosen, steps: walk.steps.count, note: figure.note)
      }
      let start = request.start.map { ", from \($0)" } ?? ""
      let note = figure.note.isEmpty ? "" : " · \(figure.note)"
      return line(
        "step \(walk.network.line) on \(walk.network.input)\(start)\(note)", isChosen,
        "\(walk.steps.count) steps")
    case .pair(let left, let right):
      return pair(left, right, isChosen: isChosen, note: figure.note)
    case .count(let network):
      let cost = CountTable(network)
      return line(
        "\(network.line) on \(network.input)", isChosen,
        "\(Numbers.count(cost.parameters)) parameters, "
          + "\(Numbers.millions(cost.multiplyAdds)) M multiply-adds")
    case .training(let request, let network):
      return line(
        "train \(network.line)" + (request.compared.map { " with \($0)" } ?? ""), isChosen,
        "Enter opens it")
    case .experiment(let experiment):
      return line("experiment: \(experiment.title)", isChosen, "Enter opens it")
    case .proof(let proof):
      return ProofSetter(width: width, glyphs: screen.glyphs)
        .grid(proof, uncovered: uncovered[index] ?? 1, isChosen: isChosen)
    case .words(let words):
      return RunningText([.text(words)], style: Style(.notice), glyphs: screen.glyphs).grid(
        width: width)
    }
  }

  /// Both blocks, side by side where there is room.
  private func pair(_ left: Network, _ right: Network, isChosen: Bool, note: String) -> Grid {
    let words = note.isEmpty ? "" : " · \(note)"
    let head = line(
      "compare \(left.line) with \(right.line) on \(left.input)\(words)", isChosen,
      "Enter steps both")
    let half = (width - 4) / 2
    let pictures = [left, right].map { network in
      let diagram = Diagram(
        network, options: Diagram.Options(width: half, isGathered: true, showsShapes: false))
      let caption = Grid(lines: [Text.clipped(network.line, to: width)], style: Style(.term))
      return Grid(
        stacking: [caption, diagram.draw()],
        width: max(caption.size.width, diagram.size.width))
    }
    let isBeside = pictures[0].size.width <= half && pictures[1].size.width <= half
    let height =
      isBeside
      ? pictures.map(\.size.height).max() ?? 0 : pictures.reduce(1) { $0 + $1.size.height }
    var both = Grid(Size(width, height))
    both.paste(pictures[0], at: Position(1, 0))
    both.paste(
      pictures[1],
      at: isBeside ? Position(half + 3, 0) : Position(1, pictures[0].size.height + 1))
    return Grid(stacking: [head, Grid(Size(width, 1)), both], width: width)
  }

  private func line(_ name: String, _ isChosen: Bool, _ value: String) -> Grid {
    // the value stands below a name that leaves it no room
    let isShort = name.unicodeScalars.count + value.unicodeScalars.count + 5 <= width
    let lines = isShort ? [name] : Text.wrapped(name, to: width - 2)
    var grid = Grid(Size(width, lines.count + (isShort ? 0 : 1)))
    grid.write(isChosen ? "▸ " : "  ", at: Position(0, 0), isChosen ? Style(.focus) : .text)
    var end = 0
    for (row, text) in lines.enumerated() {
      end = grid.write(text, at: Position(2, row), Style(isChosen ? .focus : .term))
    }
    grid.write(value, at: isShort ? Position(end + 3, 0) : Position(4, lines.count))
    if isChosen { grid.cursor = Position(0, 0) }
    return grid
  }

  private func picture(
    of network: Network, isChosen: Bool, steps: Int, note: String = ""
  ) -> Grid {
    let caption = ["\(network.line)", "on \(network.input)", note]
    let act = "step through it    \(steps) steps"
    let side = max(caption.map(\.unicodeScalars.count).max() ?? 0, act.unicodeScalars.count + 2)
    let room = width - side - 4
    let diagram = Diagram(
      network,
      options: Diagram.Options(width: room >= 34 ? room : width, isGathered: true))
    let isBeside = diagram.size.width <= room
    let drawn = diagram.draw()
    var grid = Grid(
      Size(width, isBeside ? max(drawn.size.height, 5) : drawn.size.height + 4))
    grid.paste(drawn, at: Position(isBeside ? 1 : 0, isBeside ? 0 : 4))
    let column = isBeside ? diagram.size.width + 4 : 0
    for (row, text) in caption.enumerated() {
      grid.write(Text.clipped(text, to: width - column), at: Position(column, row), Style(.term))
    }
    grid.write(
      (isChosen ? "▸ " : "  ") + act, at: Position(column, 3),
      isChosen ? Style(.focus) : Style.text)
    if isChosen { grid.cursor = Position(column, 3) }
    return grid
  }
}
