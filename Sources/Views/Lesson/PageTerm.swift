import Lessons
import Screens

/// A term of the glossary where it stands on a page.
struct PageTerm: Hashable, Sendable {
  let row: Int
  let spot: TermSpot

  /// Reverses it in a window that begins at a row, and puts the cursor there.
  func mark(in window: inout Grid, from top: Int) {
    let start = Position(spot.columns.lowerBound, row - top)
    window.restyle(at: start, width: spot.columns.count) { $0.role = .focus }
    window.cursor = start
  }
}

extension LessonPage {
  /// The terms that some rows name, in the order of reading.
  func terms(of glossary: Glossary, in rows: Range<Int>) -> [PageTerm] {
    guard let width = parts.map(\.grid.size.width).max() else { return [] }
    let lines = window(from: rows.lowerBound, size: Size(width, rows.count)).lines
    return lines.enumerated().flatMap { index, line in
      glossary.spots(in: line).map { PageTerm(row: rows.lowerBound + index, spot: $0) }
    }
  }
}

extension GlossaryTerm {
  /// The term in both languages and what it means.
  var sentence: String { "\(english) · \(czech): \(line)" }
}
