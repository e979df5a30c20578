import Screens

/// The ramp of a scale with its ends: in sight wherever a heatmap is.
///
///     −2.73 ≡≡≡===--- 0 ░░░▒▒▒▓▓▓ +2.73  3 above, 1 below
public struct Legend: Sendable {
  public var scale: ColorScale
  /// What the scale cannot show.
  public var outside: ColorScale.Outside

  public init(_ scale: ColorScale, outside: ColorScale.Outside = ColorScale.Outside()) {
    self.scale = scale
    self.outside = outside
  }

  /// The legend as one line; without colour the words that say how to read the digits.
  ///
  ///     Legend(ColorScale(limit: 2)).draw(on: colorless).lines
  ///     // ["· = zero, sign, tenths, scale 2.00"]
  public func draw(on screen: Screen) -> Grid {
    guard scale.limit > 0, showsColors(screen) else {
      return Grid(lines: [(words(on: screen) + counts).joined(separator: ", ")])
    }
    let (low, high) = ends(on: screen.glyphs)
    let text = counts.isEmpty ? "" : "  " + counts.joined(separator: ", ")
    let swatches = 9
    var grid = Grid(Size(low.count + high.count + 2 * swatches + 5 + text.count, 1))
    var column = grid.write(low, at: Position(0, 0)) + 1
    for swatch in (1...swatches).reversed() {
      grid[column, 0] = self.swatch(-fraction(swatch, of: swatches))
      column += 1
    }
    grid[column + 1, 0] = Cell("0", Style(.value, paper: scale.shade(of: 0)))
    column += 3
    for swatch in 1...swatches {
      grid[column, 0] = self.swatch(fraction(swatch, of: swatches))
      column += 1
    }
    column = grid.write(high, at: Position(column + 1, 0))
    grid.write(text, at: Position(column, 0), Style(.notice))
    return grid
  }

  private func showsColors(_ screen: Screen) -> Bool {
    screen.colors != .none && screen.glyphs == .unicode
  }
  /// A sample of the ramp, coloured as a cell of that value is.
  private func swatch(_ x: Double) -> Cell {
    Cell(" ", Style(.value, paper: scale.shade(of: x)))
  }
  /// A value well inside a swatch, so that no rounding moves it to a neighbour's bin.
  private func fraction(_ swatch: Int, of swatches: Int) -> Double {
    scale.limit * (Double(swatch) - 0.4) / Double(swatches)
  }
  private func ends(on glyphs: GlyphTier) -> (low: String, high: String) {
    (limit(-scale.limit, on: glyphs), "+" + limit(scale.limit, on: glyphs))
  }
  private func limit(_ x: Double, on glyphs: GlyphTier) -> String {
    scale.isWhole && abs(x) < 1e6
      ? Numbers.fixed(x, decimals: 0, on: glyphs) : Numbers.significant(x, on: glyphs)
  }
  private func words(on screen: Screen) -> [String] {
    let zero = screen.glyphs.isPlain ? ". = zero" : "· = zero"
    guard scale.limit > 0 else { return ["all zero"] }
    return [zero, "sign, tenths", "scale \(limit(scale.limit, on: screen.glyphs))"]
  }
  private var counts: [String] {
    [(outside.above, "above"), (outside.below, "below"), (outside.invalid, "NaN")]
      .filter { $0.0 > 0 }.map { "\(Numbers.count($0.0)) \($0.1)" }
  }
}
