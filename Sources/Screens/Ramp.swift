import LibC

/// The colours of numbers: from the most negative over a neutral zero to the most positive.
///
/// Zero is the terminal's own background. From there lightness goes one way only, to pale colours
/// on a dark background and to deep ones on a light one, in steps that look equal, blue for what
/// is negative and orange or red for what is positive. What has no sign goes from the background
/// to green. The order holds under the common kinds of colour blindness, for lightness tells it.
public struct Ramp: Hashable, Sendable {
  public let background: Background
  public let depth: ColorDepth
  /// The thirteen colours of −6 … 6; nil is the terminal's own background.
  private let signed: [Color?]
  /// The seven colours of 0 … 6.
  private let amounts: [Color?]
  private let faint: Color?
  private let invalid: Color?
  private let products: [Color]
  private let participant: Color

  public init(_ depth: ColorDepth, on background: Background = .unknown) {
    self.depth = depth
    self.background = background
    let zero: Color? = background == .unknown ? Self.unknownZero(in: depth) : nil
    let levels = RampLevels(depth, on: background)
    func side(_ colors: [Color]) -> [Color?] {
      (1...6).map { bin in
        colors.isEmpty ? nil : colors[(bin * colors.count + 5) / 6 - 1]
      }
    }
    signed = side(levels.negative).reversed() + [zero] + side(levels.positive)
    amounts = [zero] + side(levels.amounts)
    faint = levels.faint ?? zero
    let (products, participant) = Self.attention(in: depth, isLight: background.isLight)
    self.products = products.map { Color($0) }
    self.participant = Color(participant)
    invalid =
      switch depth {
      case .direct, .many: Color(201)
      case .sixteen: Color(5)
      case .eight: Color(background.isLight ? 0 : 7)
      case .none: nil
      }
  }

  /// The colour of a shade; nil is the terminal's own, and fewer colours make fewer steps.
  public func color(of shade: Shade) -> Color? {
    switch shade {
    case .signed(let bin): signed[Int(min(max(bin, -6), 6)) + 6]
    case .amount(let bin): amounts[Int(min(max(bin, 0), 6))]
    case .faint: faint
    case .invalid: invalid
    case .product(let index): depth == .none ? nil : products[Int(index) % products.count]
    case .participant: depth == .none ? nil : participant
    }
  }

  /// The colour of a shade as ink, which cannot be left to the terminal: its own ink is that of text.
  func ink(of shade: Shade) -> Color? {
    if let color = color(of: shade) { return color }
    return switch depth {
    case .direct: Color(background.isLight ? 255 : 234, rgb: background.rgb)
    case .many: Color(Palette.grey(near: background.rgb))
    case .sixteen: Color(background.isLight ? 15 : 0)
    case .eight: Color(background.isLight ? 7 : 0)
    case .none: nil
    }
  }

  /// All its colours, each once.
  var colors: Set<Color> {
    Set((signed + amounts + [ink(of: .signed(0)), faint, invalid]).compactMap(\.self))
  }

  /// Papers that stand out from the background and from one another, for cells that take part.
  private static func attention(
    in depth: ColorDepth, isLight: Bool
  ) -> (products: [Int], participant: Int) {
    switch depth {
    case .direct where isLight, .many where isLight: ([172, 39, 71, 170, 142, 43, 203, 98], 246)
    case .direct, .many: ([214, 117, 114, 213, 228, 80, 210, 147], 250)
    case .sixteen: ([3, 6, 2, 5, 11, 14, 10, 13], 7)
    case .eight, .none: ([3, 6, 2, 5], 7)
    }
  }

  private static func unknownZero(in depth: ColorDepth) -> Color? {
    switch depth {
    case .direct, .many: Color(Background.assumedDark)
    case .sixteen, .eight: Color(0)
    case .none: nil
    }
  }
}

/// The colours of the steps away from zero, as many as a depth of colour has.
private struct RampLevels {
  var negative: [Color] = []
  var positive: [Color] = []
  var amounts: [Color] = []
  /// Of what is not zero, but too small to have a sign that matters.
  var faint: Color?

  init(_ depth: ColorDepth, on background: Background) {
    switch depth {
    case .direct: self.init(exactOn: background)
    case .many: self.init(palette: background)
    case .sixteen where background.isLight:
      self.init(numbers: [6, 12], [3, 9], [2])
    case .eight where background.isLight:
      self.init(numbers: [4], [1], [2])
    case .sixteen, .eight:
      self.init(numbers: [4, 6], [1, 3], [2])
    case .none: self.init(numbers: [], [], [])
    }
  }

