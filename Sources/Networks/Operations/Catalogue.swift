/// All operations that the notation knows: adding one is its file, a line here and a sample in
/// the tests.
public enum Catalogue {
  /// Steps, in the order in which help lists them.
  public static let operations: [any Operation.Type] = [
    Convolution.self, Normalization.self, ReLU.self, MaxPool.self, GlobalPool.self, Dense.self,
  ]
  /// Operations that end branches: `sum { … | … }`.
  public static let joins: [any Operation.Type] = [Sum.self]

  /// The step or join of a keyword.
  public static func operation(_ keyword: String) -> (any Operation.Type)? {
    (operations + joins).first { $0.keyword == keyword }
  }
}
