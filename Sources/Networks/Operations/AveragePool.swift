import Tensors

/// The mean of each window, channel by channel.
///
/// Cells of the padding count in the divisor only with `count_padding`.
struct AveragePool: Pooling {
  static let keyword = "avgpool"
  var kind: OperationKind { .pooling(.average) }
  static let spelling: Spelling = spelling(flags: ["count_padding"])
  let sliding: Sliding
  let countsPadding: Bool

  init(_ arguments: Arguments) throws {
    sliding = Sliding(arguments)
    countsPadding = arguments.has("count_padding")
  }

  var arguments: String {
    sliding.kernel.source + sliding.options + (countsPadding ? " count_padding" : "")
  }

  func equation(at site: Site) -> String { output(on: site.inputs[0], "i", "j", "c") }
  func gradientEquation(at site: Site) -> String {
    inputGradient("G", on: site.inputs[0], "i", "j", "c")
  }
  private func output(on map: Shape, _ i: Affine, _ j: Affine, _ c: Affine) -> String {
    let sums = Formulas.sum("m", below: sliding.kernel.rows)
    let more = Formulas.sum("n", below: sliding.kernel.columns)
    return "y[\(i),\(j),\(c)] = \(part(on: map)) \(sums)\(more)"
      + cell(sliding.window(on: map), i, j, c)
  }
  private func inputGradient(
    _ upstream: String, on map: Shape, _ i: Affine, _ j: Affine, _ c: Affine
  ) -> String {
    let window = sliding.window(on: map)
    let sums = Formulas.sumOverReaders(window.rows, of: i, "i", through: "m")
    let more = Formulas.sumOverReaders(window.columns, of: j, "j", through: "n")
    let (row, column) = (
      Formulas.reader(window.rows, of: i, "i"), Formulas.reader(window.columns, of: j, "j")
    )
    return "dx[\(i),\(j),\(c)] = \(sums)\(more)\(part(on: map)) \\cdot "
      + "\(upstream)[\(row), \(column), \(c)]"
  }
  /// One over the number of cells, which is smaller at the border where padding does not count.
  private func part(on map: Shape) -> String {
    let window = sliding.window(on: map)
    let padded = [window.rows, window.columns].contains { $0.before + $0.after > 0 }
    let isWhole = window.rows.beyond + window.columns.beyond == 0
    if countsPadding && isWhole || !padded {
      return "\\frac{1}{\(sliding.kernel.rows) \\cdot \(sliding.kernel.columns)}"
    }
    return "\\frac{1}{\\text{cells}}"
  }
  func sentence(at site: Site) -> Sentence {
    sliding.sentence(
      "Each \(sliding.kernel) window becomes its mean", more: ", channel by channel",
      from: site.inputs[0], to: site.output)
  }
  func gradientSentence(at site: Site) -> Sentence {
    let cells = sliding.kernel.rows * sliding.kernel.columns
    return Sentence(
      "Each gradient spreads in equal parts over the cells of its window: 1/\(cells) for each where "
        + "it is whole.", short: "Each gradient spreads in equal parts over its \(cells) cells.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let window = sliding.window(on: place.site.inputs[0])
    let sizes = "\(sliding.kernel.pyTorch), stride=\(sliding.stride.pyTorch)"
    if let even = evenPadding(of: window) {
      let counting = even == Pair(0, 0) || countsPadding ? "" : ", count_include_pad=False"
      let options = pyTorchOptions(padding: even)
      return PyTorch("F.avg_pool2d(\(place.x), \(sizes)\(options)\(counting))")
    }
    let mean = { (x: String) in "F.avg_pool2d(F.pad(\(x), \(window.sides)), \(sizes))" }
    let isWhole = window.rows.beyond + window.columns.beyond == 0
    if countsPadding && isWhole { return PyTorch(mean(place.x)) }
    // what counts is one, the rest zero: their mean makes up for what does not
    let counted = "F.pad(torch.ones_like(\(place.x)), \(countedSides(window)), value=1)"
    let uncounted = "(0, \(window.columns.beyond), 0, \(window.rows.beyond))"
    return PyTorch(
      mean(place.x) + " / "
        + (countsPadding
          ? "F.avg_pool2d(F.pad(\(counted), \(uncounted)), \(sizes))"
          : mean("torch.ones_like(\(place.x))")))
  }
  /// The padding that counts in a mean, as the arguments of `F.pad`.
  private func countedSides(_ window: Window) -> String {
    "(\(window.columns.before), \(window.columns.after - window.columns.beyond), "
      + "\(window.rows.before), \(window.rows.after - window.rows.beyond))"
  }
  var recalls: Recall { [] }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    return fittingPlan(on: x.shape.image).mean(x, countingPadding: countsPadding)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let plan = fittingPlan(on: call.inputs[0].shape.image)
    return Gradients(inputs: [plan.meanGradient(dy, countingPadding: countsPadding)])
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let (plan, map) = (fittingPlan(on: scene.input()), scene.input())
    let (image, i, j, c) = (element[0], element[1], element[2], element[3])
    let place = element.map { Affine($0) }
    func part(_ i: Int, _ j: Int) -> Explanation.Factor {
      let cells = plan.divisor(row: i, column: j, countingPadding: countsPadding)
      return scene.constant("1/\(cells)", 1 / Double(cells))
    }
    if case .inputGradient = quantity {
      return Account(
        inputGradient("G", on: map, "i", "j", "c"),
        inputGradient("G", on: map, place[1], place[2], place[3]),
        terms: readers(plan, i, j).map {
          .init(scene.upstream([image, $0.row, $0.column, c]), part($0.row, $0.column))
        })
    }
    return Account(
      output(on: map, "i", "j", "c"), output(on: map, place[1], place[2], place[3]),
      terms: cells(plan, i, j).map { .init(scene.x([image, $0.row, $0.column, c]), part(i, j)) })
  }
}
