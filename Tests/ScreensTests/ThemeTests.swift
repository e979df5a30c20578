import Screens
import Testing

struct ThemeTests {
  /// Where nothing is known they must read on black and on white.
  @Test(arguments: [
    (Background.unknown, [0x000000, 0xFFFFFF]),
    (.dark, [0x000000, 0x1E1E1E, 0x282C34, 0x002B36, 0x282A36, 0x2E3440]),
    (.known(0x303030), [0x303030]),
    (.light, [0xFFFFFF, 0xFDF6E3, 0xFBF1C7, 0xEEE8D5]), (.known(0xEFF1F5), [0xEFF1F5]),
  ])
  func `accents read on the backgrounds that they are for`(background: Background, papers: [Int]) {
    for role in Role.allCases {
      guard let accent = Theme(.many, on: background).look(of: Style(role)).foreground else {
        continue
      }
      for paper in papers {
        #expect(Palette.contrast(ofRGB: accent.rgb, paper) >= 4.5, "\(role)")
      }
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

  @Test(arguments: [ColorDepth.direct, .many, .sixteen, .eight, .none])
  func `no number of a colour is beyond what the terminal has`(depth: ColorDepth) {
    for role in Role.allCases {
      for step in -6...6 {
        let look = Theme(depth).look(of: Style(role, ink: .signed(Int8(step)), paper: .invalid))
        for color in [look.foreground, look.background].compactMap({ $0 }) {
          #expect(color.number < depth.rawValue)
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

  @Test func `the ink of a half block is its own colour, not that of text`() {
    for depth in [ColorDepth.direct, .many, .sixteen, .eight] {
      let theme = Theme(depth, on: .dark)
      let look = theme.look(of: Style(.value, ink: .signed(-6), paper: .signed(6)))
      #expect(look.foreground == theme.ramp.color(of: .signed(-6)))
      #expect(look.background == theme.ramp.color(of: .signed(6)))
      // nor is that of zero, whose colour is the background's
      let zero = theme.look(of: Style(.value, ink: .signed(0), paper: .signed(6)))
      #expect(zero.foreground != nil)
    }
  }
}

struct PaletteTests {
  @Test func `the cube and the greys are those that terminals use`() {
    #expect(Palette.rgb(16) == 0x000000 && Palette.rgb(231) == 0xFFFFFF)
    #expect(Palette.rgb(63) == 0x5F5FFF && Palette.rgb(131) == 0xAF5F5F)
    #expect(Palette.rgb(232) == 0x080808 && Palette.rgb(255) == 0xEEEEEE)
  }

  @Test func `black on white has the contrast 21`() {
    #expect(abs(Palette.contrast(ofRGB: 0x000000, 0xFFFFFF) - 21) < 1e-9)
  }
}
