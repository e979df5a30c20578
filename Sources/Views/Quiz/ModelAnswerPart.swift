import Lessons
import Quiz
import Screens

/// The part of the model answer that earns a line of a rubric, set as in its lesson.
struct ModelAnswerPart {
  let line: TickTask.Line

  /// The part in a width, under its heading; nothing where the line names none.
  func grid(width: Int, on screen: Screen) -> Grid? {
    guard let section = line.section, !line.answer.isEmpty else { return nil }
    let setter = BlockSetter(width: width, screen: screen)
    let heading = Grid(lines: ["model answer: \(section)"], style: Style(.heading))
    // figures are stepped in the lesson
    let blocks = MarkdownBlock.blocks(of: line.answer).compactMap(setter.grid)
    return Grid(
      stacking: [heading] + blocks.flatMap { [Grid(Size(width, 1)), $0] }.dropFirst(), width: width)
  }

  /// Draws it from a row on; returns the row after it.
  func draw(on page: inout Page, row: Int) -> Int {
    guard let grid = grid(width: page.width - 6, on: page.screen) else { return row }
    page.grid.paste(grid, at: Position(3, row))
    return row + grid.size.height
  }
}
