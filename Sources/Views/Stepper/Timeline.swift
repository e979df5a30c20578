import Networks
import Screens

/// One dot a step: done, now and to come; forks, joins and changes of shape stand out.
struct Timeline {
  let graph: Graph
  let steps: [Step]
  let current: Int

  /// `forward ◆◆●●◉○○◇   loss ○   backward ○◇○◇`, or `5/27` where that is too wide.
  func draw(width: Int) -> Grid {
    var grid = Grid(Size(width, 1))
    guard let loss = steps.firstIndex(of: .loss) else { return grid }
    let end = steps.firstIndex { $0.pass == .update } ?? steps.count
    let update = end < steps.count ? "   update " : ""
    let words = "forward ".count + "   loss ".count + "   backward ".count + update.count
    guard words + steps.count <= width else {
      grid.write("step \(current + 1)/\(steps.count)", at: Position(0, 0))
      return grid
    }
    var column = grid.write("forward ", at: Position(0, 0))
    for index in 0..<loss { dot(index, at: &column, in: &grid) }
    column = grid.write("   loss ", at: Position(column, 0))
    dot(loss, at: &column, in: &grid)
    column = grid.write("   backward ", at: Position(column, 0))
    for index in (loss + 1)..<max(end, loss + 1) { dot(index, at: &column, in: &grid) }
    if end < steps.count { column = grid.write(update, at: Position(column, 0)) }
    for index in end..<steps.count { dot(index, at: &column, in: &grid) }
    return grid
  }

  private func dot(_ index: Int, at column: inout Int, in grid: inout Grid) {
    let isPoint = graph.isOfInterest(steps[index])
    let isBackward = steps[index].isBackward
    let cell =
      if index == current {
        Cell("◉", Style(.focus))
      } else if index < current {
        Cell(isPoint ? "◆" : "●", Style(isBackward ? .backward : .forward))
      } else {
        Cell(isPoint ? "◇" : "○", Style(.upcoming))
      }
    grid[column, 0] = cell
    column += 1
  }
}
