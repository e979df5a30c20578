import LibC

/// A colour in a space where distance is difference to the eye.
///
/// Ottosson, "A perceptual color space for image processing" (2020); sRGB as in IEC 61966-2-1.
public struct OKLab: Hashable, Sendable {
  /// From 0 for black to 1 for white.
  public var lightness: Double
  /// Green to red.
  public var a: Double
  /// Blue to yellow.
  public var b: Double

  public init(lightness: Double, a: Double, b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  /// A colour of sRGB, `0xRRGGBB`.
  public init(_ rgb: Int) {
    self.init(
      red: Self.linear(rgb >> 16 & 255), green: Self.linear(rgb >> 8 & 255),
      blue: Self.linear(rgb & 255))
  }

  /// Light of the three primaries of sRGB, each from 0 to 1.
  public init(red: Double, green: Double, blue: Double) {
    let l = cbrt(0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue)
    let m = cbrt(0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue)
    let s = cbrt(0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue)
    lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s
    a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s
    b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s
  }

  /// How different two colours look; black and white are 1 apart.
  public func distance(to other: OKLab) -> Double {
    let (a, b) = (a - other.a, b - other.b)
    let lightness = lightness - other.lightness
    return (lightness * lightness + a * a + b * b).squareRoot()
  }

  /// Whether a display of sRGB can show it.
  public var isShowable: Bool {
    let (red, green, blue) = light
    return [red, green, blue].allSatisfy { -1e-4...1.0001 ~= $0 }
  }

  /// The nearest colour of sRGB, `0xRRGGBB`.
  public var rgb: Int {
    let (red, green, blue) = light
    return Self.channel(red) << 16 | Self.channel(green) << 8 | Self.channel(blue)
  }

  /// The light of the three primaries; outside of 0 to 1 where sRGB has no such colour.
  private var light: (red: Double, green: Double, blue: Double) {
    let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b)
    let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b)
    let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b)
    return (
      4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
      -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
      -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s
    )
  }

  private func cube(_ x: Double) -> Double { x * x * x }

  /// The light of a channel from 0 to 255, as a share of the brightest.
  static func linear(_ channel: Int) -> Double { linearChannels[channel] }

  private static let linearChannels: [Double] = (0...255).map { channel in
    let value = Double(channel) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static func channel(_ light: Double) -> Int {
    let light = min(max(light, 0), 1)
    let value = light <= 0.003_130_8 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    return Int((255 * value).rounded())
  }
}
