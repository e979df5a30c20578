extension Unicode.Scalar {
  /// Whether a terminal may obey it rather than show it: control characters, ends of lines and
  /// paragraphs, and marks that turn the direction of what follows.
  public var isObeyed: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F: true
    case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}

extension String {
  /// The text without the mark with which some editors begin a file in UTF-8.
  public var droppingByteOrderMark: String {
    unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
  }

  /// A text from outside as it may be shown: `�` stands for each character that a terminal may
  /// obey; line ends and tabs stay where a text has lines of its own.
  public func harmless(keepingLines: Bool = false) -> String {
    let isKept = { (scalar: Unicode.Scalar) in
      !scalar.isObeyed || keepingLines && (scalar == "\n" || scalar == "\t")
    }
    guard !unicodeScalars.allSatisfy(isKept) else { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars { text.append(isKept(scalar) ? scalar : "\u{FFFD}") }
    return String(text)
  }

  /// A text from outside as a sentence may quote it: harmless, on one line and not endless.
  public func quotable(longest: Int = 60) -> String {
    // a letter may carry any number of accents, so that these are counted too
    let scalars = unicodeScalars
    guard scalars.count > longest else { return harmless() }
    return String(String.UnicodeScalarView(scalars.prefix(longest - 1))).harmless() + "…"
  }
}
