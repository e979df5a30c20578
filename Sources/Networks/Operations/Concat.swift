import Tensors

/// The branches' channels one after the other: the join of Inception and DenseNet.
struct Concat: Operation {
  static let keyword = "concat"
  var kind: OperationKind { .join(.concatenation) }

  init(_ arguments: Arguments) throws {}

  var caption: String { "concat" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    guard let first = inputs.first else { throw Misfit("concat needs branches to concatenate") }
    for (branch, shape) in inputs.enumerated()
    where shape.extents.dropLast() != first.extents.dropLast() {
      throw Misfit(
        "concat joins channels, so rows and columns must agree: branch 1 gives \(first), "
          + "branch \(branch + 1) gives \(shape)")
    }
    return Shape(first.extents.dropLast() + [inputs.reduce(0) { $0 + $1[$1.rank - 1] }])
  }

  func equation(at site: Site) -> String {
    "y = [ \(site.inputs.count > 4 ? "x_0, x_1, \\text{…}" : names("x", site)) ]"
  }
  func gradientEquation(at site: Site) -> String {
    "[ \(site.inputs.count > 4 ? "dx_0, dx_1, \\text{…}" : names("dx", site)) ] = G"
  }
  private func names(_ letter: String, _ site: Site) -> String {
    site.inputs.indices.map { "\(letter)_\($0)" }.joined(separator: ", ")
  }
  func sentence(at site: Site) -> Sentence {
    let branches = Words.counted(site.inputs.count, "branch", plural: "branches")
    let channels = Words.counted(site.output[site.output.rank - 1], "channel")
    return Sentence(
      "The channels of \(branches) stand side by side, \(channels) in all: nothing is mixed or lost.",
      short: "The channels of \(branches) stand side by side: \(channels).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    let branches = Words.counted(site.inputs.count, "branch", plural: "branches")
    return Sentence(
      "The gradient is cut where the channels were put together: each of \(branches) takes its own.",
      short: "Each of \(branches) takes the gradient of its own channels.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("torch.cat([\(place.inputs.joined(separator: ", "))], dim=1)")
  }
  var recalls: Recall { [] }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { Tensor.joiningChannels(call.inputs) }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    var first = 0
    return Gradients(
      inputs: call.inputs.map { x in
        defer { first += x.channels }
        return dy.channels(first..<first + x.channels)
      })
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let channels = scene.inputs.indices.map { scene.call.inputs[$0].channels }
    let position = Array(element.dropLast())
    let own = element[element.count - 1]
    let place = Formulas.place(image: element)
    func formula(_ input: Int, _ left: String, _ right: String, from first: Int) -> String {
      let any = Formulas.place(scene.input())
      let there = Formulas.place(scene.input(), channel: "\("c" + first)")
      return left == "y" ? "y\(there) = \(right)\(any)" : "\(left)\(any) = \(right)\(there)"
    }
    if case .inputGradient(let input) = quantity {
      let first = channels[..<input].reduce(0, +)
      let output = position + [own + first]
      return Account(
        formula(input, "dx_{\(input)}", "G", from: first),
        "dx_{\(input)}\(place) = G\(Formulas.place(image: output))",
        terms: [.init(scene.upstream(output))])
    }
    var (input, first) = (0, 0)
    while own >= first + channels[input] {
      first += channels[input]
      input += 1
    }
    let source = position + [own - first]
    return Account(
      formula(input, "y", "x_{\(input)}", from: first),
      "y\(place) = x_{\(input)}\(Formulas.place(image: source))",
      terms: [.init(scene.x(source, of: input, as: "x_{\(input)}"))])
  }
}
