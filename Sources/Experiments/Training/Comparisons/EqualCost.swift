import Training

extension TrainingComparison {
  /// The inverted residual block beside ordinary convolutions at the same number of multiply-adds.
  static let separableCost = TrainingComparison(
    name: "separable-cost", title: "depthwise blocks at equal cost", lesson: 7,
    question: "What do inverted residual blocks learn for the multiply-adds of ordinary ones?",
    depths: [4],
    rivals: [
      Rival("basic, width 8", known: [4: (0.235, 0.088)]) { _ in
        DigitsNet.residual.net(layers: 10)
      },
      Rival("inverted, width 8, expansion 6", known: [4: (0.124, 0.019)]) { _ in
        inverted(width: 8, expansion: 6)
      },
      Rival("inverted, width 12, expansion 3", known: [4: (0.103, 0.007)]) { _ in
        inverted(width: 12, expansion: 3)
      },
    ]
  ) { losses, _, _ in
    let best = min(losses[1].mean, losses[2].mean)
    return "All three take about 300,000 multiply-adds an image. The better inverted net comes to "
      + "\(decimals(best)), the ordinary one to \(decimals(losses[0].mean)): "
      + (best < losses[0].mean ? "better for each multiply-add" : "no better here")
      + ". It has 14 layers and not 10, and takes longer: depthwise products keep a processor less "
      + "busy."
  }

  private static func inverted(width: Int, expansion: Int) -> String {
    let inner = width * expansion
    return "conv 3x3 \(width), norm, relu, repeat 4 { sum { conv 1x1 \(inner), norm, relu6, "
      + "depthwise 3x3, norm, relu6, conv 1x1 \(width), norm | identity } }, globalpool, dense 10"
  }

  /// Groups of a bottleneck at the same number of multiply-adds (Xie and others 2017, table 3, on
  /// digits).
  static let cardinalityCost = TrainingComparison(
    name: "cardinality-cost", title: "cardinality at equal cost", lesson: 3,
    question: "Do more groups learn better when the cost stays the same?",
    depths: [4],
    rivals: [
      (1, 8, 0.175, 0.034), (2, 5, 0.191, 0.046), (4, 3, 0.199, 0.013), (15, 1, 0.195, 0.012),
    ].map { groups, width, mean, deviation in
      Rival("\(groups) × \(width)", known: [4: (mean, deviation)]) { _ in
        grouped(groups, width: width)
      }
    }
  ) { losses, _, _ in
    let more = losses.dropFirst().map(\.mean).min() ?? 0
    return "One group comes to \(decimals(losses[0].mean)), the best of several to "
      + "\(decimals(more)): more groups \(more < losses[0].mean ? "help" : "do not help") here. "
      + "The gains of the paper are those of ImageNet, with hundreds of channels."
  }

  private static func grouped(_ groups: Int, width: Int) -> String {
    let inner = groups * width
    return "conv 3x3 32, norm, relu, repeat 4 { sum { conv 1x1 \(inner), norm, relu, "
      + "conv 3x3 \(inner) groups: \(groups), norm, relu, conv 1x1 32, norm | identity }, relu }, "
      + "globalpool, dense 10"
  }
}
