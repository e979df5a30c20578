import CTerminal
import Screens

extension terminal_cell {
  /// A character and its look as the terminal is told of it.
  ///
  /// On a terminal of direct colour a number is red, green and blue, but for the first eight.
  init(_ glyph: Unicode.Scalar, _ look: Look, isDirect: Bool) {
    func number(of color: Color?) -> Int32 {
      guard let color else { return -1 }
      return Int32(isDirect && color.number >= 8 ? color.rgb : color.number)
    }
    // a blank shows no ink: with one colour for all, equal screens are sent as equal bytes
    let hasInk = glyph != " " || !look.attributes.isDisjoint(with: [.reverse, .underline])
    self.init(
      scalar: glyph.value, foreground: number(of: hasInk ? look.foreground : nil),
      background: number(of: look.background), attributes: UInt32(look.attributes.rawValue))
  }
}
