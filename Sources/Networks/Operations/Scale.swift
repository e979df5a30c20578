import Tensors

/// The product of branches, where a vector stands for a map that is equal at every position.
///
/// It is the gate of squeeze-and-excitation (Hu et al. 2018): one number for each channel.
struct Scale: Operation {
  static let keyword = "scale"
  var kind: OperationKind { .join(.product) }

  init(_ arguments: Arguments) throws {}

  var caption: String { "×" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    guard let largest = inputs.max(by: { $0.count < $1.count }) else {
      throw Misfit("scale needs branches to multiply")
    }
    for (branch, shape) in inputs.enumerated()
    where shape != largest && shape.count != largest[largest.rank - 1] {
      throw Misfit(
        "scale multiplies a map by branches of its own shape or by 1 number for each channel: "
          + "branch \(branch + 1) gives \(shape) beside \(largest)")
    }
    return largest
  }

  func equation(at site: Site) -> String {
    "y\(Formulas.place(site.output)) = " + factors(site, leaving: nil)
  }
  func gradientEquation(at site: Site) -> String {
    let others = factors(site, leaving: 0)
    let place = Formulas.place(site.inputs[0])
    let sum = site.inputs[0] == site.output ? "" : "\\sum_{i,j} "
    return "dx_0\(place) = \(sum)G\(Formulas.place(site.output))"
      + (others.isEmpty ? "" : " \\cdot \(others)")
  }
  private func factors(_ site: Site, leaving left: Int?) -> String {
    site.inputs.enumerated().filter { $0.offset != left }.map {
      "x_\($0.offset)" + ($0.element == site.output ? Formulas.place(site.output) : "[c]")
    }.joined(separator: " \\cdot ")
  }
  func sentence(at site: Site) -> Sentence {
    guard let gate = site.inputs.first(where: { $0 != site.output }) else {
      return Sentence(
        "The \(Words.counted(site.inputs.count, "branch", plural: "branches")) are multiplied cell by "
          + "cell: each is a gate for the others.",
        short: "The \(site.inputs.count) branches are multiplied cell by cell.")
    }
    let positions = site.output.count / gate.count
    return Sentence(
      "Each of \(Words.counted(gate.count, "channel")) is multiplied by 1 number at all its "
        + "\(Words.counted(positions, "position")): what matters grows, the rest fades.",
      short: "Each of \(gate.count) channels is multiplied by 1 number at every position.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    guard let gate = site.inputs.first(where: { $0 != site.output }) else {
      return Sentence(
        "Each of the \(site.inputs.count) branches gets the gradient times the others: a closed gate "
          + "lets nothing back.", short: "Each branch gets the gradient times the other branches.")
    }
    let positions = Words.counted(site.output.count / gate.count, "position")
    return Sentence(
      "The map gets the gradient times its gate; the gate gets the sum over all \(positions) of "
        + "gradient times map.", short: "The gate's gradient sums \(positions) of its channel.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let factors = zip(place.inputs, place.site.inputs).map { name, shape in
      switch (shape.rank, place.site.output.rank) {
      case (1, 3): name + "[:, :, None, None]"
      case (3, 1): name + ".flatten(1)"
      default: name
      }
    }
    return PyTorch(factors.joined(separator: " * "))
  }
  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    product(of: call.inputs) ?? call.inputs[0]
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let gradients = call.inputs.indices.map { input in
      var others = call.inputs
      let shape = others.remove(at: input).shape
      guard let product = product(of: others) else { return dy }
      // what was copied to every position gathers from every position
      if shape.count == output.shape.count { return product.timesCopied(dy).reshaped(shape) }
      return product.shape.count == output.shape.count
        ? product.positionProducts(dy).reshaped(shape)
        : product.timesCopied(dy).positionSums().reshaped(shape)
    }
    return Gradients(inputs: gradients)
  }

  /// The product of some inputs, in the shape of the output unless all are vectors; nothing of none.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func product<S: Scalar>(of factors: [Tensor<S>]) -> Tensor<S>? {
    factors.dropFirst().reduce(factors.first) { product, factor in product?.timesCopied(factor) }
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let shapes = scene.inputs.indices.map { scene.input($0) }
    let output = scene.y.shape.image
    /// What one input contributes to an element of the output.
    func factor(_ input: Int, _ place: [Int]) -> Explanation.Factor {
      let isGate = shapes[input] != output
      let middle = Array(repeating: 0, count: shapes[input].rank - 1)
      let index = isGate ? [place[0]] + middle + [place[place.count - 1]] : place
      return scene.x(index, of: input, as: "x_{\(input)}")
    }
    func product(leaving left: Int?, _ place: String, _ channel: Affine) -> String {
      shapes.indices.filter { $0 != left }.map {
        "x_{\($0)}" + (shapes[$0] == output ? place : "[\(channel)]")
      }.joined(separator: " \\cdot ")
    }
    let channel = Affine(element[element.count - 1])
    let (any, place) = (Formulas.place(output), Formulas.place(image: element))
    guard case .inputGradient(let input) = quantity else {
      return Account(
        "y\(any) = \(product(leaving: nil, any, "c"))",
        "y\(place) = \(product(leaving: nil, place, channel))",
        terms: [.init(shapes.indices.map { factor($0, element) })])
    }
    let others = shapes.indices.filter { $0 != input }
    let isGate = shapes[input] != output
    func formula(_ left: String, _ place: String, _ channel: Affine) -> String {
      "dx_{\(input)}\(left) = " + (isGate ? "\\sum_{i,j} " : "") + "G\(place)"
        + (others.isEmpty ? "" : " \\cdot " + product(leaving: input, place, channel))
    }
    let gathered = Formulas.place(output, channel: "\(channel)")
    let places =
      isGate
      ? (0..<output[0]).flatMap { i in
        (0..<output[1]).map { [element[0], i, $0, element[element.count - 1]] }
      } : [element]
    return Account(
      formula(Formulas.place(shapes[input]), any, "c"),
      formula(place, isGate ? gathered : place, channel),
      terms: places.map { place in
        .init([scene.upstream(place)] + others.map { factor($0, place) })
      })
  }
}

extension Tensor {
  /// The product with another tensor, where the one of fewer numbers has one for each channel, which
  /// stands at every position.
  fileprivate func timesCopied(_ other: Tensor) -> Tensor {
    if elements.count == other.elements.count { return self * other.reshaped(shape) }
    return elements.count > other.elements.count
      ? timesVectors(other) : other.timesVectors(self)
  }
}
