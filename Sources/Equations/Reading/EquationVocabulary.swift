/// Words that an equation may use besides the names that are given.
public enum EquationVocabulary {
  /// Functions and what sums over indices.
  public static let functions =
    ["sum", "mean", "max", "min"]
    + ["exp", "log", "sqrt", "abs", "floor", "ceil", "relu", "sigmoid", "tanh", "softmax"]

  /// The one spelling of a name: `β1` for `beta1` and `beta_1`.
  public static func spelled(_ name: String) -> String {
    name.split(separator: "_").map { Vocabulary.spelled(String($0)) }.joined()
  }
}

extension Term {
  /// A name with the names of its indices, where a term is no more: `K[m,n,c,o]`.
  public var pattern: (name: String, indices: [String])? {
    switch self {
    case .name(let name): return (name.text, [])
    case .applied(let name, let terms, _):
      let indices = terms.compactMap(\.bareName)
      return indices.count == terms.count ? (name.text, indices) : nil
    default: return nil
    }
  }
}
