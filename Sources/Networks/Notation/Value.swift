/// What an expression of the notation comes to.
public enum Value: Hashable, Sendable {
  case integer(Int)
  case decimal(Double)
  /// `3x3`, `224x224x3`.
  case size([Int])
  case truth(Bool)
  /// A word that stands for itself, such as `valid`.
  case word(String)
}
