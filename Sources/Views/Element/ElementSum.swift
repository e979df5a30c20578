import Diagrams
import Networks
import Screens
import Tensors

/// The products behind the cell of an element, in the order in which one steps through them.
struct ElementSum {
  /// The taps of a kernel's position, and the output that would have read the cell through them.
  struct Origin {
    let row: InputGradient.Candidate
    let column: InputGradient.Candidate
  }
  /// A line of the table: a product, or a position that has none.
  enum Line {
    /// A product of `products`.
    case product(Int, Origin?)
    /// A product that is exactly 0.
    case zero(Explanation.Term, Origin?)
    /// A position of the kernel through which nothing comes.
    case impossible(Origin)
  }

  let explanation: Explanation
  /// The products that are not exactly 0.
  private(set) var products: [Explanation.Term] = []
  /// All positions, with the impossible ones and the zeros.
  private(set) var lines: [Line] = []
  /// How many products of the window are with inserted zeros.
  private(set) var insertedZeros = 0

  init(_ element: Element) {
    guard
      let explanation = try? element.walk.trace.explanation(
        of: element.quantity, at: element.node, element: element.cell)
    else { preconditionFailure("an open element lies in its tensor") }
    self.explanation = explanation
    let ways = element.walk.trace.inputGradient(element.quantity, of: element.node)
    switch (element.way, ways) {
    case (.gather, let ways?): gather(element.cell, ways)
    case (.insertion, let ways?): insert(element.cell, ways)
    case (.matrix, _?):
      // along a row of the transpose: in the order of what is given
      let terms = explanation.terms.sorted {
        ($0.factors.first?.index ?? []).lexicographicallyPrecedes($1.factors.first?.index ?? [])
      }
      for term in terms { add(term, nil) }
    default: for term in explanation.terms { add(term, nil) }
    }
  }

  private mutating func add(_ term: Explanation.Term, _ origin: Origin?) {
    if term.product == 0 {
      lines.append(.zero(term, origin))
    } else {
      lines.append(.product(products.count, origin))
      products.append(term)
    }
  }

  /// Every position of the kernel, the possible ones with their products.
  private mutating func gather(_ cell: [Int], _ ways: InputGradient) {
    var rest = explanation.terms[...]
    let channels = ways.givenChannels(of: cell[3]).count
    for row in ways.rowCandidates(of: cell[1]) {
      for column in ways.columnCandidates(of: cell[2]) {
        let origin = Origin(row: row, column: column)
        guard row.output != nil, column.output != nil else {
          lines.append(.impossible(origin))
          continue
        }
        for term in rest.prefix(channels) { add(term, origin) }
        rest = rest.dropFirst(channels)
      }
    }
    // a bias has no position in the kernel
    for term in rest { add(term, nil) }
  }

  /// The window of Z at the cell against the turned kernel; inserted zeros are left out.
  private mutating func insert(_ cell: [Int], _ ways: InputGradient) {
    let window = ways.windowProducts(
      image: cell[0], row: cell[1], column: cell[2], channel: cell[3])
    insertedZeros = window.zeros
    let isSingle = ways.givenChannels(of: cell[3]).count == 1
    for product in window.products {
      let channel = isSingle ? [] : [product.o]
      let z = Explanation.Factor(
        symbol: "Z", tensor: "Z", index: [product.row, product.column] + channel, value: product.z)
      let r = Explanation.Factor(
        symbol: "R", tensor: "R", index: [product.a, product.b] + channel, value: product.r)
      add(Explanation.Term(z, r), nil)
    }
    if let bias = ways.bias {
      let value = bias.elements[cell[3]]
      let factor = Explanation.Factor(symbol: "b", tensor: "b", index: [cell[3]], value: value)
      add(Explanation.Term(factor), nil)
    }
  }

  /// The colour of a product, counted from 0: all have one where there are at most eight, else
  /// the running one alone.
  func color(of product: Int, running: Int) -> Int? {
    products.count <= 8 ? product : product == running ? 0 : nil
  }
  /// The factors in a tensor whose product has a colour, with that.
  func toldApart(in tensor: String, running: Int) -> [(index: [Int], product: Int)] {
    products.enumerated().flatMap { place, term in
      color(of: place, running: running).map { color in
        term.factors.filter { $0.tensor == tensor }.map { ($0.index, color) }
      } ?? []
    }
  }

  /// The total after each product.
  var totals: [Double] {
    var total = 0.0
    return products.map {
      total += $0.product
      return total
    }
  }
  var zeroCount: Int {
    lines.count {
      if case .zero = $0 { true } else { false }
    }
  }
  var impossible: [Origin] {
    lines.compactMap {
      if case .impossible(let origin) = $0 { origin } else { nil }
    }
  }
}

extension InputGradient.Candidate {
  /// The output as a number: `2`, `1½`, `−1`, in ASCII `3/2`.
  func text(on glyphs: GlyphTier) -> String {
    let minus = glyphs.isPlain ? "-" : "−"
    guard isBetween else {
      return (numerator < 0 ? minus : "") + "\(abs(numerator) / stride)"
    }
    if glyphs == .unicode, numerator > 0,
      let fraction = Self.fractions["\(numerator % stride)/\(stride)"]
    {
      return (numerator < stride ? "" : "\(numerator / stride)") + fraction
    }
    return (numerator < 0 ? minus : "") + "\(abs(numerator))/\(stride)"
  }
  private static let fractions = [
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "2/4": "½", "3/4": "¾",
  ]
}

extension ElementSum.Origin {
  /// Why nothing comes from there; rows are asked first.
  func reason(on glyphs: GlyphTier) -> String {
    let (side, candidate) = row.output == nil ? ("row", row) : ("column", column)
    let text = candidate.text(on: glyphs)
    return candidate.isBetween
      ? "no output \(side) has its window there: \(text)"
      : "outside: there is no output \(side) \(text)"
  }
}
