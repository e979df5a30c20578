import Diagrams
import Screens
import Training

/// What can be turned while a run goes on, what was turned, and all else that decides the run.
struct KnobsPane {
  let run: any ObservedRun
  let knobs: [KnobScale]
  let chosen: Int

  func draw(on screen: Screen) -> Grid {
    var grid = Grid(screen.size)
    for (row, knob) in knobs.enumerated() {
      let isChosen = row == chosen
      let text = Numbers.significant(knob.value, on: screen.glyphs)
      grid.write(
        (isChosen ? "▸" : " ") + knob.words, at: Position(1, row + 1),
        Style(isChosen ? .focus : .text))
      grid.write(text, endingAt: 48, row: row + 1, Style(isChosen ? .focus : .text))
      if isChosen { grid.cursor = Position(1, row + 1) }
    }
    var row = knobs.count + 2
    grid.write(
      "A turn counts from the next update on; what was made beyond it is forgotten.",
      at: Position(1, row), Style(.quiet))
    row += 2
    for line in Text.wrapped(run.summary, to: screen.size.width - 2) {
      grid.write(line, at: Position(1, row))
      row += 1
    }
    row += 1
    guard !run.turns.isEmpty else { return grid }
    grid.write("turned", at: Position(1, row), Style(.heading))
    for (line, turn) in run.turns.suffix(max(screen.size.height - row - 1, 0)).enumerated() {
      grid.write(
        "after step \(turn.step): \(turn.knob.rawValue) "
          + Numbers.significant(turn.value, on: screen.glyphs),
        at: Position(1, row + 1 + line))
    }
    return grid
  }
}
