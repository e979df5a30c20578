import Diagrams
import Screens

/// The parts of a network side by side, each as wide as its share: where two such strips differ,
/// time is lost.
///
///     time   ███▓▓▓▓▓▓▓▓███████████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓█████████░
///               conv2_x  ▸conv3_x 23 %   conv4_x      conv5_x
struct PartStrip {
  let names: [String]
  /// What each part counts.
  let amounts: [Double]
  let chosen: Int
  let width: Int

  var total: Double { amounts.reduce(0, +) }

  /// The columns of each part; rounded at its ends, so that all of them fill the width.
  var columns: [Range<Int>] {
    var (sum, start) = (0.0, 0)
    return amounts.map { amount in
      sum += amount
      let end = total > 0 ? Int((sum / total * Double(width)).rounded()) : 0
      defer { start = end }
      return start..<end
    }
  }

  /// The strip alone: neighbours differ without colour.
  func bar(on glyphs: GlyphTier) -> Grid {
    var grid = Grid(Size(width, 1))
    let shades: [Unicode.Scalar] = glyphs == .unicode ? ["█", "▓"] : ["#", "="]
    for (index, columns) in columns.enumerated() {
      let style = Style(index == chosen ? .participant : .barFilled)
      for column in columns { grid[column, 0] = Cell(shades[index % 2], style) }
    }
    return grid
  }

  /// Names below their parts where they fit, that of the chosen one always.
  func labels() -> Grid {
    var grid = Grid(Size(width, 1))
    var taken: [Range<Int>] = []
    func place(_ text: String, below columns: Range<Int>) -> Position {
      let length = text.unicodeScalars.count
      let start = columns.lowerBound + (columns.count - length) / 2
      return Position(max(0, min(start, width - length)), 0)
    }
    let columns = columns
    if amounts.indices.contains(chosen), total > 0 {
      let share = Numbers.fixed(amounts[chosen] / total * 100, decimals: 0)
      let text = "▸\(names[chosen]) \(share) %"
      let position = place(text, below: columns[chosen])
      grid.write(text, at: position, Style(.heading))
      taken.append(position.column - 1..<position.column + text.unicodeScalars.count + 1)
    }
    for index in amounts.indices where index != chosen {
      let length = names[index].unicodeScalars.count
      let position = place(names[index], below: columns[index])
      let room = position.column..<position.column + length
      guard length <= columns[index].count, !taken.contains(where: { $0.overlaps(room) }) else {
        continue
      }
      grid.write(names[index], at: position, Style(.quiet))
      taken.append(room)
    }
    return grid
  }
}
