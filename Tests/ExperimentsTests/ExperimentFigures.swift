import Testing

@testable import Experiments

/// The figures that the experiments are to give, each with the range that chance may leave it.
@Suite struct ExperimentFigures {
  /// What was measured at some settings, by the name of the row.
  static func measured(
    _ name: String, _ settings: KeyValuePairs<String, String> = [:]
  ) throws -> [String: Double] {
    let experiment = try #require(Experiments.named(name))
    var setup = Setup(experiment.knobs)
    for (knob, value) in settings { setup = setup.setting(knob, to: value) }
    return Dictionary(
      try experiment.run(setup, .none).measures.map { ($0.name, $0.measured) },
      uniquingKeysWith: { first, _ in first })
  }

  static func expect(
    _ measured: [String: Double], _ ranges: KeyValuePairs<String, ClosedRange<Double>>
  ) throws {
    for (name, range) in ranges {
      let value = try #require(measured[name], "no row \(name) in \(measured.keys.sorted())")
      #expect(range ~= value, "\(name) is \(value)")
    }
  }

  @Test func `gradients of the seven stacks`() throws {
    try Self.expect(
      Self.measured("gradient-depth"),
      [
        "plain, gain 1 at 5": 0.04...0.09, "plain, gain 1 at 25": 1e-8...2e-7,
        "plain, gain 1 at 50": 6e-17...6e-15,
        "plain, He at 5": 0.7...1.5, "plain, He at 25": 0.3...2, "plain, He at 50": 0.1...1,
        "plain + BN at 5": 2...3.6, "plain + BN at 25": 2e3...2e4, "plain + BN at 50": 3e7...4e8,
        "residual, no BN at 5": 2.5...5.5, "residual, no BN at 25": 4e3...5e4,
        "residual, no BN at 50": 1e8...3e9,
        "original at 5": 2.3...4.2, "original at 25": 15...40, "original at 50": 35...100,
        "pre-activation at 5": 2.5...4.6, "pre-activation at 25": 11...30,
        "pre-activation at 50": 22...60,
        "shortcut × 0.5 at 5": 2...3.6, "shortcut × 0.5 at 25": 4e2...3e3,
        "shortcut × 0.5 at 50": 1e6...1.5e7,
      ])
  }

  @Test func `the projection and the pixels of question 1`() throws {
    try Self.expect(
      Self.measured("shape-walk"),
      ["sums that fit": 1...1, "side of the output": 28...28, "channels of the output": 512...512])
    try Self.expect(Self.measured("shape-walk", ["shortcut": "identity"]), ["sums that fit": 0...0])
    try Self.expect(
      Self.measured("shape-walk", ["shortcut": "identity", "stride": "1", "width": "64"]),
      ["sums that fit": 1...1])
    try Self.expect(
      Self.measured("pixel-readers", ["side": "56"]), ["share of pixels read": 0.25...0.25])
    try Self.expect(
      Self.measured("pixel-readers", ["side": "56", "kernel": "3"]),
      ["share of pixels read": 1...1])
  }

  @Test func `a missing projection says which shapes do not agree`() throws {
    let experiment = ShapeWalk()
    let findings = try experiment.run(
      Setup(experiment.knobs).setting("shortcut", to: "identity"), .none)
    #expect(findings.reading.contains("28×28×512") && findings.reading.contains("56×56×256"))
  }

  @Test func `mean and variance of four trunks`() throws {
    // the figures of the lesson but for 10 %; the mean of a trunk without drift but for 0.15
    try Self.expect(
      Self.measured("trunk", ["width": "128"]),
      [
        "original, mean at 1": 0.50...0.62, "original, variance at 1": 0.61...0.75,
        "original, mean at 5": 1.25...1.53, "original, variance at 5": 1.86...2.28,
        "original, mean at 10": 1.87...2.29, "original, variance at 10": 3.55...4.35,
        "original, mean at 20": 2.76...3.38, "original, variance at 20": 6.8...8.4,
        "original, mean at 50": 4.56...5.58, "original, variance at 50": 16.5...20.3,
        "pre-activation, mean at 50": -0.15...0.15, "pre-activation, variance at 1": 1.79...2.19,
        "pre-activation, variance at 5": 5.37...6.57, "pre-activation, variance at 10": 9.9...12.3,
        "pre-activation, variance at 20": 18.5...22.7,
        "pre-activation, variance at 50": 45...56,
        "BN after the sum, mean at 1": 0.36...0.44, "BN after the sum, variance at 1": 0.30...0.38,
        "BN after the sum, mean at 50": 0.16...0.24,
        "BN after the sum, variance at 50": 0.62...0.76,
        "ReLU before the sum, mean at 1": 0.36...0.44,
        "ReLU before the sum, variance at 1": 1.20...1.48,
        "ReLU before the sum, mean at 10": 3.58...4.38,
        "ReLU before the sum, mean at 50": 17.4...21.4,
        "ReLU before the sum, variance at 50": 28.8...35.2,
      ])
  }

