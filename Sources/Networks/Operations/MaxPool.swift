import Tensors

/// The largest value of each window, channel by channel.
///
/// Of equal values the first in row-major order wins; padding never does.
struct MaxPool: Pooling {
  static let keyword = "maxpool"
  var kind: OperationKind { .pooling(.maximum) }
  static let spelling: Spelling = spelling()
  let sliding: Sliding

  init(_ arguments: Arguments) throws { sliding = Sliding(arguments) }

  var arguments: String { sliding.kernel.source + sliding.options }

  func equation(at site: Site) -> String {
    output(sliding.window(on: site.inputs[0]), "i", "j", "c")
  }
  func gradientEquation(at site: Site) -> String { inputGradient("G", "i", "j", "c") }
  private func output(_ window: Window, _ i: Affine, _ j: Affine, _ c: Affine) -> String {
    "y[\(i),\(j),\(c)] = \\max_{m,n} " + cell(window, i, j, c)
  }
  private func inputGradient(
    _ upstream: String, _ i: Affine, _ j: Affine, _ c: Affine
  ) -> String {
    "dx[\(i),\(j),\(c)] = \\sum_{i',j' \\text{ won by } \(i),\(j)} \(upstream)[i',j',\(c)]"
  }
  func sentence(at site: Site) -> Sentence {
    sliding.sentence(
      "The largest of each \(sliding.kernel) window stays", more: ", channel by channel",
      from: site.inputs[0], to: site.output)
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Each gradient goes whole to the 1 cell that won its \(sliding.kernel) window; the others get "
        + "nothing from it.",
      short: "Each gradient goes to the 1 cell that won its \(sliding.kernel) window.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let window = sliding.window(on: place.site.inputs[0])
    let even = evenPadding(of: window)
    let x =
      even == nil ? "F.pad(\(place.x), \(window.sides), value=float(\"-inf\"))" : place.x
    // PyTorch strides by the kernel unless told
    return PyTorch(
      "F.max_pool2d(\(x), \(sliding.kernel.pyTorch), stride=\(sliding.stride.pyTorch)"
        + (even.map { pyTorchOptions(padding: $0) } ?? "") + ")")
  }
  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    fittingPlan(on: call.inputs[0].shape.image).maximum(call.inputs[0])
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = call.inputs[0]
    return Gradients(inputs: [fittingPlan(on: x.shape.image).maximumGradient(x, dy)])
  }
  func pieces<S: Scalar>(_ call: Call<S>) -> [Int] {
    fittingPlan(on: call.inputs[0].shape.image).winners(call.inputs[0])
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let plan = fittingPlan(on: scene.input())
    let (image, i, j, c) = (element[0], element[1], element[2], element[3])
    if case .inputGradient = quantity {
      let readers = readers(plan, i, j)
      let won = readers.filter {
        let winner = winner(plan, $0.row, $0.column, image, c, scene)
        return winner.index == element
      }
      return Account(
        inputGradient("G", "i", "j", "c"), inputGradient("G", Affine(i), Affine(j), Affine(c)),
        terms: won.map { .init(scene.upstream([image, $0.row, $0.column, c])) },
        others: readers.map { scene.upstream([image, $0.row, $0.column, c]) })
    }
    return Account(
      output(plan.window, "i", "j", "c"), output(plan.window, Affine(i), Affine(j), Affine(c)),
      terms: [.init(winner(plan, i, j, image, c, scene))],
      others: cells(plan, i, j).map { scene.x([image, $0.row, $0.column, c]) })
  }
  /// The first of the largest cells of one window.
  private func winner<S: Scalar>(
    _ plan: PoolingPlan, _ i: Int, _ j: Int, _ image: Int, _ c: Int, _ scene: Scene<S>
  ) -> Explanation.Factor {
    let cells = cells(plan, i, j).map { scene.x([image, $0.row, $0.column, c]) }
    return cells.dropFirst().reduce(cells[0]) {
      $1.value > $0.value || $1.value.isNaN ? $1 : $0
    }
  }
}
