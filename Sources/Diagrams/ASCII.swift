import Screens

extension String {
  /// The same line in ASCII, one character for one.
  var ascii: String {
    String(String.UnicodeScalarView(unicodeScalars.map { Glyphs.ascii(for: $0) }))
  }
}
