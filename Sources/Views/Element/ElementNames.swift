import Diagrams
import Networks
import Screens
import Tensors

/// How numbers are called on the screens of an element: `G[2,2] · K[0,0]`, `dx[3,3]`.
///
/// Indices that can only be 0 are left out: the image of a batch of one, a single channel.
struct ElementNames {
  private let trace: Trace<Double>
  private let glyphs: GlyphTier

  init(_ element: Element, on glyphs: GlyphTier) {
    trace = element.walk.trace
    self.glyphs = glyphs
  }

  /// The factors with the sign of a product between them.
  func text(_ term: Explanation.Term) -> String {
    term.factors.map(text).joined(separator: glyphs.isPlain ? " * " : " · ")
  }
  func text(_ factor: Explanation.Factor) -> String {
    let symbol = Self.parenthesised(line(factor.symbol))
    guard let found = ElementPanels.tensor(factor.tensor, in: trace) else {
      return symbol + Self.bracketed(derived(factor) ?? factor.index)
    }
    return symbol
      + Self.bracketed(
        Self.index(factor.index, in: found.tensor.shape, isParameter: found.isParameter))
  }
  /// A cell of what is wanted.
  func text(_ label: String, _ element: Element) -> String {
    label
      + Self.bracketed(
        Self.index(
          element.cell, in: element.wanted.shape, isParameter: element.quantity.isOfParameter))
  }
  /// A formula on one line.
  func line(_ latex: String) -> String {
    (try? Formula(latex).line(ascii: glyphs.isPlain).text.trimming) ?? latex
  }

  /// Numbers such as `norm1 normalised` are made of a map and have its indices.
  private func derived(_ factor: Explanation.Factor) -> [Int]? {
    guard let name = factor.tensor.split(separator: " ").first,
      let found = ElementPanels.tensor(String(name), in: trace),
      found.tensor.shape.rank == factor.index.count
    else { return nil }
    return Self.index(factor.index, in: found.tensor.shape, isParameter: found.isParameter)
  }

  /// The indices that say something.
  static func index(_ index: [Int], in shape: Shape, isParameter: Bool) -> [Int] {
    guard index.count == shape.rank else { return index }
    var index = index
    switch (shape.rank, isParameter) {
    case (4, false):
      if shape[3] == 1 { index.removeLast() }
      if shape[0] == 1 { index.removeFirst() }
    case (2, false):
      if shape[0] == 1 { index.removeFirst() }
    case (4, true):
      if shape[2] == 1, shape[3] == 1 { index.removeLast(2) }
    default: break
    }
    return index
  }
  /// A sum as a factor: `(1 − y[0])`.
  private static func parenthesised(_ symbol: String) -> String {
    var depth = 0
    var isSum = false
    var isFirst = true
    for character in symbol {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if !isFirst, depth == 0, "+−-".contains(character) { isSum = true }
      isFirst = false
    }
    return isSum && symbol.contains(" ") ? "(\(symbol))" : symbol
  }
  private static func bracketed(_ index: [Int]) -> String {
    index.isEmpty ? "" : "[\(index.map(String.init).joined(separator: ","))]"
  }
}
