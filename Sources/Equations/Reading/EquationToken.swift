/// A word or sign of an equation with its span in the text.
struct EquationToken: Hashable {
  enum Kind: Hashable {
    case number(Double)
    /// In its one spelling: `λ` for `lambda` and `\lambda`.
    case name(String)
    /// `if`, `for`, `mod` and the like, which no name can be.
    case word(String)
    /// In its plain form: `*` for `\cdot`, `<=` for `≤`.
    case sign(String)
    case newline
    case end
  }
  let kind: Kind
  let span: Range<Int>
  /// Whether blanks part it from what stands before.
  let isParted: Bool
}

/// What a text of plain or LaTeX writing is made of.
enum Vocabulary {
  static let words: Set<String> = [
    "if", "then", "else", "otherwise", "for", "where", "with", "when", "and", "or", "not", "mod",
    "in", "is", "to", "from", "all", "repeat", "while", "over", "each", "every", "such", "that",
    "until",
  ]

  static let greek: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "eps": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω",
  ]

  /// Letters that have a second form.
  static let letters: [Unicode.Scalar: Unicode.Scalar] = [
    "ϵ": "ε", "ϕ": "φ", "ϑ": "θ", "µ": "μ", "𝜎": "σ", "∂": "∂",
  ]

  /// LaTeX commands for one sign, word or name of plain writing.
  static let commands: [String: EquationToken.Kind] = [
    "cdot": .sign("*"), "times": .sign("*"), "ast": .sign("*"), "odot": .sign("*"),
    "star": .sign("*"), "div": .sign("/"), "le": .sign("<="), "leq": .sign("<="),
    "leqslant": .sign("<="), "ge": .sign(">="), "geq": .sign(">="), "geqslant": .sign(">="),
    "lt": .sign("<"), "gt": .sign(">"), "ne": .sign("!="), "neq": .sign("!="),
    "equiv": .sign("≡"), "in": .word("in"), "land": .word("and"), "wedge": .word("and"),
    "lor": .word("or"), "vee": .word("or"), "lnot": .word("not"), "neg": .word("not"),
    "bmod": .word("mod"), "mod": .word("mod"), "pmod": .sign("pmod"), "gets": .sign("<-"),
    "leftarrow": .sign("<-"), "coloneqq": .sign("<-"), "mid": .sign("|"), "vert": .sign("|"),
    "lvert": .sign("|"), "rvert": .sign("|"), "lfloor": .sign("⌊"), "rfloor": .sign("⌋"),
    "lceil": .sign("⌈"), "rceil": .sign("⌉"), "ldots": .sign(".."), "dots": .sign(".."),
    "cdots": .sign(".."), "sum": .name("sum"), "prod": .name("product"), "frac": .sign("frac"),
    "dfrac": .sign("frac"), "tfrac": .sign("frac"), "partial": .name("∂"), "nabla": .name("∇"),
    "{": .sign("("), "}": .sign(")"), "lbrace": .sign("("), "rbrace": .sign(")"),
    "lbrack": .sign("["), "rbrack": .sign("]"), "colon": .sign(":"), "top": .name("⊤"),
    "Sigma": .name("sum"), "Pi": .name("product"), "%": .word("mod"), "_": .sign("_"),
    "ell": .name("ℓ"), "ln": .name("log"), "\\": .sign("\\\\"), "newline": .sign("\\\\"),
    "infty": .name("∞"), "substack": .sign("substack"),
  ]

  /// Commands that only adjust type.
  static let silent: Set<String> = [
    "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "Bigg", "biggl",
    "biggr", "limits", "nolimits", "displaystyle", "textstyle", "quad", "qquad", ",", ":", ";",
    "!", " ", ">", "mathrm", "mathit", "operatorname", "mathsf", "text", "textrm",
    "textbf", "textit", "mbox", "mathop", "boldsymbol", "bm", "nonumber", "middle", "mathcal",
    "thinspace",
  ]

  /// Signs of one character that stand for others.
  static let signs: [Unicode.Scalar: EquationToken.Kind] = [
    "·": .sign("*"), "×": .sign("*"), "∙": .sign("*"), "⋅": .sign("*"), "∗": .sign("*"),
    "⊙": .sign("*"), "÷": .sign("/"), "−": .sign("-"), "–": .sign("-"), "≤": .sign("<="),
    "⩽": .sign("<="), "≥": .sign(">="), "⩾": .sign(">="), "≠": .sign("!="), "≡": .sign("≡"),
    "∈": .word("in"), "∧": .word("and"), "∨": .word("or"), "¬": .word("not"), "←": .sign("<-"),
    "≔": .sign("<-"), "∑": .name("sum"), "Σ": .name("sum"), "∏": .name("product"),
    "Π": .name("product"), "√": .name("sqrt"), "⌊": .sign("⌊"), "⌋": .sign("⌋"),
    "⌈": .sign("⌈"), "⌉": .sign("⌉"), "…": .sign(".."), "⋯": .sign(".."), "𝟙": .number(1),
    "∣": .sign("|"), "∞": .name("∞"),
  ]

  static let superscripts: [Unicode.Scalar: Double] = ["²": 2, "³": 3]
  static let subscripts: [Unicode.Scalar: Character] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₗ": "l", "ₘ": "m", "ₙ": "n", "ₒ": "o", "ₚ": "p",
    "ₜ": "t",
  ]
  static let accents: [String: String] = [
    "hat": "\u{302}", "widehat": "\u{302}", "bar": "\u{304}", "overline": "\u{304}",
    "tilde": "\u{303}", "widetilde": "\u{303}",
  ]

  /// The one spelling of a word in letters and digits: `β1` for `beta1`.
  static func spelled(_ word: String) -> String {
    let letters = word.prefix { $0.isLetter }
    guard let letter = greek[String(letters)] else { return word }
    return letter + word.dropFirst(letters.count)
  }
}
