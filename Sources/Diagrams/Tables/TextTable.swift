/// Rows of text with their columns aligned: words to the left, numbers to the right.
struct TextTable {
  enum Alignment { case left, right }
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  mutating func append(_ row: [String]) { rows.append(row) }

  /// A line a row, two blanks between columns, none at the end.
  var lines: [String] {
    let widths = alignments.indices.map { column in
      rows.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - text.unicodeScalars.count)
        line +=
          (column == 0 ? "" : "  ") + (alignments[column] == .left ? text + blanks : blanks + text)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
