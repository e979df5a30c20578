import Training

extension TrainingComparison {
  /// Residual branches whose last norm starts with scale 1, and with 0, so that every block starts
  /// as the identity (Goyal and others 2017, section 5.1, on digits).
  static let zeroNorm: TrainingComparison = {
    @Sendable func net(_ layers: Int) -> String { DigitsNet.residual.net(layers: layers) }
    return TrainingComparison(
      name: "zero-norm", title: "branches that start at zero", lesson: 1,
      question: "Does a residual net learn faster when the last norm of each branch starts at 0?",
      depths: [10, 20, 56],
      rivals: [
        Rival("scale 1, rate 0.05", known: [20: (0.153, 0.079), 56: (0.176, 0.053)], net),
        Rival("scale 0, rate 0.05", known: [20: (1.683, 0.300), 56: (0.583, 0.166)], net) {
          $0.start.hasZeroNorm = true
        },
        Rival("scale 1, rate 0.1", known: [20: (0.262, 0.311), 56: (1.413, 0.262)], net) {
          $0.rate = 0.1
        },
        Rival("scale 0, rate 0.1", known: [20: (0.814, 0.317), 56: (0.475, 0.535)], net) {
          $0.rate = 0.1
          $0.start.hasZeroNorm = true
        },
      ]
    ) { losses, layers, updates in
      let words = [(0, "0.05"), (2, "0.1")].map { place, rate in
        let (one, zero) = (losses[place].mean, losses[place + 1].mean)
        return "at rate \(rate) scale 0 \(zero < one ? "helps" : "does not help") "
          + "(\(decimals(zero)) against \(decimals(one)))"
      }
      return "With \(layers) layers and \(updates) updates, " + words.joined(separator: ", ")
        + ". While the scale is 0, the convolutions of its branch get no gradient: each branch has "
        + "to open first, which a short run pays for."
    }
  }()
}
