import Tensors

/// An operation that mixes the images of a batch by twos in training.
///
/// Its mask says what each image keeps; see `MixingRule`. In inference, and for one image alone,
/// nothing happens.
protocol MixingOperation: Operation {
  var rule: MixingRule { get }
}

extension MixingOperation {
  static var spelling: Spelling {
    Spelling(labelled: [.init("alpha", .number)], flags: ["per_example", "permuted"])
  }
  /// α up to which λ is drawn in a few attempts.
  static var largestAlpha: Double { 4 }

  static func rule(_ kind: MixingRule.Kind, _ arguments: Arguments) throws -> MixingRule {
    let alpha = arguments.number("alpha") ?? 1
    guard (0.01...largestAlpha).contains(alpha) else {
      throw Misfit(
        "alpha of Beta(alpha, alpha) lies between 0.01 and \(Words.source(largestAlpha)), not at "
          + Words.source(alpha))
    }
    return MixingRule(
      kind, alpha: alpha, isPerExample: arguments.has("per_example"),
      isPermuted: arguments.has("permuted"))
  }

  var kind: OperationKind { .regulariser }
  /// The mask is all that the way back needs.
  var recalls: Recall { [] }
  var arguments: String {
    [
      rule.alpha == 1 ? nil : "alpha: " + Words.source(rule.alpha),
      rule.isPerExample ? "per_example" : nil, rule.isPermuted ? "permuted" : nil,
    ].compactMap { $0 }.joined(separator: " ")
  }
  var caption: String {
    Self.keyword + (rule.alpha == 1 ? "" : ", alpha " + Words.source(rule.alpha))
  }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyMap(inputs) }

  func maskShape(_ inputs: [Shape], images: Int) -> Shape? {
    guard images > 1 else { return nil }
    let map = rule.kind == .paste ? inputs[0] : Shape(1, 1, 1)
    return Shape(images, map[0], map[1], rule.isPermuted ? 2 : 1)
  }
  func mask<S: Scalar>(_ shape: Shape, drawnBy source: WeightRule) -> Tensor<S> {
    rule.mask(images: shape[0], map: shape.image, drawnBy: source)
  }
  func fault<S: Scalar>(of mask: Tensor<S>) -> String? {
    let step = mask.shape[3]
    let kept = stride(from: 0, to: mask.elements.count, by: step).map { mask.elements[$0] }
    guard kept.allSatisfy({ rule.kind == .paste ? $0 == 0 || $0 == 1 : 0 <= $0 && $0 <= 1 }) else {
      return rule.kind == .paste
        ? "may hold only 1 for kept and 0 for pasted" : "may hold only shares between 0 and 1"
    }
    guard step > 1 else { return nil }
    let places = mask.shape[1] * mask.shape[2]
    let partners = (0..<mask.shape[0]).map { mask.elements[$0 * places * 2 + 1] }
    let isOne = (0..<mask.shape[0]).allSatisfy { image in
      (0..<places).allSatisfy { mask.elements[(image * places + $0) * 2 + 1] == partners[image] }
    }
    return isOne && partners.sorted() == (0..<mask.shape[0]).map { S($0) }
      ? nil : "should hold in its second channel the number of each image's partner"
  }

  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    call.mask.map { Mixture($0).mixed(call.inputs[0]) } ?? call.inputs[0]
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [call.mask.map { Mixture($0).gradient(dy) } ?? dy])
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let flags = [rule.isPerExample, rule.isPermuted].map { $0 ? "True" : "False" }
    let drawn = ([place.x, Words.source(rule.alpha)] + flags).joined(separator: ", ")
    let mask = place.mask("\(Self.keyword)(\(drawn))")
    return PyTorch(
      "mixed(\(place.x), \(mask)) if self.training and len(\(place.x)) > 1 else \(place.x)")
  }

  // MARK: Words

  /// Whether anything is mixed there.
  private func mixes(_ site: Site) -> Bool { site.mode == .training && site.images > 1 }

  func equation(at site: Site) -> String {
    mixes(site) ? output("b", "b'", "[i,j,c]") : "y[i,j,c] = x[i,j,c]"
  }
  func gradientEquation(at site: Site) -> String {
    mixes(site) ? inputGradient("dy", "b", "a", "[i,j,c]") : "dx[i,j,c] = dy[i,j,c]"
  }
  /// The names of elements of an image: `[b,i,j,c]`, and `[b,i,j]` of its mask.
  private func names(_ image: String, _ place: String) -> (x: String, mask: String) {
    let inner = place.dropFirst().dropLast()
    let position = inner.split(separator: ",").dropLast().joined(separator: ",")
    return ("[\(image),\(inner)]", rule.kind == .paste ? "[\(image),\(position)]" : "[\(image)]")
  }
  private func output(_ image: String, _ other: String, _ place: String) -> String {
    let (own, second) = (names(image, place), names(other, place))
    return "y\(own.x) = M\(own.mask) \\cdot x\(own.x) + "
      + "\\left( 1 - M\(own.mask) \\right) \\cdot x\(second.x)"
  }
  private func inputGradient(
    _ upstream: String, _ image: String, _ other: String, _ place: String
  ) -> String {
    let (own, second) = (names(image, place), names(other, place))
    return "dx\(own.x) = M\(own.mask) \\cdot \(upstream)\(own.x) + "
      + "\\left( 1 - M\(second.mask) \\right) \\cdot \(upstream)\(second.x)"
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let place = Formulas.place(image: element)
    guard let mask = scene.call.mask else {
      if case .inputGradient = quantity {
        return Account(
          "dx[i,j,c] = G[i,j,c]", "dx\(place) = G\(place)",
          terms: [.init([scene.upstream(element)])])
      }
      return Account(
        "y[i,j,c] = x[i,j,c]", "y\(place) = x\(place)", terms: [.init([scene.x(element)])])
    }
    let mixture = Mixture(mask)
    let image = element[0]
    func position(_ image: Int) -> [Int] {
      rule.kind == .paste ? [image, element[1], element[2], 0] : [image, 0, 0, 0]
    }
    func factor(_ image: Int) -> [Explanation.Factor] {
      [scene.mask(position(image))].compactMap { $0 }
    }
    func rest(_ image: Int) -> Explanation.Factor {
      scene.constant("1 - M", 1 - Double(mask[position(image)]))
    }
    func at(_ image: Int) -> [Int] { [image] + element.dropFirst() }
    if case .inputGradient = quantity {
      // whose partner this image is
      let taker = (0..<mask.shape[0]).first { mixture.partner(of: $0) == image } ?? image
      return Account(
        inputGradient("G", "b", "a", "[i,j,c]"),
        inputGradient("G", "\(image)", "\(taker)", place),
        terms: [
          .init([scene.upstream(element)] + factor(image)),
          .init([scene.upstream(at(taker)), rest(taker)]),
        ])
    }
    let other = mixture.partner(of: image)
    return Account(
      output("b", "b'", "[i,j,c]"), output("\(image)", "\(other)", place),
      terms: [
        .init([scene.x(element)] + factor(image)), .init([scene.x(at(other)), rest(image)]),
      ], definitions: [shareDefinition(image, Double(mixture.kept(of: image)), mask.shape)])
  }
  /// λ, what the label of an image counts in the loss: the rest goes to that of its partner.
  private func shareDefinition(
    _ image: Int, _ kept: Double, _ mask: Shape
  ) -> Explanation.Definition {
    let mean =
      "\\frac{1}{\(mask[1] * mask[2])} " + Formulas.sum("i", below: mask[1])
      + Formulas.sum("j", below: mask[2]) + "M[\(image),i,j]"
    return Explanation.Definition(
      symbol: "\\lambda[\(image)]", formula: rule.kind == .paste ? mean : "M[\(image)]", value: kept
    )
  }

  /// The sentence where nothing is mixed.
  func idleSentence(at site: Site) -> Sentence? {
    guard !mixes(site) else { return nil }
    return site.mode == .inference
      ? Sentence("In inference nothing is mixed: the images stay as they are.")
      : Sentence("One image alone has no partner and stays as it is; a batch of two is mixed.")
  }
  /// `the image before it`, or one of a permutation.
  var partnerWords: String { rule.isPermuted ? "an image drawn by chance" : "the image before it" }
  func gradientSentence(at site: Site) -> Sentence {
    guard mixes(site) else { return Sentence("The gradient passes unchanged: 1 times dy.") }
    return Sentence(
      "An image gets the gradient of what it kept, and that of what it gave to another image of the "
        + "batch.", short: "An image gets the gradient of what it kept and of what it gave.")
  }
}
