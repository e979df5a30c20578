import CTerminal
import Foundation
import Screens
import Terminal
import Testing

struct PreferencesTests {
  @Test(arguments: [
    (ColorPreference.auto, [:], 256, ColorDepth.many),
    (.auto, [:], 0, .none), (.auto, [:], 2, .none), (.auto, [:], 8, .eight),
    (.auto, [:], 16, .sixteen), (.auto, [:], 88, .sixteen), (.auto, [:], 1 << 24, .direct),
    (.auto, ["NO_COLOR": "1"], 256, .none), (.auto, ["NO_COLOR": ""], 256, .many),
    (.auto, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], 256, .none),
    (.auto, ["CLICOLOR": "0"], 256, .none), (.auto, ["CLICOLOR": "1"], 256, .many),
    (.auto, ["CLICOLOR": "0", "CLICOLOR_FORCE": "1"], 256, .many),
    (.auto, ["CLICOLOR": "0", "CLICOLOR_FORCE": "0"], 256, .none),
    (.always, ["NO_COLOR": "1", "CLICOLOR": "0"], 256, .many), (.always, [:], 0, .none),
    (.never, ["CLICOLOR_FORCE": "1"], 256, .none),
  ])
  func `the option beats the environment and that beats terminfo`(
    preference: ColorPreference, environment: [String: String], promised: Int, depth: ColorDepth
  ) {
    #expect(preference.depth(promised: promised) { environment[$0] } == depth)
  }

  @Test func `characters are ASCII where asked for or where the locale knows no others`() {
    #expect(GlyphPreference.auto.tier(isUTF8: true) == .unicode)
    #expect(GlyphPreference.auto.tier(isUTF8: false) == .ascii)
    #expect(GlyphPreference.ascii.tier(isUTF8: true) == .ascii)
  }

  @Test func `an error names the terminal and a way out`() {
    #expect(TerminalError.unknown("vt9").description.contains("vt9"))
    #expect(TerminalError.unknown("").description.contains("not set"))
  }
}

struct WidthTests {
  @Test func `what counts as printable is one cell wide to the C library`() throws {
    let locale: String? = ["C.UTF-8", "en_US.UTF-8"].first { setlocale(LC_CTYPE, $0) != nil }
    try #require(locale != nil)
    let wrong = (0x20...0x2FFFF).compactMap { Unicode.Scalar($0) }.filter {
      Glyphs.printable($0) == $0 && terminal_width($0.value) != 1
    }
    #expect(wrong.map { String($0.value, radix: 16) } == [])
  }
}
