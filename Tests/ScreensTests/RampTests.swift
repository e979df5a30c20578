import Screens
import Testing

/// The colours of numbers, on backgrounds of terminals and themes that people have.
struct RampTests {
  /// Black, xterm's white, and the backgrounds of Solarized, Gruvbox, Nord, Dracula, One and others.
  static let backgrounds: [Background] = [
    .unknown, .dark, .light,
    .known(0x000000), .known(0x121212), .known(0x1E1E1E), .known(0x282C34), .known(0x282A36),
    .known(0x272822), .known(0x002B36), .known(0x300A24), .known(0x282828), .known(0x303446),
    .known(0xFFFFFF), .known(0xFDF6E3), .known(0xFBF1C7), .known(0xFAFAFA), .known(0xEFF1F5),
  ]
  /// Those to which the palette's dark and light members have even steps; it has no better ones.
  static let paletteBackgrounds: [Background] = [
    .unknown, .dark, .light, .known(0x000000), .known(0x121212), .known(0x1E1E1E),
    .known(0x282C34), .known(0x282A36), .known(0x272822), .known(0x002B36), .known(0x282828),
    .known(0xFFFFFF), .known(0xFDF6E3), .known(0xFBF1C7), .known(0xFAFAFA),
  ]

  struct Sample: CustomStringConvertible {
    let depth: ColorDepth
    let background: Background
    var description: String { "\(depth) on \(background)" }

    /// The colours of −6 … 6, or of 0 … 6 without a sign, neighbours that are equal once.
    func colors(isSigned: Bool) -> [Int] {
      let ramp = Ramp(depth, on: background)
      let zero = zero(in: ramp)
      let colors = (isSigned ? -6...6 : 0...6).map { bin in
        ramp.color(of: isSigned ? .signed(Int8(bin)) : .amount(Int8(bin)))?.rgb ?? zero
      }
      return colors.indices.filter { $0 == 0 || colors[$0] != colors[$0 - 1] }.map { colors[$0] }
    }

    /// What zero looks like: the terminal's own where it is told none.
    func zero(in ramp: Ramp) -> Int {
      if let zero = ramp.color(of: .signed(0)) { return zero.rgb }
      // the user's theme, as xterm has it
      return depth <= .sixteen ? (background.isLight ? 0xFFFFFF : 0x000000) : background.rgb
    }
  }

  static let samples: [Sample] =
    backgrounds.map { Sample(depth: .direct, background: $0) }
    + paletteBackgrounds.map { Sample(depth: .many, background: $0) }
    + [ColorDepth.sixteen, .eight].flatMap { depth in
      [Background.unknown, .dark, .light].map { Sample(depth: depth, background: $0) }
    }

  @Test(arguments: samples)
  func `lightness goes one way from zero for every eye`(sample: Sample) {
    let way = sample.background.isLight ? -1.0 : 1
    for eye in Eye.allCases {
      let signed = sample.colors(isSigned: true).map { OKLab($0, by: eye).lightness }
      #expect(signed.count.isMultiple(of: 2) == false && signed.count >= 3)
      let middle = signed.count / 2
      let sides = [
        signed[...middle].reversed(), Array(signed[middle...]),
        sample.colors(isSigned: false).map { OKLab($0, by: eye).lightness },
      ]
      for side in sides {
        for (one, next) in zip(side, side.dropFirst()) {
          #expect(way * (next - one) > 0.005, "\(eye)")
        }
      }
    }
  }

  @Test(arguments: samples)
  func `the largest step is at most one and a half times the smallest`(sample: Sample) {
    for isSigned in [true, false] {
      let colors = sample.colors(isSigned: isSigned).map { OKLab($0) }
      let steps = zip(colors, colors.dropFirst()).map { $0.distance(to: $1) }
      #expect((steps.max() ?? 9) <= 1.5 * (steps.min() ?? 0), "\(steps)")
    }
  }

  @Test(arguments: samples)
  func `text on every value has a contrast of 4·5 to 1`(sample: Sample) throws {
    let theme = Theme(sample.depth, on: sample.background)
    let shades =
      (-6...6).map { Shade.signed($0) } + (0...6).map { Shade.amount($0) } + [.faint, .invalid]
    for shade in shades {
      let look = theme.look(of: Style(.value, paper: shade))
      guard let paper = look.background else { continue }
      let ink = try #require(look.foreground)
      #expect(Palette.contrast(ofRGB: ink.rgb, paper.rgb) >= 4.5, "\(shade)")
    }
  }

