extension Glyphs {
  /// The one character below 128 that stands for a glyph where a terminal knows no others.
  ///
  /// Layouts stay as they are, cell for cell. Lines that data has passed are `|` `-`, lines to
  /// come `:` `.`; what has no stand-in is `?`.
  public static func ascii(for glyph: Unicode.Scalar, role: Role = .text) -> Unicode.Scalar {
    switch glyph.value {
    case 0x20...0x7E: glyph
    case 0x2500...0x257F: line(glyph, isUpcoming: role == .upcoming || role == .barEmpty)
    case 0x2800...0x28FF: braille(dots: (glyph.value & 0xFF).nonzeroBitCount)
    case 0xB7 where role == .title: "-"
    default: standIns[glyph] ?? "?"
    }
  }

  private static func line(_ glyph: Unicode.Scalar, isUpcoming: Bool) -> Unicode.Scalar {
    if horizontals.contains(glyph) { return isUpcoming ? "." : "-" }
    if verticals.contains(glyph) { return isUpcoming ? ":" : "|" }
    return "+"
  }

  private static func braille(dots: Int) -> Unicode.Scalar {
    switch dots {
    case 0: " "
    case 1...2: "."
    case 3...5: ":"
    default: "#"
    }
  }

  private static let horizontals = Set("─━┄┅┈┉╌╍═╴╶╸╺╼╾".unicodeScalars)
  private static let verticals = Set("│┃┆┇┊┋╎╏║╵╷╹╻╽╿".unicodeScalars)

  private static let standIns: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (ascii, glyphs) in glyphsByStandIn {
      for glyph in glyphs.unicodeScalars { table[glyph] = ascii }
    }
    return table
  }()

  private static let glyphsByStandIn: [(Unicode.Scalar, String)] = [
    (" ", "\u{A0}\u{2002}\u{2003}\u{2009}"),
    // The timeline: done, of interest and done, now, to come, of interest and to come.
    ("=", "●"), ("#", "◆■"), ("+", "▪"), ("@", "◉"), (".", "○□"), (":", "◇"),
    // Bars, curves and halves by how much they fill.
    ("#", "█▓▇▉▊"), ("%", "▆▋"), ("+", "▅"), ("=", "▄▌▐"), ("-", "▃▔"), (":", "▒▍"),
    (".", "░▂"), ("_", "▁"), ("|", "▎▏▕"), ("^", "▀"),
    // Marks, arrows and keys.
    (">", "▸▶►→›»⇥⇒↦"), ("<", "◄◀◂←‹«⏎⇤⇐↵⌫"), ("^", "↑▴▲⇧⇡"), ("v", "↓▾▼✓⇣"), ("-", "↔"),
    ("|", "↕"), ("x", "✗✘"), ("*", "•★∗"),
    // Punctuation.
    ("'", "‘’′‚"), ("\"", "“”″„"), ("-", "−–—‐‑‒¯"), (".", "·…⋯⋅"), (":", "⋮"), ("?", "\u{FFFD}"),
    ("o", "°"), ("$", "€£¥"), ("S", "§"), ("P", "¶"), ("!", "¡"), ("?", "¿"), ("|", "¦"),
    // Mathematics.
    ("x", "×⊗"), ("/", "÷⁄"), ("+", "⊕±"), ("*", "⊙"), ("r", "√"), ("s", "ŝ"), ("!", "≠¬"),
    ("=", "≡⇔"),
    ("<", "≤≪⟨"), (">", "≥≫⟩"), ("~", "≈∼≃"), ("d", "∂∇"), ("S", "Σ∑"), ("P", "Π∏"), ("8", "∞"),
    ("e", "∈"), ("[", "⌊⌈⎡⎢⎣"), ("]", "⌋⌉⎤⎥⎦"), ("/", "⎛⎠"), ("\\", "⎝⎞"), ("|", "⎜⎟∣"),
    ("I", "∫"), ("^", "∧"), ("v", "∨"), ("U", "∪"), ("n", "∩"), ("%", "‰"), ("h", "½"), ("q", "¼¾"),
    ("t", "⅓⅔"),
    ("/", "⎧⎭"), ("\\", "⎩⎫"), ("<", "⎨"), (">", "⎬"), ("|", "⎪‖"), ("o", "∘"), ("~", "∝"),
    ("N", "ℕ"), ("Z", "ℤ"), ("R", "ℝ"), ("L", "ℒ"), ("y", "ŷ"),
    ("x", "ˣ"), ("0", "⁰₀"), ("1", "¹₁"), ("2", "²₂"), ("3", "³₃"), ("4", "⁴₄"), ("5", "⁵₅"),
    ("6", "⁶₆"),
    ("7", "⁷₇"), ("8", "⁸₈"), ("9", "⁹₉"), ("+", "⁺₊"), ("-", "⁻₋"), ("=", "₌"),
    // Greek letters by their sound or shape.
    ("A", "Α"), ("D", "Δ"), ("G", "Γ"), ("L", "Λ"), ("O", "ΘΩ"), ("F", "Φ"), ("Y", "Ψ"), ("X", "Ξ"),
    ("a", "α"), ("b", "β"), ("g", "γ"), ("d", "δ"), ("e", "εϵ"), ("z", "ζ"), ("n", "ην"),
    ("t", "θτϑ"), ("i", "ι"), ("k", "κ"), ("l", "λℓ"), ("u", "μυµ"), ("x", "ξχ"), ("p", "πψ"),
    ("r", "ρ"), ("s", "σς"), ("f", "φϕ"), ("w", "ω"),
    // Letters above and below the line, and letters of names.
    ("T", "ᵀ⊤"), ("i", "ᵢⁱ"), ("j", "ⱼ"), ("k", "ₖ"), ("l", "ₗ"), ("m", "ₘ"), ("n", "ₙⁿ"),
    ("o", "ₒ"), ("p", "ₚ"), ("s", "ₛ"), ("t", "ₜ"), ("x", "ₓ"), ("a", "ₐ"), ("e", "ₑ"),
    ("A", "ÀÁÂÃÄÅ"), ("C", "Ç"), ("E", "ÈÉÊË"), ("I", "ÌÍÎÏİ"), ("N", "Ñ"), ("O", "ÒÓÔÕÖØ"),
    ("U", "ÙÚÛÜ"), ("Y", "Ý"), ("s", "ß"), ("a", "àáâãäåæ"), ("c", "çćč"), ("e", "èéêëęě"),
    ("d", "ď"), ("t", "ť"),
    ("g", "ğ"), ("i", "ìíîïı"), ("l", "ł"), ("n", "ñńň"), ("o", "òóôõöø"), ("r", "ř"),
    ("s", "śşš"), ("u", "ùúûüů"), ("y", "ýÿ"), ("z", "źżž"), ("S", "Š"), ("Z", "Ž"), ("L", "Ł"),
  ]
}

extension Grid {
  /// The same cells in the characters that a terminal shows, others by their stand-ins.
  public func inGlyphs(of tier: GlyphTier) -> Grid {
    guard tier.isPlain else { return self }
    var grid = self
    for row in 0..<size.height {
      for column in 0..<size.width {
        let cell = self[column, row]
        guard tier == .ascii || Glyphs.isAmbiguous(cell.glyph) else { continue }
        grid[column, row].glyph = Glyphs.ascii(for: cell.glyph, role: cell.style.role)
      }
    }
    return grid
  }

  /// The same cells in characters below 128.
  public func inASCII() -> Grid { inGlyphs(of: .ascii) }
}
