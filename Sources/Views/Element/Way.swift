import Networks

/// A way to see the same number: `z` turns to the next one.
public enum Way: String, CaseIterable, Sendable {
  /// All products behind it, one after the other.
  case gather
  /// What is given stamps the kernel into what is wanted.
  case scatter
  /// What is given, spread and padded, convolved with the turned kernel.
  case insertion = "zero-insertion"
  /// The convolution as one matrix, and its transpose.
  case matrix

  /// The ways to a number: four where a convolution spreads, two for its kernel's gradient.
  static func all(to quantity: Quantity, of node: Node, in walk: Walk) -> [Way] {
    if walk.trace.inputGradient(quantity, of: node) != nil { return Way.allCases }
    if walk.trace.kernelGradient(quantity, of: node) != nil { return [.gather, .scatter] }
    return [.gather]
  }
}
