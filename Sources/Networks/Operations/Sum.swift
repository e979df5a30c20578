import Tensors

/// The sum of branches of one shape: the join of residual blocks.
///
/// He et al. 2016.
struct Sum: Operation {
  static let keyword = "sum"
  var kind: OperationKind { .join(.sum) }

  init(_ arguments: Arguments) throws {}

  var caption: String { "+" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    guard let first = inputs.first else { throw Misfit("sum needs branches to add") }
    for (branch, shape) in inputs.enumerated() where shape != first {
      throw Misfit(
        "sum adds cell by cell, so all branches need one shape: branch 1 gives \(first), branch "
          + "\(branch + 1) gives \(shape)" + Self.remedy(first, shape))
    }
    return first
  }
  /// What would make two shapes fit: a projection of the larger map, where one does.
  private static func remedy(_ first: Shape, _ other: Shape) -> String {
    guard first.rank == 3, other.rank == 3 else { return "" }
    let (small, large) = first[0] <= other[0] ? (first, other) : (other, first)
    let stride = (large[0] + small[0] - 1) / small[0]
    guard (0...1).allSatisfy({ (large[$0] - 1) / stride + 1 == small[$0] }) else { return "" }
    return "; conv 1x1 \(small[2])" + (stride == 1 ? "" : " stride: \(stride)")
      + " would make \(small) of the \(large)"
  }

  func equation(at site: Site) -> String {
    let count = site.inputs.count
    if count > 4 { return "y = \\sum_{k=0}^{\(count - 1)} x_k" }
    return "y = " + (0..<count).map { "x_\($0)" }.joined(separator: " + ")
  }
  func gradientEquation(at site: Site) -> String {
    let count = site.inputs.count
    if count > 4 { return "dx_k = G \\text{ for all } k" }
    return ((0..<count).map { "dx_\($0)" } + ["G"]).joined(separator: " = ")
  }
  func sentence(at site: Site) -> Sentence {
    let branches = Words.counted(site.inputs.count, "branch", plural: "branches")
    return Sentence(
      "The \(branches) are added cell by cell, so each has only to learn what the others leave out.",
      short: "The \(branches) are added cell by cell.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    let branches = Words.counted(site.inputs.count, "branch", plural: "branches")
    return Sentence(
      "A sum hands the same gradient to each of its \(branches): none of them weakens it.",
      short: "A sum hands the same gradient to each of its \(branches).")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch(place.inputs.joined(separator: " + "))
  }
  var recalls: Recall { [] }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    call.inputs.dropFirst().reduce(call.inputs[0], +)
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: call.inputs.map { _ in dy })
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let (any, place) = (Formulas.place(scene.input()), Formulas.place(image: element))
    if case .inputGradient(let input) = quantity {
      return Account(
        "dx_{\(input)}\(any) = G\(any)", "dx_{\(input)}\(place) = G\(place)",
        terms: [.init(scene.upstream(element))])
    }
    let symbols = scene.inputs.indices.map { "x_{\($0)}" }
    func formula(_ place: String) -> String {
      "y\(place) = " + symbols.map { $0 + place }.joined(separator: " + ")
    }
    return Account(
      formula(any), formula(place),
      terms: symbols.indices.map { .init(scene.x(element, of: $0, as: symbols[$0])) })
  }
}
