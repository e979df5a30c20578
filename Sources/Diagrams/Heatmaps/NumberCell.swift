import Screens

/// A number in four columns: ` .31`, `−1.8`, `  12`, `−5e7`; exact zero is `  · `.
///
/// The sign stands in the first column or before the first digit; there is no zero before the
/// point, and what rounds to nothing without being zero is ` .00` whatever its sign. Not a number is `?`, the
/// infinities are `^` and `v`.
struct NumberCell {
  static let width = 4
  /// The four characters, without a string: heatmaps write thousands of them.
  let glyphs: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)

  init(_ x: Double, isWhole: Bool = false, on tier: GlyphTier = .unicode) {
    let minus: Unicode.Scalar = tier.isPlain ? "-" : "−"
    let sign = x < 0 ? minus : " "
    let magnitude = abs(x)
    let hundredths = (magnitude * 100).rounded(.toNearestOrAwayFromZero)
    let tenths = (magnitude * 10).rounded(.toNearestOrAwayFromZero)
    let units = magnitude.rounded(.toNearestOrAwayFromZero)
    if x.isNaN {
      glyphs = (" ", " ", "?", " ")
    } else if x.isInfinite {
      glyphs = (" ", " ", x > 0 ? "^" : "v", " ")
    } else if x == 0 {
      glyphs = (" ", " ", tier.isPlain ? "." : "·", " ")
    } else if !isWhole, hundredths < 100 {
      glyphs = (
        hundredths == 0 ? " " : sign, ".", Self.digit(hundredths / 10), Self.digit(hundredths)
      )
    } else if !isWhole, tenths < 100 {
      glyphs = (sign, Self.digit(tenths / 10), ".", Self.digit(tenths))
    } else if units < 10 {
      glyphs = (" ", " ", sign, Self.digit(units))
    } else if units < 100 {
      glyphs = (" ", sign, Self.digit(units / 10), Self.digit(units))
    } else if units < 1000 {
      glyphs = (sign, Self.digit(units / 100), Self.digit(units / 10), Self.digit(units))
    } else {
      glyphs = Self.large(magnitude, sign: sign)
    }
  }

  /// `5e7`, from 10¹⁰ on only the power of ten: `e12`, and from 10¹⁰⁰ on no more than `big`.
  private static func large(
    _ magnitude: Double, sign: Unicode.Scalar
  ) -> (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) {
    let (mantissa, power) = Numbers.decimal(magnitude, digits: 1)
    let exponent = Double(power)
    return switch power {
    case ..<10: (sign, digit(mantissa), "e", digit(exponent))
    case ..<100: (sign, "e", digit(exponent / 10), digit(exponent))
    default: (sign, "b", "i", "g")
    }
  }

  /// The last digit of a number before its point.
  private static func digit(_ x: Double) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(48 + Int(x) % 10))
  }

  var text: String {
    var text = String.UnicodeScalarView()
    text.append(glyphs.0)
    text.append(glyphs.1)
    text.append(glyphs.2)
    text.append(glyphs.3)
    return String(text)
  }
}

extension Numbers {
  /// A number in four columns, as heatmaps write it.
  ///
  ///     [0.31, -1.8, 12, -5e7, 0].map { Numbers.cell($0) }
  ///     // [" .31", "−1.8", "  12", "−5e7", "  · "]
  public static func cell(
    _ x: Double, isWhole: Bool = false, on glyphs: GlyphTier = .unicode
  ) -> String {
    NumberCell(x, isWhole: isWhole, on: glyphs).text
  }
}
