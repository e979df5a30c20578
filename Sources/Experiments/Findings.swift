/// What an experiment has found: a picture, the same as a table, and how to read it.
public struct Findings: Hashable, Sendable {
  /// What the picture shows.
  public var heading: String
  public var pictures: [Picture]
  public var table: Table
  /// The honest reading, in one or two sentences.
  public var reading: String
  /// What was measured beside what was to be expected.
  public var measures: [Measure]

  init(
    _ heading: String, _ pictures: [Picture], table: Table = Table([], []), reading: String,
    measures: [Measure] = []
  ) {
    self.heading = heading
    self.pictures = pictures
    self.table = table
    self.reading = reading
    self.measures = measures
  }

  /// The measures that are not as expected.
  public var surprises: [Measure] { measures.filter { !$0.isAsExpected } }
}

extension Findings {
  /// Something that a view can draw.
  public enum Picture: Hashable, Sendable {
    /// Curves over a common axis.
    case curves([Curve], unit: String, isLogarithmic: Bool)
    /// Bars from zero, one below the other.
    case bars(String, [Bar])
    /// How often something occurs, and how often it was expected to.
    case histogram(String, [Column])
    /// Planes of numbers side by side, on one scale.
    case maps([Map])
    /// A loss of two weights from above, with the paths that lead over it.
    case surface(Surface)
    case table(Table)
    /// Lines of text: notation, shapes, a sum.
    case lines([String])
  }
  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double
  }
  public struct Curve: Hashable, Sendable {
    public let letter: Character
    public let name: String
    public var points: [Point]
    /// What this curve says, for the one who has chosen it.
    public let reading: String

    init(_ letter: Character, _ name: String, _ points: [Point] = [], reading: String = "") {
      self.letter = letter
      self.name = name
      self.points = points
      self.reading = reading
    }
  }
  public struct Bar: Hashable, Sendable {
    public let name: String
    public let value: Double

    init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }
  public struct Column: Hashable, Sendable {
    public let label: String
    public let count: Double
    public let expected: Double

    /// Some numbers counted in columns from the smallest to the largest.
    static func counting(_ numbers: [Double], columns: Int) -> [Column] {
      guard let low = numbers.min(), let high = numbers.max(), high > low else { return [] }
      let width = (high - low) / Double(columns)
      var counts = [Double](repeating: 0, count: columns)
      for x in numbers { counts[min(Int((x - low) / width), columns - 1)] += 1 }
      return counts.enumerated().map { place, count in
        let middle = low + (Double(place) + 0.5) * width
        return Column(label: "\((middle * 10).rounded() / 10)", count: count, expected: 0)
      }
    }
  }
  public struct Map: Hashable, Sendable {
    public let title: String
    public let rows: Int
    public let columns: Int
    /// Row by row.
    public let numbers: [Double]

    init(_ title: String, _ rows: Int, _ columns: Int, _ numbers: [Double]) {
      self.title = title
      self.rows = rows
      self.columns = columns
      self.numbers = numbers
    }
  }

  /// Heights over a part of a plane, and paths on it; the last point of a path is where it stands.
  public struct Surface: Hashable, Sendable {
    public let x: ClosedRange<Double>
    public let y: ClosedRange<Double>
    public let rows: Int
    public let columns: Int
    /// Row by row, the largest y first.
    public let heights: [Double]
    public let paths: [Curve]

    init(
      x: ClosedRange<Double>, y: ClosedRange<Double>, rows: Int, columns: Int, heights: [Double],
      paths: [Curve]
    ) {
      self.x = x
      self.y = y
      self.rows = rows
      self.columns = columns
      self.heights = heights
      self.paths = paths
    }

    /// The height at a place from 0 to 1 along each axis, y downward, between its neighbours.
    public func height(_ x: Double, _ y: Double) -> Double {
      let (column, row) = (x * Double(columns - 1), y * Double(rows - 1))
      let (left, top) = (min(Int(column), columns - 2), min(Int(row), rows - 2))
      let (right, down) = (column - Double(left), row - Double(top))
      func at(_ r: Int, _ c: Int) -> Double { heights[(top + r) * columns + left + c] }
      return (at(0, 0) * (1 - right) + at(0, 1) * right) * (1 - down)
        + (at(1, 0) * (1 - right) + at(1, 1) * right) * down
    }
  }

  /// Rows of words and numbers under headings.
  public struct Table: Hashable, Sendable {
    public enum Entry: Hashable, Sendable, ExpressibleByStringLiteral {
      case text(String)
      case number(Double)
      /// A number of a wide range, in few characters.
      case wide(Double)
      case count(Int)
      /// A share of one, shown in per cent.
      case share(Double)

      public init(stringLiteral text: String) { self = .text(text) }
    }
    public let header: [String]
    public let rows: [[Entry]]

    init(_ header: [String], _ rows: [[Entry]]) {
      self.header = header
      self.rows = rows
    }
  }

  /// A number that was measured, and between which it was to be expected.
  public struct Measure: Hashable, Sendable {
    public let name: String
    public let measured: Double
    public let expected: Double
    public let range: ClosedRange<Double>

    public var isAsExpected: Bool { range.contains(measured) }
    /// Whether `expected` is only the least that was to be expected.
    public var isLowerBound: Bool { range.upperBound == .infinity }

    /// Expected to lie in a range, with one number of it to name.
    init(_ name: String, _ measured: Double, expected: Double, range: ClosedRange<Double>) {
      self.name = name
      self.measured = measured
      self.expected = expected
      self.range = range
    }
    /// Expected to be no less than a number.
    init(_ name: String, _ measured: Double, atLeast least: Double) {
      self.init(name, measured, expected: least, range: least...Double.infinity)
    }
    /// Expected but for a share of it.
    init(_ name: String, _ measured: Double, expected: Double, within share: Double) {
      self.init(name, measured, expected: expected, give: abs(expected) * share)
    }
    /// Expected but for so much to either side.
    init(_ name: String, _ measured: Double, expected: Double, give: Double = 1e-9) {
      self.name = name
      self.measured = measured
      self.expected = expected
      range = expected - give...expected + give
    }
    /// Expected but for a factor.
    init(_ name: String, _ measured: Double, expected: Double, factor: Double) {
      self.name = name
      self.measured = measured
      self.expected = expected
      range = expected / factor...expected * factor
    }
  }
}
