import Tensors

/// The largest value of each window, channel by channel.
///
/// Of equal values the first in row-major order wins; padding never does.
struct MaxPool: Pooling {
  static let keyword = "maxpool"
  static let spelling: Spelling = spelling()
  let sliding: Sliding

  init(_ arguments: Arguments) throws { sliding = Sliding(arguments) }

  var arguments: String { sliding.kernel.source + sliding.options }

  func equation(at site: Site) -> String {
    "y[i,j,c] = \\max_{m,n} " + cell(at: site)
  }
  func gradientEquation(at site: Site) -> String {
    "dx[i,j,c] = \\sum_{i',j' \\text{ won by } i,j} dy[i',j',c]"
  }
  func sentence(at site: Site) -> Sentence {
    sliding.sentence(
      "Every output cell keeps the largest of a \(sliding.kernel) window", of: "its channel",
      from: site.inputs[0], to: site.output)
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Each gradient goes whole to the 1 cell that won its \(sliding.kernel) window; the others get "
        + "nothing from it.",
      short: "Each gradient goes to the 1 cell that won its \(sliding.kernel) window.")
  }

  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    fittingPlan(on: call.inputs[0].shape.image).maximum(call.inputs[0])
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = call.inputs[0]
    return Gradients(inputs: [fittingPlan(on: x.shape.image).maximumGradient(x, dy)])
  }
  func pieces<S: Scalar>(_ call: Call<S>) -> [Int] {
    fittingPlan(on: call.inputs[0].shape.image).winners(call.inputs[0])
  }
}
