import Networks
import Tensors

/// Two images under CutMix, mixup and Cutout: what becomes of them, of their labels and of the loss.
struct CutMixPair: Experiment {
  let name = "cutmix-pair"
  let title = "CutMix, mixup and Cutout of one pair"
  let lesson = 9
  let question = "What becomes of two images and their labels?"
  let knobs = [
    Knob("seed", (0..<24).map(Double.init), standard: 7),
    Knob("side", [8, 12, 16], standard: 8),
    Knob("alpha", [0.25, 0.5, 1, 2, 4], standard: 1),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, alpha) = (settings.count("side"), settings.number("alpha"))
    let seed = UInt64(settings.count("seed"))
    let map = Shape(side, side, 1)
    let images = Tensor<Double>(
      Shape(2, side, side, 1), Self.disc(side) + Self.stripes(side))
    let labels = try Loss<Double>(labels: [0, 1], classes: 2)
    func trace(_ operation: String) throws -> Trace<Double> {
      try Bench.trace(
        operation + ", flatten, dense 2", on: map, seed: seed, batch: 2, given: ["x": images],
        upstream: .loss(labels))
    }
    let words = alpha == 1 ? "" : " alpha: \(settings.word("alpha"))"
    let (cutmix, mixup) = (try trace("cutmix" + words), try trace("mixup" + words))
    let cutout = try trace("cutout size: \(side / 2)")
    guard let mask = cutmix.masks[1], let blend = mixup.masks[1] else {
      throw Misfit("two images are always mixed")
    }
    // the draws of the run, once more
    let draw = MixingDraw(
      alpha: alpha, WeightRule(seed: seed + 1, tensor: WeightRule.firstMaskTensor))
    let box = draw.box(on: map)
    let kept = Mixture(mask).kept(of: 0)
    let losses = Self.losses(of: cutmix)
    let whole = Double(side * side)
    return Findings(
      "a disc and stripes, mixed",
      [
        .maps([
          Self.picture("A", side, images.images[0]), Self.picture("B", side, images.images[1]),
          Self.picture("CutMix of A", side, cutmix.outputs[1].images[0]),
          Self.picture("mixup of A", side, mixup.outputs[1].images[0]),
          Self.picture("Cutout of A", side, cutout.outputs[1].images[0]),
        ])
      ],
      table: Findings.Table(
        ["", "CutMix", "mixup", "Cutout"],
        [
          ["λ drawn", .number(draw.share), .number(draw.share), "–"],
          [
            "box", .text("rows \(Self.span(box.rows)), columns \(Self.span(box.columns))"), "–",
            .text("\(side / 2)×\(side / 2), clipped"),
          ],
          ["label of A", .share(kept), .share(Mixture(blend).kept(of: 0)), .share(1)],
          ["label of B", .share(1 - kept), .share(1 - Mixture(blend).kept(of: 0)), .share(0)],
          [
            "loss of the mixed A", .number(Self.loss(of: cutmix)), .number(Self.loss(of: mixup)),
            .number(Self.loss(of: cutout)),
          ],
        ]),
      reading: Self.reading(draw.share, kept, box.area),
      measures: [
        Findings.Measure("share kept of A", kept, expected: 1 - Double(box.area) / whole),
        Findings.Measure(
          "share blended", Mixture(blend).kept(of: 0), expected: draw.share),
        Findings.Measure(
          "CutMix's loss", Self.loss(of: cutmix),
          expected: kept * losses[0] + (1 - kept) * losses[1]),
        Findings.Measure("kept after clipping", kept, atLeast: draw.share - 1e-9),
      ])
  }

  private static func reading(_ drawn: Double, _ kept: Double, _ area: Int) -> String {
    let change =
      kept - drawn < 0.005
      ? "nearly what was drawn" : "more than the λ that was drawn, as the box was clipped or cut"
    return "The box has \(area) pixels. A keeps \(percent(kept)) of its pixels, \(change), and so "
      + "much of its label; the loss is that of both labels with these weights."
  }
  private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
  private static func span(_ range: Range<Int>) -> String {
    range.isEmpty ? "none" : "\(range.lowerBound)–\(range.upperBound - 1)"
  }

  /// −log p of each class for the first image.
  private static func losses(of trace: Trace<Double>) -> [Double] {
    let scores = trace.outputs[trace.graph.output.index].images[0].elements
    let total = Double.logarithm(scores.reduce(0) { $0 + Double.exponential($1) })
    return scores.map { total - $0 }
  }
  /// The cross-entropy of the first image with the label that it got.
  private static func loss(of trace: Trace<Double>) -> Double {
    guard case .loss(let loss) = trace.objective else { return .nan }
    return zip(loss.target.images[0].elements, losses(of: trace)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func picture(
    _ title: String, _ side: Int, _ image: Tensor<Double>
  ) -> Findings.Map { Findings.Map(title, side, side, image.elements) }

  private static func disc(_ side: Int) -> [Double] {
    let (middle, radius) = (Double(side - 1) / 2, Double(side) * 0.35)
    return (0..<side * side).map { place in
      let (y, x) = (Double(place / side) - middle, Double(place % side) - middle)
      return y * y + x * x < radius * radius ? 1 : -0.3
    }
  }
  private static func stripes(_ side: Int) -> [Double] {
    let width = max(side / 8, 1)
    return (0..<side * side).map { ($0 % side / width).isMultiple(of: 2) ? 0.6 : -0.8 }
  }
}
