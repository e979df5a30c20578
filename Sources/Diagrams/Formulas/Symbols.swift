/// The commands that stand for one symbol, and the characters that mean more than themselves.
enum Symbols {
  /// What a command such as `\cdot` stands for.
  static let commands: [String: Symbol] = letters.merging(signs) { $1 }.merging(functions) { $1 }

  /// What a character stands for outside index brackets; nothing for ordinary ones.
  static let characters: [Character: Symbol] = [
    "+": Symbol("+", .binary), "-": minus, "−": minus, "*": Symbol("*", .binary),
    "·": Symbol("·", ascii: "*", .binary), "×": Symbol("×", ascii: "x", .binary),
    "⊙": Symbol("⊙", ascii: "(.)", .binary),
    "=": Symbol("=", .relation), "<": Symbol("<", .relation), ">": Symbol(">", .relation),
    "≤": Symbol("≤", ascii: "<=", .relation), "≥": Symbol("≥", ascii: ">=", .relation),
    "≠": Symbol("≠", ascii: "!=", .relation), "≈": Symbol("≈", ascii: "~=", .relation),
    "→": Symbol("→", ascii: "->", .relation), "∈": Symbol("∈", ascii: "in", .relation),
    "(": Symbol("(", .opening), "[": Symbol("[", .opening),
    ")": Symbol(")", .closing), "]": Symbol("]", .closing),
    ",": Symbol(",", .punctuation), ";": Symbol(";", .punctuation),
    "∂": Symbol("∂", ascii: "d"), "…": Symbol("…", ascii: "..."), "∞": Symbol("∞", ascii: "inf"),
    "ε": Symbol("ε", ascii: "epsilon"), "σ": Symbol("σ", ascii: "sigma"),
  ]
  static let minus = Symbol("−", ascii: "-", .binary)

  private static let letters: [String: Symbol] = {
    let names = [
      "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
      "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
      "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
      "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
      "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
      "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    ]
    return names.reduce(into: [:]) { table, name in
      table[name.key] = Symbol(name.value, ascii: name.key)
    }
  }()

  private static let signs: [String: Symbol] = [
    "cdot": Symbol("·", ascii: "*", .binary), "times": Symbol("×", ascii: "x", .binary),
    "odot": Symbol("⊙", ascii: "(.)", .binary), "oplus": Symbol("⊕", ascii: "(+)", .binary),
    "otimes": Symbol("⊗", ascii: "(x)", .binary), "pm": Symbol("±", ascii: "+-", .binary),
    "ast": Symbol("*", .binary), "star": Symbol("*", .binary),
    "circ": Symbol("∘", ascii: "o", .binary),
    "bmod": Symbol("mod", .binary), "cup": Symbol("∪", ascii: "or", .binary),
    "cap": Symbol("∩", ascii: "and", .binary), "setminus": Symbol("\\", .binary),
    "le": Symbol("≤", ascii: "<=", .relation), "leq": Symbol("≤", ascii: "<=", .relation),
    "ge": Symbol("≥", ascii: ">=", .relation), "geq": Symbol("≥", ascii: ">=", .relation),
    "lt": Symbol("<", .relation), "gt": Symbol(">", .relation),
    "neq": Symbol("≠", ascii: "!=", .relation), "ne": Symbol("≠", ascii: "!=", .relation),
    "approx": Symbol("≈", ascii: "~=", .relation), "sim": Symbol("~", .relation),
    "equiv": Symbol("≡", ascii: "==", .relation), "propto": Symbol("∝", ascii: "~", .relation),
    "in": Symbol("∈", ascii: "in", .relation),
    "to": Symbol("→", ascii: "->", .relation), "rightarrow": Symbol("→", ascii: "->", .relation),
    "leftarrow": Symbol("←", ascii: "<-", .relation), "gets": Symbol("←", ascii: "<-", .relation),
    "mapsto": Symbol("↦", ascii: "|->", .relation), "iff": Symbol("⇔", ascii: "<=>", .relation),
    "Rightarrow": Symbol("⇒", ascii: "=>", .relation), "mid": Symbol("|", .relation),
    "partial": Symbol("∂", ascii: "d"), "nabla": Symbol("∇", ascii: "grad "),
    "infty": Symbol("∞", ascii: "inf"), "ell": Symbol("ℓ", ascii: "l"),
    "ldots": Symbol("…", ascii: "..."), "dots": Symbol("…", ascii: "..."),
    "cdots": Symbol("⋯", ascii: "..."), "vdots": Symbol("⋮", ascii: ":"),
    "prime": Symbol("'"), "top": Symbol("ᵀ", ascii: "T"),
    "colon": Symbol(":"), "vert": Symbol("|"), "Vert": Symbol("‖", ascii: "||"),
    "lfloor": Symbol("⌊", ascii: "floor(", .opening), "rfloor": Symbol("⌋", ascii: ")", .closing),
    "lceil": Symbol("⌈", ascii: "ceil(", .opening), "rceil": Symbol("⌉", ascii: ")", .closing),
    "langle": Symbol("⟨", ascii: "<", .opening), "rangle": Symbol("⟩", ascii: ">", .closing),
    "sum": Symbol("Σ", ascii: "sum", .large), "prod": Symbol("Π", ascii: "product", .large),
    "max": Symbol("max", .large), "min": Symbol("min", .large), "lim": Symbol("lim", .large),
  ]

  private static let functions: [String: Symbol] = {
    let names = ["log", "ln", "exp", "tanh", "sin", "cos", "arg", "det", "dim"]
    return names.reduce(into: [:]) { table, name in table[name] = Symbol(name, .function) }
  }()

  /// Characters that may be written behind a backslash to mean only themselves.
  static let escaped: Set<Character> = ["{", "}", "_", "%", "#", "&", "$"]

  /// Digits and signs above the line, and the few letters that fonts have.
  static let superscripts = characterMap("0123456789+−niTᵀ'", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀᵀ'")
  /// Digits, signs and letters below the line, as far as there are any.
  static let subscripts = characterMap("0123456789+−=aeoxklmnpstij", "₀₁₂₃₄₅₆₇₈₉₊₋₌ₐₑₒₓₖₗₘₙₚₛₜᵢⱼ")

  /// A script in small characters, if there are such for all of it; words are better spelled out.
  static func small(_ text: String, from characters: [Character: Character]) -> String? {
    let small = text.compactMap { characters[$0] }
    return small.count == text.count && text.count(where: \.isLetter) < 2 ? String(small) : nil
  }

  private static func characterMap(_ from: String, _ to: String) -> [Character: Character] {
    Dictionary(uniqueKeysWithValues: zip(from, to))
  }
}
