import Screens
import Tensors

extension Statistics {
  /// The statistics of a heading: `min −2.42  max 2.59  mean −0.08  sd 1.04`.
  ///
  /// Where there are exact zeros their count stands in place of the deviation, and NaN and
  /// infinities are never kept quiet.
  ///
  ///     Statistics(Tensor<Double>([-1, 0, 2])).summary()
  ///     // "min −1  max 2  mean 0.33  zeros 1 of 3"
  public func summary(on glyphs: GlyphTier = .unicode) -> String {
    parts(on: glyphs).joined(separator: "  ")
  }

  /// The same in parts, the most telling first: `min −1.73`, `max 1.73`.
  public func parts(on glyphs: GlyphTier = .unicode) -> [String] {
    let number = { (x: Double) in self.text(x, on: glyphs) }
    let last =
      zeros > 0
      ? "zeros \(Numbers.count(zeros)) of \(Numbers.count(count))" : "sd \(number(deviation))"
    var parts = [
      "min \(number(minimum))", "max \(number(maximum))", "mean \(number(mean))", last,
    ]
    if invalid > 0 { parts.append("NaN \(Numbers.count(invalid))") }
    if infinite > 0 { parts.append("infinite \(Numbers.count(infinite))") }
    return parts
  }

  /// A statistic with the decimals that all those of its tensor have; whole extremes have none:
  /// of (−1, 0, 2) `text(0.5)` → `0.50` and `text(2)` → `2`.
  public func text(_ x: Double, on glyphs: GlyphTier = .unicode) -> String {
    isWhole && x == x.rounded() && abs(x) < 1e6 && zeros < count
      ? Numbers.fixed(x, decimals: 0, on: glyphs)
      : Numbers.significant(x, of: magnitude, on: glyphs)
  }
}
