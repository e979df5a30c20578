import Diagrams
import Screens
import Tensors
import Training

/// Which classes are taken for which, and images that are told wrong.
struct MistakesPane {
  let facts: ExampleFacts
  let evaluation: Evaluation
  /// Those of the mistakes, in their order.
  let images: Tensor<Double>
  /// The first image that is shown.
  let first: Int
  let name: String?

  /// Tables of more classes than this would not fit beside images.
  private static let mostClasses = 12

  func draw(on screen: Screen) -> Grid {
    var grid = Grid(screen.size)
    grid.cursor = Position(1, 0)
    guard facts.hasClasses else {
      grid.write("The answers are no classes: there is nothing to mistake.", at: Position(1, 1))
      return grid
    }
    let mistakes = evaluation.mistakes
    let count = evaluation.indices.count
    let which = facts.validation.isEmpty ? "first training examples" : "examples held back"
    grid.write(
      (name.map { "run \($0): " } ?? "") + "\(mistakes.count) of the \(count) \(which) are wrong",
      at: Position(1, 0), Style(.heading))
    let hasTable = facts.classes <= Self.mostClasses
    let width = hasTable ? 6 + 4 * facts.classes : 30
    if hasTable {
      drawTable(on: &grid)
    } else {
      drawPairs(on: &grid, height: screen.size.height)
    }
    let left = width + 4
    guard screen.size.width - left >= 10, images.shape.rank == 4, !mistakes.isEmpty else {
      return grid
    }
    let words = mistakes.prefix(images.shape[0]).map { mistake in
      "\(facts.called(mistake.right)): \(facts.called(mistake.said))"
    }
    grid.write(
      Text.fitting(["what it is: what the net says", "is: says"], in: screen.size.width - left),
      at: Position(left, 2), Style(.quiet))
    let room = Screen(
      Size(screen.size.width - left, screen.size.height - 3), colors: screen.colors,
      glyphs: screen.glyphs)
    grid.paste(
      ImageStrip(images: images, words: words).draw(from: first, on: room),
      at: Position(left, 3))
    return grid
  }

  /// A row for what is right, a column for what is said; the diagonal is right.
  private func drawTable(on grid: inout Grid) {
    let table = evaluation.confusion(classes: facts.classes)
    grid.write("says", at: Position(9, 1), Style(.quiet))
    grid.write("is", at: Position(1, 2), Style(.quiet))
    let most =
      table.enumerated().flatMap { row, counts in
        counts.enumerated().filter { $0.offset != row }.map(\.element)
      }.max() ?? 0
    for (row, counts) in table.enumerated() {
      let label = Text.clipped(facts.called(row), to: 5)
      grid.write(
        Text.clipped(facts.called(row), to: 3), endingAt: 10 + 4 * row, row: 2, Style(.heading))
      grid.write(label, at: Position(1, 3 + row), Style(.heading))
      for (column, count) in counts.enumerated() where count > 0 {
        let style =
          row == column
          ? Style(.right) : count == most ? Style(.wrong, isUnderlined: true) : Style(.wrong)
        grid.write("\(count)", endingAt: 10 + 4 * column, row: 3 + row, style)
      }
    }
  }

  /// The mistakes that are made most often, where a table would be too large.
  private func drawPairs(on grid: inout Grid, height: Int) {
    var counts: [[Int]: Int] = [:]
    for mistake in evaluation.mistakes { counts[[mistake.right, mistake.said], default: 0] += 1 }
    let ranked = counts.sorted {
      ($1.value, $0.key[0], $0.key[1]) < ($0.value, $1.key[0], $1.key[1])
    }
    for (row, (classes, count)) in ranked.prefix(height - 3).enumerated() {
      grid.write("\(count)", endingAt: 6, row: 3 + row, Style(.wrong))
      grid.write(
        Text.clipped("\(facts.called(classes[0])) as \(facts.called(classes[1]))", to: 22),
        at: Position(8, 3 + row))
    }
  }
}
