import Diagrams
import Networks
import Screens
import Tensors
import Training

extension Trainer {
  /// Rows below the panes: a rule, the figures of each run, a sentence.
  private static let zoneHeight = 5

  private func body(of screen: Screen) -> Size {
    Size(screen.size.width - 2, screen.size.height - 3 - Self.zoneHeight)
  }

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    page.title(["training", pair.main.network.line], state)
    page.tabs(Self.tabs, open: Pane.allCases.firstIndex(of: pane) ?? 0)
    let size = body(of: screen)
    let room = Screen(size, colors: screen.colors, glyphs: screen.glyphs)
    let grid = content(on: room)
    page.grid.paste(grid, at: Position(1, 2))
    if let cursor = grid.cursor { page.grid.cursor = cursor.moved(1, 2) }
    drawZone(on: &page)
    page.footer(hints)
    return page.grid
  }

  private var state: String {
    let step = "step \(pair.step) of \(pair.length)"
    let doing: String? =
      switch activity {
      case .running: "running, \(pace.words)"
      case .traveling(let target) where target != pair.step: "going to \(target)"
      case .preparing: "making the nets ready"
      case .traveling, .resting:
        trouble != nil ? "stopped" : pair.isFinished ? "finished" : pace == .full ? nil : pace.words
      }
    let seed = "seed \(pair.main.base.seed)"
    return [step, doing, seed].compactMap { $0 }.joined(separator: " · ")
  }

  private func content(on screen: Screen) -> Grid {
    switch (pane, look) {
    case (.curves, _):
      return CurvesPane(
        pair: pair, chart: chart, isLogarithmic: isLogarithmic, isSmoothed: isSmoothed,
        isSecond: isSecond
      ).draw(on: screen)
    case (.knobs, _): return KnobsPane(run: pair.main, knobs: knobs, chosen: place).draw(on: screen)
    case (.layers, .layers(let figures)?):
      return LayersPane(figures: figures, top: place, name: runName).draw(on: screen)
    case (.kernels, .kernels(let batch)?):
      return KernelsPane(run: run, batch: batch, chosen: place, name: runName).draw(on: screen)
    case (.mistakes, .mistakes(let evaluation, let images)?):
      return MistakesPane(
        facts: run.examples, evaluation: evaluation, images: images, first: place, name: runName
      ).draw(on: screen)
    default:
      var grid = Grid(screen.size)
      grid.write("The run has no next update to look at.", at: Position(1, 1), Style(.quiet))
      return grid
    }
  }

  /// How far a pane can be scrolled.
  func scrollable(in screen: Screen) -> Int {
    switch look {
    case .layers(let figures)?: figures.count - (body(of: screen).height - 2)
    case .mistakes(_, let images)?: images.shape.extents.first.map { $0 - 1 } ?? 0
    default: 0
    }
  }

  /// Which of two runs a pane shows.
  private var runName: String? { pair.other == nil ? nil : isSecond ? "b" : "a" }

  /// What the runs are at, and what that says.
  private func drawZone(on page: inout Page) {
    let top = page.height - 1 - Self.zoneHeight
    page.rule(row: top)
    let width = page.width - 2
    var row = top + 1
    for (run, letter) in zip(pair.all, ["a", "b"]) {
      let words = RunWords(run: run, chart: chart)
      let name = pair.other == nil ? "" : letter + " "
      page.grid.write(
        Text.fitting(words.figures(on: page.screen.glyphs).map { name + $0 }, in: width),
        at: Position(1, row))
      row += 1
    }
    let sentence = trouble ?? PairWords(pair: pair).sentence(on: page.screen.glyphs)
    let style = Style(trouble == nil ? .text : .wrong)
    for line in Text.wrapped(sentence, to: width).prefix(page.height - 1 - row) {
      page.grid.write(line, at: Position(1, row), style)
      row += 1
    }
  }
}
