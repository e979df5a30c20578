import Training

extension TrainingComparison {
  /// Rates that are too high, with a quarter of the run to warm up and without.
  static let warmUp: TrainingComparison = {
    @Sendable func net(_ layers: Int) -> String { DigitsNet.residual.net(layers: layers) }
    @Sendable func rival(
      _ name: String, _ optimizer: any Optimizer, _ rate: Double, warmUp: Int,
      _ known: (mean: Double, deviation: Double)
    ) -> Rival {
      Rival(name, known: [20: known], net) {
        $0.optimizer = optimizer
        $0.rate = rate
        $0.schedule = Schedule(.cosine, warmUp: warmUp)
      }
    }
    return TrainingComparison(
      name: "warm-up", title: "warm-up at high rates", lesson: 29,
      question: "What does a linear warm-up change at a rate that is too high?",
      depths: [10, 20],
      rivals: [
        rival("momentum, 0.5", SGD(momentum: 0.9), 0.5, warmUp: 0, (1.163, 0.637)),
        rival("momentum, 0.5, warm-up", SGD(momentum: 0.9), 0.5, warmUp: 42, (0.557, 0.416)),
        rival("Adam, 0.03", Adam(), 0.03, warmUp: 0, (0.125, 0.098)),
        rival("Adam, 0.03, warm-up", Adam(), 0.03, warmUp: 42, (0.112, 0.020)),
      ]
    ) { losses, layers, _ in
      let words = [(0, "momentum"), (2, "Adam")].map { place, name in
        let (without, with) = (losses[place], losses[place + 1])
        return "\(name) comes to \(decimals(without.mean)) without and \(decimals(with.mean)) with "
          + "it, with \(with.deviation < without.deviation ? "less" : "no less") spread"
      }
      return "At \(layers) layers, " + words.joined(separator: "; ") + "."
    }
  }()
}
