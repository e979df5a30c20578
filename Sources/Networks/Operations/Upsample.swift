import Tensors

/// Makes a map larger by whole factors: each cell stands for a block of A×B, or neighbours are
/// mixed.
///
///     y[i,j,c] = Σ k,l  u[i,k] · v[j,l] · x[k,l,c]
///
/// The nearest cell has weight 1. With `bilinear` output i looks at p = max((i + ½)/A − ½, 0), half
/// a cell being its centre: weight 1 − f on cell ⌊p⌋ and f = p − ⌊p⌋ on the next, at most the last.
struct Upsample: Operation {
  static let keyword = "upsample"
  static let spelling = Spelling(
    [.init("factor", .square, isRequired: true)], flags: ["bilinear"])
  let factor: Pair
  let isBilinear: Bool

  init(_ arguments: Arguments) throws {
    factor = arguments.pair("factor") ?? Pair(1, 1)
    isBilinear = arguments.has("bilinear")
  }

  var kind: OperationKind { .upsampling }
  var arguments: String { factor.source + (isBilinear ? " bilinear" : "") }
  var caption: String { "upsample \(factor)" + (isBilinear ? ", bilinear" : "") }
  var shortCaption: String { "up \(factor)" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let map = try onlyMap(inputs)
    return Shape(map[0] * factor.rows, map[1] * factor.columns, map[2])
  }

  func sentence(at site: Site) -> Sentence {
    let sizes = "A map of \(Words.area(site.inputs[0])) becomes \(Words.area(site.output))"
    return isBilinear
      ? Sentence(
        "\(sizes): each output mixes the 4 cells around it, the nearer the more; cells at the border "
          + "repeat.", short: "\(sizes): each output mixes the 4 cells around it.")
      : Sentence(
        "\(sizes): each cell is copied to a block of \(factor), so that nothing new is computed.",
        short: "\(sizes): each cell is copied to a block of \(factor).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    isBilinear
      ? Sentence(
        "Each cell gathers the gradients of all outputs that mixed it, with the weights that it had.",
        short: "Each cell gathers the gradients of the outputs that mixed it.")
      : Sentence(
        "Each cell gathers the gradients of the \(factor.rows * factor.columns) outputs that copied it: "
          + "they add up.", short: "Each cell adds up the gradients of its copies.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let mode = isBilinear ? "\"bilinear\", align_corners=False" : "\"nearest\""
    return PyTorch(
      "F.interpolate(\(place.x), scale_factor=(\(factor.rows), \(factor.columns)), mode=\(mode))")
  }

  var recalls: Recall { [] }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    let (rows, columns) = axes(on: x.shape.image)
    let (images, channels) = (x.shape[0], x.shape[3])
    var y = Tensor<S>(zeros: Shape(images, rows.count, columns.count, channels))
    visit(rows, columns, images: images, x.shape, y.shape) { cell, place, weight in
      for c in 0..<channels { y.elements[place + c] += S(weight) * x.elements[cell + c] }
    }
    return y
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let shape = call.inputs[0].shape
    let (rows, columns) = axes(on: shape.image)
    var dx = Tensor<S>(zeros: shape)
    visit(rows, columns, images: shape[0], shape, dy.shape) { cell, place, weight in
      for c in 0..<shape[3] { dx.elements[cell + c] += S(weight) * dy.elements[place + c] }
    }
    return Gradients(inputs: [dx])
  }

  /// A cell that an output of one axis reads, and how much of it.
  private struct Tap {
    let cell: Int
    let weight: Double
  }

  /// What each output reads along one axis, the nearer cell first.
  private func taps(_ factor: Int, extent: Int) -> [[Tap]] {
    (0..<extent * factor).map { output in
      guard isBilinear else { return [Tap(cell: output / factor, weight: 1)] }
      let place = max((Double(output) + 0.5) / Double(factor) - 0.5, 0)
      let (cell, part) = (Int(place), place - place.rounded(.down))
      if part == 0 || cell == extent - 1 { return [Tap(cell: cell, weight: 1)] }
      return [Tap(cell: cell, weight: 1 - part), Tap(cell: cell + 1, weight: part)]
    }
  }
  private func axes(on map: Shape) -> (rows: [[Tap]], columns: [[Tap]]) {
    (taps(factor.rows, extent: map[0]), taps(factor.columns, extent: map[1]))
  }

  /// Visits every meeting of an output place with a cell: where their channels begin.
  @inline(__always)
  private func visit(
    _ rows: [[Tap]], _ columns: [[Tap]], images: Int, _ input: Shape, _ output: Shape,
    _ body: (_ cell: Int, _ place: Int, _ weight: Double) -> Void
  ) {
    for image in 0..<images {
      for (i, rowTaps) in rows.enumerated() {
        for (j, columnTaps) in columns.enumerated() {
          let place = ((image * output[1] + i) * output[2] + j) * output[3]
          for row in rowTaps {
            for column in columnTaps {
              let cell = ((image * input[1] + row.cell) * input[2] + column.cell) * input[3]
              body(cell, place, row.weight * column.weight)
            }
          }
        }
      }
    }
  }
}

/// Where its numbers come from.
extension Upsample {
  func equation(at site: Site) -> String {
    if isBilinear { return mixture("y", of: "x", "i", "j", "c") }
    let (row, column) = (Self.nearest("i", factor.rows), Self.nearest("j", factor.columns))
    return "y[i,j,c] = x[\(row), \(column), c]"
  }
  func gradientEquation(at site: Site) -> String { inputGradient("G", "i", "j", "c") }

