import Screens
import Testing

struct ThemeTests {
  @Test func `accents read on black and on white`() {
    for role in Role.allCases {
      guard let accent = Theme(.many).look(of: Style(role)).foreground else { continue }
      #expect(
        Palette.contrast(accent, 16) >= 4.5 && Palette.contrast(accent, 231) >= 4.5, "\(role)")
    }
  }

  @Test func `without colour bold, underline and reverse remain and nothing else does`() {
    for role in Role.allCases {
      let style = Style(role, ink: .signed(3), paper: .signed(-6))
      let look = Theme(.none).look(of: style)
      #expect(look.foreground == nil && look.background == nil)
    }
    #expect(Theme(.none).look(of: Style(.focus)).attributes.contains(.reverse))
    #expect(Theme(.none).look(of: Style(.product)).attributes == .bold)
    #expect(Theme(.none).look(of: Style(.participant)).attributes == .underline)
    #expect(Theme(.none).look(of: Style(.wrong)).attributes == [.bold, .underline])
  }

  @Test(arguments: [ColorDepth.many, .sixteen, .eight, .none])
  func `no number of a colour is beyond what the terminal has`(depth: ColorDepth) {
    for role in Role.allCases {
      for step in -6...6 {
        let look = Theme(depth).look(of: Style(role, ink: .signed(Int8(step)), paper: .invalid))
        for color in [look.foreground, look.background].compactMap({ $0 }) {
          #expect(color < depth.rawValue)
        }
      }
    }
  }

  @Test func `focus is reversed and bold whatever the role`() {
    for role in Role.allCases {
      let look = Theme(.many).look(of: Style(role, isFocused: true))
      #expect(look.attributes.isSuperset(of: [.reverse, .bold]))
    }
  }

  @Test(arguments: [Ramp.vik, .berlin])
  func `text on a value is black or white, whichever reads better`(ramp: Ramp) {
    for step in -6...6 {
      let look = Theme(.many, ramp: ramp).look(of: Style(.value, paper: .signed(Int8(step))))
      let (black, white) = (
        Palette.contrast(16, ramp.colors[step + 6]), Palette.contrast(231, ramp.colors[step + 6])
      )
      #expect(look.background == ramp.colors[step + 6])
      #expect(look.foreground == (black >= white ? 16 : 231))
      #expect(max(black, white) >= 4.5)
    }
  }

  @Test func `the ink of a half block is its own colour, not that of text`() {
    let look = Theme(.many).look(of: Style(.value, ink: .signed(-6), paper: .signed(6)))
    #expect(look.foreground == 19 && look.background == 88)
  }
}

struct RampTests {
  @Test(arguments: [Ramp.vik, .berlin])
  func `thirteen colours that differ, brightness in order on either side of zero`(ramp: Ramp) {
    #expect(ramp.colors.count == 13 && Set(ramp.colors).count == 13)
    let brightness = ramp.colors.map(Palette.luminance)
    let outward = [brightness[...6].reversed(), Array(brightness[6...])]
    for side in outward {
      let sign = ramp == .vik ? -1.0 : 1
      #expect(zip(side, side.dropFirst()).allSatisfy { sign * ($1 - $0) > 0 })
    }
  }

  /// What was measured when the colours were chosen; none may be closer.
  @Test(arguments: [
    (Ramp.vik, Eye.common, 10.6, 10.6), (.vik, .deutan, 9.7, 20.6), (.vik, .protan, 7.4, 15.6),
    (.vik, .tritan, 9.5, 27.7), (.berlin, .common, 10.6, 10.6), (.berlin, .deutan, 7.5, 27.9),
    (.berlin, .protan, 7.4, 24.0), (.berlin, .tritan, 8.9, 33.4),
  ])
  func `steps and signs stay apart for every eye`(
    ramp: Ramp, eye: Eye, step: Double, sign: Double
  ) {
    let colors = ramp.colors.map { PerceivedColor($0, by: eye) }
    for (one, next) in zip(colors, colors.dropFirst()) {
      #expect(one.distance(to: next) >= step)
    }
    for value in 1...6 {
      #expect(colors[6 - value].distance(to: colors[6 + value]) >= sign - 0.1)
    }
  }

  @Test(arguments: [Ramp.vik, .berlin])
  func `equal magnitudes are about equally light`(ramp: Ramp) {
    let lightness = ramp.colors.map { PerceivedColor($0).lightness }
    for value in 1...6 { #expect(abs(lightness[6 - value] - lightness[6 + value]) <= 13) }
    let outward = [lightness[...6].reversed(), Array(lightness[6...])]
    for side in outward {
      let sign = ramp == .vik ? -1.0 : 1
      #expect(zip(side, side.dropFirst()).allSatisfy { sign * ($1 - $0) > 0 })
    }
  }

  @Test(arguments: [ColorDepth.sixteen, .eight])
  func `fewer colours keep the order and keep zero apart`(depth: ColorDepth) {
    let colors = (-6...6).map { Ramp.vik.color(of: .signed(Int8($0)), in: depth) }
    #expect(colors[6] == nil)
    #expect(!colors[..<6].contains(nil) && !colors[7...].contains(nil))
    let runs = colors.indices.dropFirst().filter { colors[$0] != colors[$0 - 1] }.count + 1
    #expect(runs == (depth == .sixteen ? 5 : 3))
  }

  @Test func `beyond the scale is the end colour and not a number has one of its own`() {
    #expect(Ramp.vik.color(of: .signed(99), in: .many) == 88)
    #expect(Ramp.vik.color(of: .signed(-99), in: .many) == 19)
    #expect(Ramp.vik.color(of: .invalid, in: .many) == 201)
    #expect(!Ramp.vik.colors.contains(201) && !Ramp.berlin.colors.contains(201))
  }
}

struct PaletteTests {
  @Test func `the cube and the greys are those that terminals use`() {
    #expect(Palette.rgb(16) == 0x000000 && Palette.rgb(231) == 0xFFFFFF)
    #expect(Palette.rgb(63) == 0x5F5FFF && Palette.rgb(131) == 0xAF5F5F)
    #expect(Palette.rgb(232) == 0x080808 && Palette.rgb(255) == 0xEEEEEE)
  }

  @Test func `black on white has the contrast 21`() {
    #expect(abs(Palette.contrast(16, 231) - 21) < 1e-9)
  }
}
