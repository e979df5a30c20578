import Diagrams
import Lessons
import Networks
import Screens

/// A lesson set in a width: parts one below the other, each a grid of rows.
struct LessonPage: Sendable {
  /// A part of the page and the block of the lesson that it came from.
  struct Part: Sendable {
    let block: Int
    /// The first row of the part on the page.
    let row: Int
    let grid: Grid
    /// The live thing that it shows, if it shows one.
    let figure: Int?
    /// Whether it stands for the folded answer.
    let isInvitation: Bool
  }
  private(set) var parts: [Part] = []
  private(set) var height = 0
  /// The row of the heading of the model answer, if there is one.
  private(set) var answerRow: Int?

  /// What a page depends on beside what is read.
  struct Form: Hashable, Sendable {
    let width: Int
    let screen: Screen
    let isAnswerOpen: Bool
    let chosenFigure: Int?
    let showsPanel: Bool
    /// How many lines of each proof are uncovered, by figure.
    var uncovered: [Int: Int] = [:]
  }

  /// Sets a reading; the model answer is folded behind its invitation unless it is open.
  init(_ reading: Reading, in form: Form) {
    let (width, isAnswerOpen) = (form.width, form.isAnswerOpen)
    let setter = BlockSetter(width: width, screen: form.screen)
    let figures = FigureSetter(
      reading: reading, width: width, screen: form.screen, chosenFigure: form.chosenFigure,
      showsPanel: form.showsPanel, uncovered: form.uncovered)
    var figure = 0
    /// The level of the heading whose text is folded away.
    var folded: Int?
    for (index, block) in reading.lesson.blocks.enumerated() {
      if case .heading(let level, let inlines) = block.content {
        if let fold = folded, level <= fold { folded = nil }
        if folded == nil {
          append(Grid(Size(width, 1)), block: index)
          let isAnswer = inlines.plain.lowercased() == Self.answerTitle
          if isAnswer { answerRow = height }
          append(setter.heading(inlines, level: level), block: index)
          if isAnswer, !isAnswerOpen {
            folded = level
            append(Grid(Size(width, 1)), block: index)
            append(setter.invitation, block: index, isInvitation: true)
          }
        }
        continue
      }
      if case .show(let directives) = block.content {
        for _ in directives {
          if folded == nil {
            append(Grid(Size(width, 1)), block: index)
            append(figures.figure(figure), block: index, figure: figure)
          }
          figure += 1
        }
        continue
      }
      guard folded == nil, let grid = setter.grid(block) else { continue }
      append(Grid(Size(width, 1)), block: index)
      append(grid, block: index)
    }
  }

  /// The heading of the part that one should recall before reading it.
  static let answerTitle = "model answer"

  private mutating func append(
    _ grid: Grid, block: Int, figure: Int? = nil, isInvitation: Bool = false
  ) {
    // no blank rows at the top of the page
    if parts.isEmpty, grid.cells.allSatisfy({ $0 == .blank }) { return }
    parts.append(
      Part(block: block, row: height, grid: grid, figure: figure, isInvitation: isInvitation))
    height += grid.size.height
  }

  /// The row that is shown first where one has scrolled to `top`: the last page stays full.
  func top(_ top: Int, of window: Size) -> Int { min(top, max(0, height - window.height)) }

  /// The rows from `top` on that a window shows.
  func window(from top: Int, size: Size) -> Grid {
    var grid = Grid(size)
    for part in parts where part.row < top + size.height && part.row + part.grid.size.height > top {
      grid.paste(part.grid, at: Position(0, part.row - top))
    }
    return grid
  }

  /// The block of the lesson that stands at a row.
  func block(at row: Int) -> Int { parts.last { $0.row <= row }?.block ?? 0 }

  /// Rows of the live things, in order.
  var figures: [(figure: Int, row: Int)] {
    parts.compactMap { part in part.figure.map { ($0, part.row) } }
  }
}
