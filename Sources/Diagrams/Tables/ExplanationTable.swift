import Networks

/// The products behind one number as a table with a running total, or as JSON; formulas are set on
/// a line.
public struct ExplanationTable: Encodable, Sendable {
  struct Term: Encodable, Sendable {
    let factors: [Factor]
    let product: Double
  }
  struct Factor: Encodable, Sendable {
    let tensor: String
    let index: [Int]
    let value: Double
  }
  struct Definition: Encodable, Sendable {
    let symbol: String
    let formula: String
    let value: Double
  }

  let node: String
  let of: String
  let element: [Int]
  let formula: String
  let instance: String
  let value: Double
  let terms: [Term]
  let definitions: [Definition]

  /// The table of one number, whose formulas are set on a line: of `y[i,j,o] = …`.
  public init(_ explanation: Explanation) {
    node = explanation.node
    of = explanation.quantity.name
    element = explanation.element
    formula = Self.line(explanation.formula)
    instance = Self.line(explanation.instance)
    value = explanation.value
    terms = explanation.terms.map { term in
      Term(
        factors: term.factors.map {
          Factor(
            tensor: $0.index.isEmpty ? Self.line($0.tensor) : $0.tensor, index: $0.index,
            value: $0.value)
        }, product: term.product)
    }
    definitions = explanation.definitions.map {
      Definition(
        symbol: Self.line($0.symbol), formula: Self.line($0.formula), value: $0.value)
    }
  }

  /// The same as JSON: `node`, `of`, `element`, `formula`, `instance`, `value`, `terms`,
  /// `definitions`.
  public func json() throws -> String { try JSONText.of(self) }

  /// The formula with letters and with this element's indices, then a line a product.
  ///
  ///     product                                         values             running total
  ///     x[0,0,0,0] · conv1.weight[1,1,0,0]  =  1.0000 · 5.0000   = 5.0000         5.0000
  ///     x[0,0,1,0] · conv1.weight[1,2,0,0]  =  2.0000 · 6.0000  = 12.0000        17.0000
  public var text: String {
    var lines = [formula, instance]
    for definition in definitions {
      lines.append(
        "\(definition.symbol) = \(definition.formula) = " + Numbers.fixed(definition.value))
    }
    var table = TextTable([.left, .left, .right, .right, .right])
    table.append(["product", "", "values", "", "running total"])
    var total = 0.0
    for term in terms {
      total += term.product
      table.append([
        term.factors.map(Self.name).joined(separator: " · "), "=",
        term.factors.map { Numbers.fixed($0.value) }.joined(separator: " · "),
        "= " + Numbers.fixed(term.product), Numbers.fixed(total),
      ])
    }
    let count = terms.count == 1 ? "1 product" : "\(Numbers.count(terms.count)) products"
    return (lines + [""] + table.lines + ["", "\(count), the engine has \(Numbers.fixed(value))"])
      .joined(separator: "\n")
  }

  private static func name(_ factor: Factor) -> String {
    factor.index.isEmpty
      ? factor.tensor
      : "\(factor.tensor)[\(factor.index.map(String.init).joined(separator: ","))]"
  }

  private static func line(_ latex: String) -> String {
    guard let line = try? Formula(latex).line() else { return latex }
    return line.ranges.isEmpty ? line.text : "\(line.text)   \(line.ranges)"
  }
}
