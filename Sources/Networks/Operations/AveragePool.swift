import Tensors

/// The mean of each window, channel by channel.
///
/// Cells of the padding count in the divisor only with `count_padding`.
struct AveragePool: Pooling {
  static let keyword = "avgpool"
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

  func equation(at site: Site) -> String {
    let (m, n) = (sliding.kernel.rows, sliding.kernel.columns)
    return "y[i,j,c] = \(divisor(at: site)) " + Formulas.sum("m", below: m)
      + Formulas.sum("n", below: n) + cell(at: site)
  }
  func gradientEquation(at site: Site) -> String {
    let window = sliding.window(on: site.inputs[0])
    return "dx[i,j,c] = " + Formulas.sumOverReaders(window.rows, of: "i", through: "m")
      + Formulas.sumOverReaders(window.columns, of: "j", through: "n")
      + "\(divisor(at: site)) \\cdot dy[\(Formulas.reader(window.rows, of: "i")), "
      + "\(Formulas.reader(window.columns, of: "j")), c]"
  }
  /// One over the number of cells, which is smaller at the border where padding does not count.
  private func divisor(at site: Site) -> String {
    let window = sliding.window(on: site.inputs[0])
    let padded = [window.rows, window.columns].contains { $0.before + $0.after > 0 }
    if countsPadding || !padded {
      return "\\frac{1}{\(sliding.kernel.rows) \\cdot \(sliding.kernel.columns)}"
    }
    return "\\frac{1}{\\text{cells}}"
  }
  func sentence(at site: Site) -> Sentence {
    sliding.sentence(
      "Every output cell is the mean of a \(sliding.kernel) window", of: "its channel",
      from: site.inputs[0], to: site.output)
  }
  func gradientSentence(at site: Site) -> Sentence {
    let cells = sliding.kernel.rows * sliding.kernel.columns
    return Sentence(
      "Each gradient spreads in equal parts over the cells of its window: 1/\(cells) for each where "
        + "it is whole.", short: "Each gradient spreads in equal parts over its \(cells) cells.")
  }

  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    return fittingPlan(on: x.shape.image).mean(x, countingPadding: countsPadding)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let plan = fittingPlan(on: call.inputs[0].shape.image)
    return Gradients(inputs: [plan.meanGradient(dy, countingPadding: countsPadding)])
  }
}