  @Test func `logits without the last BN grow like the root of the depth`() throws {
    let without = try Self.measured("final-norm")
    try Self.expect(
      without,
      [
        "logits after 10 blocks": 2.6...4.1, "logits after 50 blocks": 5.4...8.9,
        "logits after 200 blocks": 10.7...17.7,
      ])
    try Self.expect(
      Self.measured("final-norm", ["last BN": "present"]),
      ["logits after 10 blocks": 0.8...1.2, "logits after 200 blocks": 0.8...1.2])
  }

  @Test func `three forms, and a BN that breaks them`() throws {
    try Self.expect(
      Self.measured("three-forms", ["paths": "32"]),
      ["paths − groups, output": 0...1e-13, "concatenation − groups, output": 0...1e-13])
    try Self.expect(
      Self.measured("three-forms", ["last BN": "in each path"]),
      ["paths − groups, output": 0.5...100])
  }

  @Test(arguments: [("1", 69_632.0), ("2", 69_760), ("4", 69_888), ("8", 71_456), ("32", 70_144)])
  func `cardinality at constant cost`(paths: String, weights: Double) throws {
    let share = 1 / (Double(paths) ?? .nan)
    try Self.expect(
      Self.measured("block-diagonal", ["paths": paths]),
      [
        "weights of the block": weights...weights,
        "share of entries that are not 0": share...share,
      ])
  }

  @Test func `54 blocks of stochastic depth`() throws {
    try Self.expect(
      Self.measured("depth-draws"),
      ["mean number of blocks": 40.13...40.37, "standard deviation": 2.93...3.11])
  }

  @Test func `the mean of the networks and the network of means`() throws {
    try Self.expect(
      Self.measured("branch-expectation"), ["mean − scaled, in standard errors": -4...4])
    try Self.expect(
      Self.measured("branch-expectation", ["after the sum": "ReLU"]),
      ["mean − scaled, in standard errors": 3...1000])
  }

  @Test func `three index conventions`() throws {
    try Self.expect(
      Self.measured("survival-conventions"),
      ["paper, first": 0.9...0.9, "paper, last": 0.5...0.5, "linspace, first": 1...1])
    // EfficientNet-style code with 16 blocks and survival 0.8
    try Self.expect(
      Self.measured("survival-conventions", ["blocks": "16", "last survives": "0.8"]),
      ["EfficientNet, first": 1...1, "EfficientNet, last": 0.8125...0.8125])
    try Self.expect(
      Self.measured("survival-conventions", ["blocks": "54"]),
      ["paper, blocks on average": 40.2499...40.2501])
  }

  @Test(
    arguments: [
      ("1.5", 0.975...0.995, 0.49...0.53), ("2", 0.986...1.0, 0.72...0.76),
      ("3", 0.988...1.0, 0.93...0.97),
    ])
  func `how much is guessed back`(
    length: String, dropout: ClosedRange<Double>, block: ClosedRange<Double>
  ) throws {
    try Self.expect(
      Self.measured("guess-back", ["length scale": length]),
      ["dropout": dropout, "DropBlock": block])
  }

  @Test func `places that DropBlock, dropout and Cutout drop`() throws {
    try Self.expect(
      Self.measured("drop-map", ["masks": "8000"]),
      ["centre": 0.243...0.288, "corner": 0.002...0.011, "mean": 0.087...0.099])
    try Self.expect(
      Self.measured("drop-map", ["by": "dropout", "masks": "8000"]),
      ["centre": 0.085...0.115, "corner": 0.085...0.115])
  }

  @Test func `overlaps make the dropped share fall short`() throws {
    try Self.expect(
      Self.measured("gamma-fraction"),
      ["dropped at keep 0.75": 0.19...0.23, "dropped at keep 0.9": 0.08...0.105])
  }

  @Test func `the square of Cutout`() throws {
    try Self.expect(
      Self.measured("cutout-walk"),
      [
        "pixels covered": 110...110, "visible side on average": 14...14,
        "probability that it is complete": 0.2822...0.2823,
      ])
  }

