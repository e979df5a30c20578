import Training

extension TrainingComparison {
  /// The original residual block and full pre-activation at two rates (He and others 2016,
  /// "Identity mappings", on digits).
  static let preActivationRates: TrainingComparison = {
    @Sendable func original(_ layers: Int) -> String { DigitsNet.residual.net(layers: layers) }
    @Sendable func preActivation(_ layers: Int) -> String {
      "conv 3x3 8, norm, relu, repeat \((layers - 2) / 2) "
        + "{ sum { norm, relu, conv 3x3 8, norm, relu, conv 3x3 8 | identity } }, "
        + "norm, relu, globalpool, dense 10"
    }
    return TrainingComparison(
      name: "preactivation-rates", title: "original and pre-activation at two rates", lesson: 2,
      question: "Which residual block stands a higher learning rate when the net is deep?",
      depths: [10, 34, 56],
      rivals: [
        Rival("original, 0.05", known: [34: (0.207, 0.194), 56: (0.176, 0.053)], original),
        Rival("original, 0.1", known: [34: (0.586, 0.699), 56: (1.413, 0.262)], original) {
          $0.rate = 0.1
        },
        Rival("pre-activation, 0.05", known: [34: (0.370, 0.126)], preActivation),
        Rival(
          "pre-activation, 0.1", known: [34: (0.127, 0.032), 56: (0.148, 0.039)], preActivation
        ) { $0.rate = 0.1 },
      ]
    ) { losses, layers, _ in
      let changes = [losses[1].mean - losses[0].mean, losses[3].mean - losses[2].mean]
      let words = zip(["original", "pre-activation"], changes).map { name, change in
        "that of the \(name) net \(change > 0 ? "rises" : "falls") by \(decimals(abs(change)))"
      }
      return "When the rate is doubled at \(layers) layers, the loss changes: "
        + words.joined(separator: ", ")
        + ". This is about tolerance, not about which is better at its own best rate."
    }
  }()
}