  private init(numbers negative: [Int], _ positive: [Int], _ amounts: [Int]) {
    self.negative = negative.map { Color($0) }
    self.positive = positive.map { Color($0) }
    self.amounts = amounts.map { Color($0) }
  }

  /// Members of the palette, chosen such that their steps are as even as its gaps allow.
  private init(palette background: Background) {
    if background.isLight {
      self.init(numbers: [153, 75, 67, 27, 20], [217, 203, 131, 124, 52], [114, 65, 22])
    } else {
      switch OKLab(background.rgb).lightness {
      case ..<0.1: self.init(numbers: [17, 21, 69, 153], [52, 94, 202, 223], [22, 77])
      case ..<0.22:
        self.init(
          numbers: [17, 19, 26, 68, 111], [52, 124, 130, 202, 216], [22, 71, 157])
      default: self.init(numbers: [19, 27, 67, 153], [88, 130, 208, 223], [22, 71, 157])
      }
    }
    faint = Color(Palette.grey(near: Self.faint(on: background)))
  }

  /// Colours made for the background; each has the place of one that looks much the same, so that
  /// a terminal which does not redefine its palette after all shows nearly the same.
  private init(exactOn background: Background) {
    let isLight = background.isLight
    let (negative, positive, amounts) =
      isLight
      ? (
        [189, 111, 69, 32, 20, 18], [224, 216, 173, 167, 130, 88], [194, 151, 72, 35, 28, 23]
      )
      : (
        [17, 24, 26, 33, 75, 153], [52, 94, 130, 166, 209, 216], [22, 28, 35, 36, 78, 121]
      )
    func colors(_ numbers: [Int], hue: Double, chroma: Double) -> [Color] {
      let arc = RampArc(
        from: OKLab(background.rgb), to: isLight ? 0.36 : 0.85, hue: hue, chroma: chroma)
      return zip(numbers, arc.steps(numbers.count)).map { Color($0, rgb: $1) }
    }
    self.negative = colors(negative, hue: isLight ? 258 : 255, chroma: 0.16)
    self.positive = colors(positive, hue: isLight ? 32 : 48, chroma: 0.16)
    self.amounts = colors(amounts, hue: 160, chroma: 0.13)
    let faint = Self.faint(on: background)
    self.faint = Color(isLight ? 253 : 236, rgb: faint)
  }

  /// A neutral colour within half a step of zero.
  private static func faint(on background: Background) -> Int {
    var color = OKLab(background.rgb)
    color.lightness += background.isLight ? -0.045 : 0.06
    return color.rgb
  }
}

/// A way through the space of colours from zero to a strong value, its hue held.
private struct RampArc {
  private let points: [OKLab]

  /// The colours grow stronger until two thirds of the way and paler or darker to its end; where
  /// the display has none as strong it takes the strongest.
  ///
  /// - Parameters:
  ///   - zero: the colour of its beginning.
  ///   - lightness: that of the end, from 0 to 1.
  ///   - hue: an angle in degrees.
  ///   - chroma: the distance from grey where the colours are strongest.
  init(from zero: OKLab, to lightness: Double, hue: Double, chroma: Double) {
    let (x, y) = (cosine(hue), cosine(hue - 90))
    points = (0...Self.count).map { index in
      let way = Double(index) / Double(Self.count)
      var strength = chroma * cosine(130 * way - 90)
      while true {
        let point = OKLab(
          lightness: zero.lightness + (lightness - zero.lightness) * way,
          a: zero.a * (1 - way) + strength * x, b: zero.b * (1 - way) + strength * y)
        if point.isShowable || strength < 1e-3 { return point }
        strength *= 0.97
      }
    }
  }

  /// Colours with equal distances between them, `0xRRGGBB`; zero is not among them.
  ///
  /// From black the first one is farther, for it would be lost on a display that gleams.
  func steps(_ count: Int) -> [Int] {
    var lengths = [0.0]
    for (one, next) in zip(points, points.dropFirst()) {
      lengths.append((lengths.last ?? 0) + one.distance(to: next))
    }
    let first = points[0].lightness < 0.2 ? 1.3 : 1
    let step = (lengths.last ?? 0) / (first + Double(count - 1))
    return (0..<count).map { index in
      let length = (first + Double(index)) * step
      return (points[lengths.firstIndex { $0 >= length - 1e-9 } ?? Self.count]).rgb
    }
  }

  private static let count = 200
}

private func cosine(_ degrees: Double) -> Double { cos(degrees / 180 * .pi) }