  @Test func `gates of squeeze and excitation`() throws {
    try Self.expect(
      Self.measured("se-gates"),
      [
        "gate 0 before": 0.9815...0.9825, "gate 1 before": 0.0175...0.0185,
        "gate 2 before": 0.8805...0.8815, "gate 3 before": 0.1185...0.1195,
        "gate 0 after": 0.5...0.5, "gate 1 after": 0.5...0.5, "gate 2 after": 0.8805...0.8815,
      ])
    try Self.expect(
      Self.measured("se-gates", ["change": "shuffled pixels"]),
      ["largest change of a gate": 0...1e-12])
    try Self.expect(
      Self.measured("se-gates", ["change": "softmax instead"]),
      ["softmax, gate on average": 0.00390624...0.00390626])
    try Self.expect(
      Self.measured("se-gates", ["change": "the sum gated"]),
      ["trunk with gated sums": 8.881e-16...8.882e-16])
  }

  @Test func `a ReLU on few channels`() throws {
    try Self.expect(
      Self.measured("narrow-relu"),
      [
        "error, 2 channels": 0.40...0.52, "error, 3 channels": 0.23...0.31,
        "error, 5 channels": 0.08...0.12, "error, 10 channels": 0.002...0.008,
        "error, 15 channels": 0...0.001,
        "lost points, 2 channels": 0.72...0.78, "lost points, 3 channels": 0.47...0.53,
        "lost points, 5 channels": 0.17...0.21, "lost points, 10 channels": 0.005...0.02,
        "lost points, 15 channels": 0.005...0.01,
      ])
  }

  @Test(
    arguments: [("depthwise", 1.0), ("depthwise, pointwise", 8), ("grouped by 2", 2), ("conv", 8)])
  func `channels that move`(operation: String, count: Double) throws {
    try Self.expect(
      Self.measured("one-channel", ["operation": operation]),
      ["channels that change": count...count])
  }

  @Test func `costs and widths of the mobile block`() throws {
    try Self.expect(
      Self.measured("cost-bars"),
      ["multiply-adds": 15_466_752...15_466_752, "full ÷ depthwise": 144...144])
    try Self.expect(
      Self.measured("hourglass"),
      ["ResNet, middle ÷ ends": 0.25...0.25, "MBConv, middle ÷ ends": 6...6])
  }

  @Test func `the matrix of seven inputs, three taps and stride 2`() throws {
    let experiment = ConvolutionMatrix()
    let findings = try experiment.run(Setup(experiment.knobs), .none)
    guard case .maps(let maps)? = findings.pictures.first else {
      Issue.record("no maps")
      return
    }
    #expect(
      maps[0].numbers
        == [1, 2, 3, 0, 0, 0, 0] + [0, 0, 1, 2, 3, 0, 0] + [0, 0, 0, 0, 1, 2, 3])
    #expect(maps[3].numbers == [1, 2, 4, 2, 4, 2, 3])
    try Self.expect(
      Self.measured("convolution-matrix"), ["Aᵀ·G − the backward pass": 0...0])
  }

  @Test func `zeros inserted, kernel turned`() throws {
    try Self.expect(
      Self.measured("zero-insertion"),
      [
        "over zeros − the backward pass": 0...0, "sum of all gradients": 450...450,
        "dI[2,2]": 36...36, "dI[2,3]": 24...24,
      ])
    try Self.expect(
      Self.measured("zero-insertion", ["rows left over": "1"]),
      ["over zeros − the backward pass": 0...0, "sum of all gradients": 450...450])
  }

  @Test(
    arguments: [
      ("3", "2", 1.0, 4.0), ("4", "2", 4, 4), ("5", "2", 4, 9), ("6", "3", 4, 4), ("2", "2", 1, 1),
    ])
  func `a checkerboard where the stride does not divide`(
    kernel: String, stride: String, least: Double, most: Double
  ) throws {
    try Self.expect(
      Self.measured("checkerboard", ["kernel": kernel, "stride": stride]),
      ["fewest hits": least...least, "most hits": most...most])
  }

  @Test func `a transpose is no inverse`() throws {
    try Self.expect(
      Self.measured("not-inverse"),
      [
        "side after both": 15...15, "error left by the best factor": 0.2...1,
        "⟨A·I, A·I⟩ − ⟨I, Aᵀ·A·I⟩": -1e-9...1e-9,
      ])
  }

  @Test func `the sum over too much is N·M times too large`() throws {
    try Self.expect(
      Self.measured("wrong-formula"),
      ["right − central differences": 0...1e-8, "wrong ÷ central differences": 5.9999...6.0001])
  }
}
