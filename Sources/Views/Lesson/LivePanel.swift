import Diagrams
import Networks
import Screens

/// A stepper small enough to stand beside a page: diagram, tensors, sentence, timeline.
struct LivePanel {
  let stepper: Stepper

  func draw(in size: Size, _ screen: Screen) -> Grid {
    var grid = Grid(size)
    let walk = stepper.walk
    let diagram = Diagram(
      walk.network, options: Diagram.Options(width: size.width - 2, isGathered: true))
    let height = min(diagram.size.height, size.height / 2 + 2)
    let mark = diagram.position(of: stepper.step)
    let top = max(0, min(mark.row - height / 2, diagram.size.height - height))
    grid.paste(
      diagram.draw(stepper.step).cropped(
        to: Size(size.width, height), from: Position(0, top)),
      at: Position(2, 1))
    let tensors = Size(size.width - 2, size.height - height - 6)
    if tensors.height > 4 {
      grid.paste(stepper.tensors(in: tensors, screen), at: Position(1, height + 2))
    }
    let zone = ReadingZone(walk, at: stepper.current)
    for (row, line) in Text.wrapped(zone.words.short, to: size.width - 2).prefix(2).enumerated() {
      grid.write(line, at: Position(1, size.height - 3 + row))
    }
    let pass = stepper.step.pass.rawValue
    let count = "step \(stepper.current + 1) of \(walk.steps.count) · \(pass)"
    grid.write(count, at: Position(1, size.height - 1), Style(.quiet))
    return grid
  }
}
