import Screens

/// A formula in a subset of LaTeX, set on one line or in two dimensions.
///
///     y[i,j,o] = \sum_{m=0}^{2} \sum_{n=0}^{2} x[2i+m-1, 2j+n-1] \cdot K[m,n,o]
///
///                  2   2
///     y[i,j,o]  =  Σ   Σ   x[2i+m−1, 2j+n−1] · K[m,n,o]
///                 m=0 n=0
///
/// Signs in index brackets and scripts stand tight, elsewhere they have a blank on either side.
/// Blanks between letters are kept, one each, unlike in TeX.
public struct Formula: Sendable {
  let row: FormulaPart.Row

  /// Reads a formula; what is not understood is said with its place.
  ///
  ///     try Formula(#"\fraq{x}{y}"#)  // throws at column 1, with the suggestion \frac
  public init(_ latex: String) throws(FormulaError) {
    var parser = FormulaParser(latex)
    row = try parser.formula()
  }

  /// A formula on one line.
  public struct Line: Hashable, Sendable {
    /// Such as `y[i,j,o] = Σ m,n,c  x[2i+m−1, 2j+n−1, c] · K[m,n,c,o]`.
    public let text: String
    /// What the sums run over, empty without sums: `m,n = 0…2, c = 0…3`.
    public let ranges: String
    /// What must hold besides, where sums have conditions: `over 2i'+m−1=i`.
    public let conditions: String
  }

  /// The formula on one line: `y = (x − mean) / √(variance + ε) · scale + shift`.
  ///
  ///     let formula = try Formula(#"y[i] = \sum_{m=0}^{2} x[i+m-1] \cdot K[m]"#)
  ///     formula.line().text               // "y[i] = Σ m  x[i+m−1] · K[m]"
  ///     formula.line().ranges             // "m = 0…2"
  ///     formula.line(ascii: true).text    // "y[i] = sum m  x[i+m-1] * K[m]"
  public func line(ascii: Bool = false) -> Line {
    var writer = LineWriter(inASCII: ascii)
    let text = writer.text(row)
    return Line(
      text: text, ranges: writer.ranges.text(inASCII: ascii), conditions: writer.ranges.over)
  }

  /// A formula in two dimensions.
  public struct Drawing: Hashable, Sendable {
    public let grid: Grid
    /// The row on which the formula stands: that of its `=`.
    public let baseline: Int
  }

  /// The formula in two dimensions, broken before its signs where it is wider than `width`.
  ///
  ///              2
  ///     y[i]  =  Σ   x[i+m−1] · K[m]
  ///             m=0
  public func drawing(width: Int? = nil, ascii: Bool = false) -> Drawing {
    let box = BoxWriter(inASCII: ascii).display(row, width: width)
    return Drawing(grid: Grid(lines: box.rows.map { String($0) }), baseline: box.baseline)
  }
}