  @Test(arguments: samples.filter { $0.depth >= .many })
  func `signs stay apart for every eye`(sample: Sample) {
    let colors = sample.colors(isSigned: true)
    for eye in Eye.allCases {
      let seen = colors.map { PerceivedColor($0, by: eye) }
      for value in 1...colors.count / 2 {
        let middle = colors.count / 2
        #expect(seen[middle - value].distance(to: seen[middle + value]) >= 13, "\(value) \(eye)")
      }
    }
  }

  @Test(arguments: backgrounds)
  func `hues hold where every colour can be shown`(background: Background) {
    let colors = Sample(depth: .direct, background: background).colors(isSigned: true)
    let zero = OKLab(colors[6])
    for side in [colors[..<6], colors[7...]] {
      // the way from zero, whose own tint fades with it
      let hues = side.map { OKLab($0) }.map { color in
        let rest =
          (color.lightness - (background.isLight ? 0.36 : 0.85))
          / (zero.lightness - (background.isLight ? 0.36 : 0.85))
        return angle(color.a - zero.a * rest, color.b - zero.b * rest)
      }
      #expect((hues.max() ?? 0) - (hues.min() ?? 0) < 12, "\(hues)")
    }
  }

  @Test(arguments: backgrounds.filter { $0 != .unknown })
  func `zero is the terminal's own background`(background: Background) {
    for depth in [ColorDepth.direct, .many, .sixteen, .eight, .none] {
      #expect(Ramp(depth, on: background).color(of: .signed(0)) == nil)
      #expect(Ramp(depth, on: background).color(of: .amount(0)) == nil)
    }
  }

  @Test func `where the background is unknown zero has a colour that is seen on black and white`() {
    #expect(Ramp(.many).color(of: .signed(0)) == Color(233))
    #expect(Ramp(.sixteen).color(of: .signed(0)) == Color(0))
  }

  @Test(arguments: samples.filter { $0.depth >= .many })
  func `what is nearly zero is grey and nearer to zero than the first step`(sample: Sample) throws {
    let ramp = Ramp(sample.depth, on: sample.background)
    let zero = OKLab(sample.zero(in: ramp))
    let faint = OKLab(try #require(ramp.color(of: .faint)).rgb)
    let firsts = try [-1, 1].map { OKLab(try #require(ramp.color(of: .signed($0))).rgb) }
    for first in firsts { #expect(faint.distance(to: zero) < first.distance(to: zero)) }
    #expect(faint.distance(to: zero) > 0)
  }

  @Test func `beyond the scale is the end colour and not a number has one of its own`() {
    let ramp = Ramp(.many, on: .light)
    #expect(ramp.color(of: .signed(99)) == ramp.color(of: .signed(6)))
    #expect(ramp.color(of: .signed(-99)) == ramp.color(of: .signed(-6)))
    #expect(ramp.color(of: .invalid) == Color(201))
    for bin in -6...6 { #expect(ramp.color(of: .signed(Int8(bin))) != Color(201)) }
  }

  /// The colours of the palette are redefined where that is possible, and those of words must not be.
  @Test(arguments: backgrounds)
  func `redefined colours are not those of words, and look much as before`(background: Background) {
    let theme = Theme(.direct, on: background)
    let words = Set(Role.allCases.compactMap { theme.look(of: Style($0)).foreground?.number })
    #expect(theme.redefined.count >= 18)
    for color in theme.redefined {
      #expect(!words.contains(color.number) && color.number >= 16)
      #expect(OKLab(color.rgb).distance(to: OKLab(Palette.rgb(color.number))) < 0.3, "\(color)")
    }
    #expect(Set(theme.redefined.map(\.number)).count == theme.redefined.count)
  }
}

/// The hue of a colour, in degrees.
private func angle(_ a: Double, _ b: Double) -> Double {
  PerceivedColor.degrees(a, b)
}

struct BackgroundTests {
  @Test func `a background is light where black reads better on it`() {
    #expect(Background.known(0xFFFFFF).isLight && Background.light.isLight)
    #expect(!Background.known(0x1E1E1E).isLight && !Background.dark.isLight)
    #expect(!Background.unknown.isLight)
  }

  @Test func `the variable of some terminals names the background last`() {
    #expect(Background(colorfgbg: "15;0") == .dark)
    #expect(Background(colorfgbg: "0;default;15") == .light)
    #expect(Background(colorfgbg: "0;7") == .light)
    #expect(Background(colorfgbg: "12;8") == .dark)
    #expect(Background(colorfgbg: "default;default") == nil && Background(colorfgbg: "") == nil)
  }
}