  /// The cell that an output copies.
  private static func nearest(_ index: String, _ factor: Int) -> String {
    factor == 1 ? index : "\\left\\lfloor \(index) / \(factor) \\right\\rfloor"
  }
  private func mixture(
    _ result: String, of source: String, _ i: Affine, _ j: Affine, _ c: Affine
  ) -> String {
    "\(result)[\(i),\(j),\(c)] = \\sum_{k,l} u[\(i),k] \\cdot v[\(j),l] \\cdot "
      + "\(source)[k,l,\(c)]"
  }
  private func inputGradient(_ upstream: String, _ i: Affine, _ j: Affine, _ c: Affine) -> String {
    if isBilinear {
      return "dx[\(i),\(j),\(c)] = \\sum_{k,l} u[k,\(i)] \\cdot v[l,\(j)] \\cdot "
        + "\(upstream)[k,l,\(c)]"
    }
    let sums = Formulas.sum("m", below: factor.rows) + Formulas.sum("n", below: factor.columns)
    let row = factor.rows * i + Affine("m", below: factor.rows)
    let column = factor.columns * j + Affine("n", below: factor.columns)
    return "dx[\(i),\(j),\(c)] = \(sums)\(upstream)[\(row), \(column), \(c)]"
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let (rows, columns) = axes(on: scene.input())
    let (image, i, j, c) = (element[0], element[1], element[2], element[3])
    func weights(_ row: Tap, _ column: Tap) -> [Explanation.Factor] {
      isBilinear ? [scene.constant("u", row.weight), scene.constant("v", column.weight)] : []
    }
    if case .inputGradient = quantity {
      func readers(_ axis: [[Tap]], of cell: Int) -> [(output: Int, tap: Tap)] {
        axis.enumerated().flatMap { output, taps in
          taps.filter { $0.cell == cell }.map { (output, $0) }
        }
      }
      let (above, beside) = (readers(rows, of: i), readers(columns, of: j))
      return Account(
        inputGradient("G", "i", "j", "c"), inputGradient("G", Affine(i), Affine(j), Affine(c)),
        terms: above.flatMap { row in
          beside.map { column in
            .init(
              [scene.upstream([image, row.output, column.output, c])]
                + weights(row.tap, column.tap))
          }
        })
    }
    let terms = rows[i].flatMap { row in
      columns[j].map { column in
        Explanation.Term(
          [scene.x([image, row.cell, column.cell, c])] + weights(row, column))
      }
    }
    let instance =
      isBilinear
      ? mixture("y", of: "x", Affine(i), Affine(j), Affine(c))
      : "y[\(i),\(j),\(c)] = x[\(i / factor.rows),\(j / factor.columns),\(c)]"
    let site = Site(inputs: [scene.input()], output: scene.y.shape.image, mode: scene.call.mode)
    return Account(equation(at: site), instance, terms: terms)
  }
}
