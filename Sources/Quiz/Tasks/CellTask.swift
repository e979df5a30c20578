import Networks
import Tensors

/// One cell of an input gradient: which outputs reach it, through which weights, and the sum.
public struct CellTask: Hashable, Sendable {
  public let stride: Int
  /// Rows of small whole numbers.
  public let kernel: [[Int]]
  /// The gradient of the loss in the output.
  public let upstream: [[Int]]
  /// The whole gradient in the input.
  public let gradient: [[Int]]
  /// The cell that is asked for.
  public let cell: Place
  /// The products that reach it.
  public let terms: Set<Term>

  public struct Place: Hashable, Sendable {
    public let row: Int
    public let column: Int

    public init(_ row: Int, _ column: Int) {
      self.row = row
      self.column = column
    }
  }
  /// An output and the weight through which it reaches the cell.
  public struct Term: Hashable, Sendable {
    public let output: Place
    public let weight: Place

    public init(output: Place, weight: Place) {
      self.output = output
      self.weight = weight
    }
  }

  public var value: Double { Double(gradient[cell.row][cell.column]) }

  /// Draws both tensors, and a cell that most windows reach; the engine computes the gradient.
  init(_ item: QuizItem, _ choices: inout Choices) throws {
    guard let size = Self.size(item.words("kernel")),
      let outputs = Self.size(item.words("outputs")),
      let stride = Int(item.words("stride") ?? ""),
      1...4 ~= stride, let weights = size.checkedCount, weights <= 49,
      let count = outputs.checkedCount, count <= 16
    else {
      throw LessonError(
        "a cell item has a kernel such as 3x3, a stride from 1 to 4 and outputs such as 2x2",
        line: item.line)
    }
    func drawn(_ shape: Shape, _ choices: inout Choices) -> [[Int]] {
      (0..<shape[0]).map { _ in (0..<shape[1]).map { _ in Int.random(in: 1...9, using: &choices) } }
    }
    self.stride = stride
    kernel = drawn(size, &choices)
    upstream = drawn(outputs, &choices)
    let rows = (outputs[0] - 1) * stride + size[0]
    let columns = (outputs[1] - 1) * stride + size[1]
    let network = try Network(
      "conv \(size[0])x\(size[1]) 1 stride: \(stride) padding: valid", on: Shape(rows, columns, 1))
    var settings = RunSettings<Double>()
    settings.given["conv1.weight"] = Tensor(
      Shape(size[0], size[1], 1, 1), kernel.joined().map(Double.init))
    settings.given["dy"] = Tensor(
      Shape(1, outputs[0], outputs[1], 1), upstream.joined().map(Double.init))
    let trace = try Trace(network.graph, settings)
    let gradient = trace.gradients[0]
    self.gradient = (0..<rows).map { row in
      (0..<columns).map { Int(gradient.elements[row * columns + $0]) }
    }
    let cells = (0..<rows).flatMap { row in (0..<columns).map { Place(row, $0) } }
    let reaching = try cells.map { cell in
      let account = try trace.explanation(
        of: .inputGradient(0), at: network.graph.nodes[1], element: [cell.row, cell.column, 0])
      return (cell: cell, terms: Set(account.terms.compactMap(Term.init)))
    }
    let most = reaching.map(\.terms.count).max() ?? 1
    let worthwhile = reaching.filter { $0.terms.count >= min(most, 2) }
    guard let chosen = worthwhile.randomElement(using: &choices) else {
      throw LessonError("no output reads any cell", line: item.line)
    }
    cell = chosen.cell
    terms = chosen.terms
  }

  /// Reads `3x3`.
  private static func size(_ text: String?) -> Shape? {
    let sides = text?.split(separator: "x").map { Int($0) } ?? []
    guard sides.count == 2, let rows = sides[0], let columns = sides[1], rows > 0, columns > 0
    else { return nil }
    return Shape(rows, columns)
  }

