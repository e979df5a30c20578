import Screens

/// How numbers are written: in cells, in statistics, in sums, as counts.
///
/// Every function is a pure rule; it rounds to the nearest and ties away from zero, and writes the
/// minus of the screen's glyphs.
public enum Numbers {
  /// A number with as many decimals; the minus goes where only zeros are left.
  ///
  ///     Numbers.fixed(-0.55764)            // "−0.5576"
  ///     Numbers.fixed(1234.5, decimals: 1) // "1,234.5"
  ///     Numbers.fixed(-0.00001)            // "0.0000"
  public static func fixed(
    _ x: Double, decimals: Int = 4, on glyphs: GlyphTier = .unicode
  ) -> String {
    guard x.isFinite else { return special(x, on: glyphs) }
    let units = (abs(x) * powerOfTen(decimals)).rounded(.toNearestOrAwayFromZero)
    guard units < 1e15 else { return scientific(x, digits: 3, on: glyphs) }
    let digits = String(Int(units))
    let padded = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
    let whole = grouped(String(padded.dropLast(decimals)))
    let text = decimals == 0 ? whole : whole + "." + padded.suffix(decimals)
    return sign(of: units == 0 ? 0 : x, on: glyphs) + text
  }

  /// A statistic: three significant digits, or the decimals that its tensor's magnitude has then.
  ///
  /// With `magnitude` given, numbers of one tensor have equal decimals: `min −2.42  mean −0.08`.
  ///
  ///     Numbers.significant(2.418)              // "2.42"
  ///     Numbers.significant(-0.0812, of: 2.42)  // "−0.08"
  ///     Numbers.significant(25_557_032)         // "2.56e7"
  public static func significant(
    _ x: Double, of magnitude: Double? = nil, on glyphs: GlyphTier = .unicode
  ) -> String {
    let reference = abs(magnitude ?? x)
    guard x.isFinite, reference != 0 else { return fixed(x, decimals: 2, on: glyphs) }
    guard reference >= 0.0009995, reference < 999_999.5 else {
      return x == 0 ? "0" : scientific(x, digits: 3, on: glyphs)
    }
    var decimals = 5
    var bound = 0.009995  // below it three digits need five decimals
    while decimals > 0, reference >= bound {
      decimals -= 1
      bound *= 10
    }
    return fixed(x, decimals: decimals, on: glyphs)
  }

  /// A number of a wide range in few characters.
  ///
  ///     [7e-16, 5e7, 58.2, 0.4].map { Numbers.wide($0) }  // ["7e−16", "5e7", "58", "0.4"]
  public static func wide(_ x: Double, on glyphs: GlyphTier = .unicode) -> String {
    switch abs(x) {
    case 0: "0"
    case 999.5..<Double.infinity: scientific(x, digits: 1, on: glyphs)
    case 9.95..<999.5: fixed(x, decimals: 0, on: glyphs)
    case 0.095..<9.95: fixed(x, decimals: 1, on: glyphs)
    case ..<0.095: scientific(x, digits: 1, on: glyphs)
    default: special(x, on: glyphs)
    }
  }

  /// A whole number with a comma every three digits: `count(25_557_032)` → `25,557,032`.
  public static func count(_ n: Int) -> String {
    (n < 0 ? "−" : "") + grouped(String(n.magnitude))
  }
  /// Millions with one decimal, for columns headed `M mult-add`: `millions(1_027_600_000)` →
  /// `1,027.6`.
  public static func millions(_ n: Int) -> String { fixed(Double(n) / 1e6, decimals: 1) }

  /// How many of some cells a share from 0 to 1 fills: all of them beyond 1, none where it is not
  /// a number; `filled(20, by: 0.62)` → `12`.
  public static func filled(_ cells: Int, by share: Double) -> Int {
    share.isNaN ? 0 : Int((min(max(share, 0), 1) * Double(cells)).rounded())
  }

  /// A number as so many digits and a power of ten: `1.23e−7`.
  static func scientific(_ x: Double, digits: Int, on glyphs: GlyphTier) -> String {
    guard x.isFinite, x != 0 else { return fixed(x, decimals: 0, on: glyphs) }
    let (mantissa, exponent) = decimal(abs(x), digits: digits)
    return sign(of: x, on: glyphs) + fixed(mantissa, decimals: digits - 1) + "e"
      + sign(of: Double(exponent), on: glyphs) + String(abs(exponent))
  }

  /// A positive number as a mantissa of so many digits, at least 1 and below 10, and a power of ten.
  static func decimal(_ x: Double, digits: Int) -> (mantissa: Double, exponent: Int) {
    var (mantissa, exponent) = (x, 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let unit = powerOfTen(digits - 1)
    mantissa = (mantissa * unit).rounded(.toNearestOrAwayFromZero) / unit
    return mantissa < 10 ? (mantissa, exponent) : (1, exponent + 1)
  }

  static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  private static func sign(of x: Double, on glyphs: GlyphTier) -> String {
    guard x < 0 else { return "" }
    return glyphs.isPlain ? "-" : "−"
  }
  private static func special(_ x: Double, on glyphs: GlyphTier) -> String {
    x.isNaN ? "NaN" : sign(of: x, on: glyphs) + (glyphs.isPlain ? "inf" : "∞")
  }
  private static func grouped(_ digits: String) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
