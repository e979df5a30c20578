import Screens

/// Curves over a common axis, each with its name and last value at its right end.
///
///       1e4┤        ⣀⡠⠔⠒⠉ b  plain        7e4
///          │  ⣀⡠⠤⠒⠊⠉
///         1┤⠒⠉⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀▸a  residual      34
///          └──────┴──────┴─ blocks
///                10     20
public struct Plot: Sendable {
  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }
  public struct Curve: Hashable, Sendable {
    /// Draws the curve where there is no braille.
    public let letter: Character
    public let name: String
    /// From left to right.
    public var points: [Point]
    /// What its line looks like where it is not the chosen one.
    public var role = Role.upcoming

    public init(_ letter: Character, _ name: String, _ points: [Point]) {
      self.letter = letter
      self.name = name
      self.points = points
    }
  }

  public var curves: [Curve]
  /// Whether the upright axis has powers of ten; what is not above zero is left out then.
  public var isLogarithmic = false
  /// What the lower axis counts: `blocks`.
  public var unit = ""
  /// The curve set off from the others.
  public var chosen: Int?
  /// What the lower axis reaches at least, for curves that still grow.
  public var domain: ClosedRange<Double>?
  /// A number on the lower axis over which an upright line stands.
  public var mark: Double?

  public init(_ curves: [Curve]) { self.curves = curves }

  /// The plot in the size of a screen, or one line that says that there is no room for it.
  public func draw(on screen: Screen) -> Grid {
    var grid = Grid(screen.size)
    let labels = curves.map { Numbers.wide($0.points.last?.y ?? .nan, on: screen.glyphs) }
    let names = curves.map(\.name.unicodeScalars.count).max() ?? 0
    let values = labels.map(\.count).max() ?? 0
    let margin = 8
    let room = Size(
      screen.size.width - margin - 1 - names - values - 5,
      screen.size.height - 2)
    guard room.width >= 8, room.height >= 3, let frame = PlotFrame(self, in: room) else {
      grid.write("no room for a plot", at: Position(0, 0), Style(.quiet))
      return grid
    }
    drawAxes(of: frame, margin: margin, into: &grid, on: screen)
    drawMark(in: frame, margin: margin, into: &grid)
    drawCurves(in: frame, margin: margin, into: &grid, on: screen)
    let rows = frame.labelRows
    for (index, curve) in curves.enumerated() {
      guard let row = rows[index] else { continue }
      let style = Style(index == chosen ? .heading : .text)
      let column = margin + 1 + frame.size.width
      let mark = index == chosen ? (screen.glyphs.isPlain ? ">" : "▸") : " "
      grid.write("\(mark)\(curve.letter) \(curve.name)", at: Position(column, row), style)
      grid.write(labels[index], endingAt: column + names + values + 5, row: row, style)
    }
    return grid
  }

  private func drawCurves(
    in frame: PlotFrame, margin: Int, into grid: inout Grid, on screen: Screen
  ) {
    let canvas = frame.canvas
    for row in 0..<canvas.size.height {
      for column in 0..<canvas.size.width {
        guard let (glyph, owner) = canvas[column, row] else { continue }
        let letter = curves[owner].letter.unicodeScalars.first ?? "*"
        grid[margin + 1 + column, row] = Cell(
          screen.glyphs.isPlain ? letter : glyph,
          Style(owner == chosen ? .heading : curves[owner].role))
      }
    }
  }

  /// Curves are drawn over it.
  private func drawMark(in frame: PlotFrame, margin: Int, into grid: inout Grid) {
    guard let mark else { return }
    let cell = Int(frame.level.cell(of: mark).rounded(.down))
    guard 0..<frame.size.width ~= cell else { return }
    for row in 0..<frame.size.height {
      grid[margin + 1 + cell, row] = Cell(":", Style(.focus))
    }
    grid.cursor = Position(margin + 1 + cell, frame.size.height - 1)
  }

  private func drawAxes(
    of frame: PlotFrame, margin: Int, into grid: inout Grid, on screen: Screen
  ) {
    let (width, height) = (frame.size.width, frame.size.height)
    let glyph = { (arms: Arms) in
      let line = arms.glyph(isHeavy: false)
      return Cell(screen.glyphs.isPlain ? Glyphs.ascii(for: line) : line, Style(.quiet))
    }
    for row in 0..<height { grid[margin, row] = glyph([.up, .down]) }
    for tick in 0..<frame.upright.ticks {
      let row = height - 1 - tick * frame.upright.cellsPerStep
      guard row >= 0 else { break }
      grid[margin, row] = glyph([.up, .down, .left])
      let label = label(frame.upright.number(at: tick), on: screen.glyphs)
      grid.write(label, endingAt: margin, row: row, Style(.quiet))
    }
    for column in 0...width { grid[margin + column, height] = glyph([.left, .right]) }
    for tick in 0..<frame.level.ticks where tick * frame.level.cellsPerStep <= width {
      let column = margin + tick * frame.level.cellsPerStep
      grid[column, height] = glyph(tick == 0 ? [.up, .right] : [.left, .right, .up])
      let label = plain(frame.level.number(at: tick), on: screen.glyphs)
      grid.write(label, endingAt: column + 1, row: height + 1, Style(.quiet))
    }
    grid.write(unit, at: Position(margin + width + 2, height), Style(.quiet))
  }

  private func label(_ x: Double, on glyphs: GlyphTier) -> String {
    guard isLogarithmic else { return plain(x, on: glyphs) }
    switch x {
    case 0: return "1"
    case 1: return "10"
    case 2: return "100"
    default: return "1e" + Numbers.fixed(x, decimals: 0, on: glyphs)
    }
  }
  /// A round number without needless decimals.
  private func plain(_ x: Double, on glyphs: GlyphTier) -> String {
    x == x.rounded() && abs(x) < 1e5
      ? Numbers.fixed(x, decimals: 0, on: glyphs) : Numbers.significant(x, on: glyphs)
  }
}
