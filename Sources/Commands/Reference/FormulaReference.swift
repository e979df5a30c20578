import Diagrams

/// The commands of formulas, each as it is set.
enum FormulaReference {
  static func entries(inASCII isASCII: Bool) throws -> [ReferenceEntry] {
    func set(_ latex: String) throws -> (String, String) {
      (latex, try Formula(latex).line(ascii: isASCII).text)
    }
    return [
      ReferenceEntry("symbols", try Formula.symbolCommands.map { try set("\\" + $0) }),
      ReferenceEntry("with arguments", try samples.map(set)),
    ]
  }

  /// Each command that is no symbol stands in one of these.
  private static let samples = [
    #"\frac{a}{b}"#, #"\sqrt{x}"#, #"\hat{x}"#, #"\bar{x}"#, #"\tilde{x}"#, #"\text{if } x"#,
    #"\mathrm{d}"#, #"\mathbf{x}"#, #"\mathbb{R}"#, #"\operatorname{softmax}"#,
    #"\left( \frac{a}{b} \right)"#, #"a \quad b \qquad c"#,
    #"\sum_{\substack{i \\ j}} x[i,j]"#,
    #"\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}"#,
    #"\begin{aligned} a &= b \\ &= c \end{aligned}"#,
  ]
}
