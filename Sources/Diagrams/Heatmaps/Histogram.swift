import Screens

/// How often numbers occur, as bars on an axis with zero in the middle.
///
///      ▄ ▄▂▆▆▂█
///     └──────┴───────┘
public struct Histogram: Hashable, Sendable {
  /// Where the axis ends to either side of zero.
  public let limit: Double
  /// How many numbers lie in each part of the axis; those beyond its ends count in the last ones.
  public let counts: [Int]

  /// Counts the numbers of a plane; what is not a number is left out.
  ///
  ///     let plane = Plane(rows: 2, columns: 3, [-1, 0, 0.5, 2, -0.25, 0])
  ///     Histogram(plane, limit: 2, bins: 4).counts  // [0, 2, 3, 1]
  public init(_ plane: Plane, limit: Double, bins: Int = 16) {
    self.limit = limit
    var counts = Array(repeating: 0, count: max(bins, 2))
    for row in 0..<plane.rows {
      for column in 0..<plane.columns {
        guard let x = plane[row, column], !x.isNaN else { continue }
        // cut first: an infinite number by an infinite limit would be none
        let share = limit > 0 ? min(max(x, -limit), limit) / limit : 0
        counts[Int(min((share + 1) / 2 * Double(counts.count), Double(counts.count - 1)))] += 1
      }
    }
    self.counts = counts
  }

  /// The end of an axis for numbers up to a magnitude, rounded up to one digit:
  /// `Histogram.limit(for: 2.59)` → `3`.
  public static func limit(for magnitude: Double) -> Double {
    guard magnitude > 0, magnitude.isFinite else { return 0 }
    let (mantissa, _) = Numbers.decimal(magnitude, digits: 15)
    return min(magnitude / mantissa * mantissa.rounded(.up), .greatestFiniteMagnitude)
  }

  /// The bars above their axis; `tallest` is the count of a full bar, one for all that is compared.
  ///
  /// Of the counts 0, 2, 3 and 1, where 3 is the tallest:
  ///
  ///      ▆█▄
  ///     └┴─┘
  public func draw(tallest: Int, on screen: Screen) -> Grid {
    let isUnicode = screen.glyphs == .unicode
    var grid = Grid(Size(counts.count, 2))
    for (column, count) in counts.enumerated() where count > 0 {
      let glyph = isUnicode ? Self.bar(count, of: tallest) : Self.digit(count)
      grid[column, 0] = Cell(glyph, Style(.barFilled))
    }
    let middle = counts.count / 2 - 1
    for column in counts.indices {
      let isEnd = column == 0 || column == counts.count - 1
      let arms: Arms =
        isEnd
        ? [.up, column == 0 ? .right : .left]
        : column == middle ? [.left, .right, .up] : [.left, .right]
      let glyph = arms.glyph(isHeavy: false)
      grid[column, 1] = Cell(isUnicode ? glyph : Glyphs.ascii(for: glyph), Style(.quiet))
    }
    return grid
  }

  /// A bar of up to eight eighths; few numbers step by quarters, which the eye tells apart.
  private static func bar(_ count: Int, of tallest: Int) -> Unicode.Scalar {
    let bars: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let tallest = max(tallest, 1)
    let step = tallest < bars.count ? 2 : 1
    let steps = bars.count / step
    let height = (min(count, tallest) * steps + tallest - 1) / tallest * step
    return bars[height - 1]
  }
  /// The count itself, where it has one digit.
  private static func digit(_ count: Int) -> Unicode.Scalar {
    count < 10 ? Unicode.Scalar(UInt8(48 + count)) : "+"
  }
}
