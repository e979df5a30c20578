import Tensors

/// What the stepper says of batch normalization.
extension Normalization {
  func equation(at site: Site) -> String { Self.output(Formulas.place(site.output), "c") }
  func gradientEquation(at site: Site) -> String {
    Self.inputGradient("G", Formulas.place(site.output), "c", site.mode)
  }
  static func output(_ place: String, _ c: String) -> String {
    "y\(place) = \\frac{x\(place) - \\text{mean}[\(c)]}{\(deviation(c))} \\cdot \\text{scale}[\(c)]"
      + " + \\text{shift}[\(c)]"
  }
  /// With the normalised value called n.
  static func inputGradient(
    _ upstream: String, _ place: String, _ c: String, _ mode: Mode
  ) -> String {
    let factor = "\\frac{\\text{scale}[\(c)]}{\(deviation(c))} \\cdot "
    if mode == .inference { return "dx\(place) = \(factor)\(upstream)\(place)" }
    return "dx\(place) = \(factor)\\left( \(upstream)\(place) - \\text{mean}(\(upstream)) - "
      + "n\(place) \\cdot \\text{mean}(\(upstream) \\cdot n) \\right)"
  }
  static func deviation(_ c: String) -> String { "\\sqrt{\\text{variance}[\(c)] + \\epsilon}" }

  func sentence(at site: Site) -> Sentence {
    if site.mode == .inference {
      return Sentence(
        "Each channel is moved and scaled by its running mean and variance: 2 fixed numbers, whatever "
          + "the batch.", short: "Each channel is moved and scaled by 2 fixed, running statistics.")
    }
    let values = Self.values(site)
    if values.count == 1 {
      return Sentence("One value has no variance: every output is the shift.")
    }
    return Sentence(
      "Each channel is brought to mean 0 and deviation 1 over its \(values.words); scale 1 and shift "
        + "0 are learnt from there.",
      short: "Each channel is brought to mean 0 and deviation 1 over its \(values.words).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    if site.mode == .inference {
      return Sentence(
        "The statistics are constants here: each channel's gradient is multiplied by 1 number.",
        short: "The statistics are constants here: each gradient is scaled by 1 number.")
    }
    let values = Self.values(site)
    if values.count == 1 {
      return Sentence("One value has no variance: the output is the shift, so x gets gradient 0.")
    }
    return Sentence(
      "The statistics depend on all \(values.words), so the gradient loses its mean and its part "
        + "along the output.",
      short: "The gradient of each channel loses its mean and its part along the output.")
  }

  /// Over how many values each channel's statistics go.
  private static func values(_ site: Site) -> (count: Int, words: String) {
    let positions = site.output.rank == 3 ? site.output[0] * site.output[1] : 1
    let count = positions * site.images
    if site.images == 1 { return (count, Words.counted(positions, "position")) }
    return (count, positions == 1 ? "\(site.images) images" : "\(count) values")
  }
}