  /// Half of the points are for the terms, half for the sum.
  func grade(_ terms: [Term], _ value: String) throws -> Grade {
    let given = try Arithmetic.answer(value)
    let right = Figures.grouped(self.value)
    let hasTerms = Set(terms) == self.terms && terms.count == self.terms.count
    let hasValue = given == self.value
    var findings: [Grade.Finding] = []
    for term in Set(terms).subtracting(self.terms).sorted() {
      findings.append(Grade.Finding("\(term)", why: why(not: term)))
    }
    for term in self.terms.subtracting(terms).sorted() {
      findings.append(Grade.Finding("missing: \(term)"))
    }
    if hasTerms, !hasValue { findings.append(Grade.Finding("the sum", why: "It is \(right).")) }
    return Grade(
      share: (hasTerms ? 0.5 : 0) + (hasValue ? 0.5 : 0), findings: findings, right: derivation,
      why: rule,
      lines: [
        Grade.Line("the right terms", points: 1, earned: hasTerms ? 1 : 0),
        Grade.Line("the sum", points: 1, earned: hasValue ? 1 : 0),
      ])
  }

  /// The sum written out.
  public var solution: String {
    terms.sorted().map { "\($0)" }.joined(separator: " + ") + " = " + Figures.grouped(value)
  }

  /// The sum with its products: `G[1,1] · K[1,1] + … = 2·3 + 4·5 = 26`.
  var derivation: String {
    let sorted = terms.sorted()
    let products = sorted.map { term in
      let (output, weight) = (term.output, term.weight)
      return "\(upstream[output.row][output.column])·\(kernel[weight.row][weight.column])"
    }
    return sorted.map { "\($0)" }.joined(separator: " + ") + " = "
      + products.joined(separator: " + ") + " = " + Figures.grouped(value)
  }

  /// Which outputs read the cell: `A term needs 2·i' + m = 3 …: 3 = 2·0 + 3 = 2·1 + 1`.
  private var rule: String {
    func ways(_ cell: Int, _ pairs: Set<[Int]>) -> String {
      ([cell.description]
        + pairs.sorted { $0[0] < $1[0] }.map { "\(stride)·\($0[0]) + \($0[1])" })
        .joined(separator: " = ")
    }
    let rows = ways(cell.row, Set(terms.map { [$0.output.row, $0.weight.row] }))
    let columns = ways(cell.column, Set(terms.map { [$0.output.column, $0.weight.column] }))
    return "A term G[i',j']·K[m,n] needs \(stride)·i' + m = \(cell.row) and "
      + "\(stride)·j' + n = \(cell.column). Rows: \(rows). Columns: \(columns)."
  }

  /// Why a term is none: the output's window meets the cell elsewhere, or not at all.
  public func why(not term: Term) -> String {
    for (name, cell, output, weight, extent) in [
      ("i", self.cell.row, term.output.row, term.weight.row, kernel.count),
      ("j", self.cell.column, term.output.column, term.weight.column, kernel[0].count),
    ] {
      let offset = cell - output * stride
      guard offset != weight else { continue }
      if !(0..<extent).contains(offset) {
        return "The window of \(name)' = \(output) starts at \(output * stride) and does not reach "
          + "\(cell)."
      }
      return
        "Output \(name)' = \(output) reads \(cell) through weight \(cell) − \(output)·\(stride) = \(offset)."
    }
    return "There is no such output."
  }
}

extension CellTask.Term: Comparable, CustomStringConvertible {
  /// A term of an explanation: one factor of the gradient, one of the kernel.
  init?(_ term: Explanation.Term) {
    guard let output = term.factors.first(where: { $0.index.count == 4 && $0.symbol == "G" }),
      let weight = term.factors.first(where: { $0.index.count == 4 && $0.symbol == "K" })
    else { return nil }
    self.init(
      output: .init(output.index[1], output.index[2]),
      weight: .init(weight.index[0], weight.index[1]))
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.output.row, left.output.column, left.weight.row, left.weight.column)
      < (right.output.row, right.output.column, right.weight.row, right.weight.column)
  }
  public var description: String {
    "G[\(output.row),\(output.column)] · K[\(weight.row),\(weight.column)]"
  }
}
