import Networks
import Tensors
import Testing

@testable import Training

/// Updates against numbers worked out by hand and with PyTorch.
@Suite struct OptimizerTests {
  /// A rule on f(w) = ½(w1² + 10·w2²) from (1, −0.5), and the weights after three updates.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let optimizer: any Optimizer
    let rate: Double
    var decay = 0.0
    var clip: Double?
    let expected: [(Double, Double)]
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "sgd", optimizer: SGD(), rate: 0.05,
      expected: [(0.95, -0.25), (0.9025, -0.125), (0.857375, -0.0625)]),
    Case(
      name: "sgd with decay", optimizer: SGD(), rate: 0.05, decay: 0.1,
      expected: [
        (0.945, -0.2475), (0.893025, -0.1225125), (0.843908625, -0.0606436875),
      ]),
    Case(
      name: "momentum", optimizer: SGD(momentum: 0.9), rate: 0.05,
      expected: [(0.95, -0.25), (0.8575, 0.1), (0.731375, 0.365)]),
    Case(
      name: "momentum with decay", optimizer: SGD(momentum: 0.9), rate: 0.05, decay: 0.1,
      expected: [
        (0.945, -0.2475), (0.843525, 0.1047375), (0.705803625, 0.3688588125),
      ]),
    Case(
      name: "nesterov", optimizer: SGD(momentum: 0.9, isNesterov: true), rate: 0.05,
      expected: [(0.905, -0.025), (0.778525, 0.20125), (0.631462625, 0.2024375)]),
    Case(
      name: "nesterov with decay", optimizer: SGD(momentum: 0.9, isNesterov: true), rate: 0.05,
      decay: 0.1,
      expected: [
        (0.8955, -0.02025), (0.75737025, 0.203704875), (0.598235533875, 0.200605809937),
      ]),
    Case(
      name: "adagrad", optimizer: AdaGrad(), rate: 0.2,
      expected: [
        (0.800000000020, -0.300000000004), (0.675060990517, -0.197100848919),
        (0.581798353592, -0.133055799633),
      ]),
    Case(
      name: "rmsprop", optimizer: RMSProp(), rate: 0.01,
      expected: [
        (0.900000010000, -0.400000002000), (0.832917975265, -0.337339166792),
        (0.779982281982, -0.290433213471),
      ]),
    Case(
      name: "rmsprop rho", optimizer: RMSProp(rho: 0.9, epsilon: 1e-7), rate: 0.05,
      expected: [
        (0.841886166992, -0.341886126992), (0.736937729428, -0.249435316669),
        (0.654359020309, -0.184590290850),
      ]),
    Case(
      name: "rmsprop momentum", optimizer: RMSProp(rho: 0.9, momentum: 0.5), rate: 0.05,
      expected: [
        (0.841886121992, -0.341886117992), (0.657880725013, -0.170378363766),
        (0.490027752202, -0.038200126082),
      ]),
    Case(
      name: "adam", optimizer: Adam(), rate: 0.1,
      expected: [
        (0.900000001000, -0.400000000200), (0.800412229712, -0.301187420002),
        (0.701586274504, -0.204871250017),
      ]),
    Case(
      name: "adam epsilon", optimizer: Adam(epsilon: 1e-7), rate: 0.1,
      expected: [
        (0.900000010000, -0.400000002000), (0.800412248082, -0.301187423731),
        (0.701586302555, -0.204871255739),
      ]),
    Case(
      name: "adam with L2", optimizer: Adam(), rate: 0.1, decay: 0.1,
      expected: [
        (0.900000000909, -0.400000000198), (0.800412229527, -0.301187419998),
        (0.701586274221, -0.204871250011),
      ]),
    Case(
      name: "adamw", optimizer: AdamW(), rate: 0.1, decay: 0.1,
      expected: [
        (0.890000001000, -0.395000000200), (0.781571856954, -0.292338702603),
        (0.675101223189, -0.193415601757),
      ]),
    Case(
      name: "clipped", optimizer: SGD(), rate: 0.1, clip: 1,
      expected: [
        (0.980388390332, -0.401941951662), (0.956691816072, -0.304790175897),
        (0.926743929699, -0.209379915227),
      ]),
  ]

  @Test(arguments: cases) func `three updates are those worked out by hand`(_ one: Case) {
    var weights = Tensor<Double>([1, -0.5])
    var memory = Memory<Double>(weights.shape)
    memory.fit(one.optimizer.moments)
    var recipe = Recipe(one.optimizer)
    recipe.clip = one.clip
    for (number, expected) in one.expected.enumerated() {
      let gradient = Tensor<Double>([weights[0], 10 * weights[1]])
      let norm = gradient.sumOfSquares.squareRoot()
      one.optimizer.move(
        &weights, along: gradient, &memory,
        at: UpdateSettings(
          step: number + 1, rate: one.rate, decay: one.decay, factor: recipe.factor(of: norm)))
      #expect(abs(weights[0] - expected.0) < 2e-12, "\(one.name) \(number + 1)")
      #expect(abs(weights[1] - expected.1) < 2e-12, "\(one.name) \(number + 1)")
    }
  }

  @Test func `what is remembered is that worked out by hand`() {
    var weights = Tensor<Double>([1, -0.5])
    var memory = Memory<Double>(weights.shape)
    memory.fit(Adam().moments)
    for step in 1...3 {
      let gradient = Tensor<Double>([weights[0], 10 * weights[1]])
      Adam().move(
        &weights, along: gradient, &memory, at: UpdateSettings(step: step, rate: 0.1))
    }
    #expect(abs(memory.first[0] - 0.242041223061) < 2e-12)
    #expect(abs(memory.first[1] + 1.06618742018) < 2e-11)
    #expect(abs(memory.second[0] - 0.00244785073927) < 2e-14)
    #expect(abs(memory.second[1] - 0.0500054112127) < 2e-13)
    #expect(memory.momentum.elements.isEmpty)
  }

  @Test func `a gradient shorter than the limit is left alone to the last bit`() {
    var recipe = Recipe()
    recipe.clip = 5
    #expect(recipe.factor(of: 4.9) == 1)
    #expect(recipe.factor(of: 10) == 5 / (10 + 1e-6))
  }

  /// Random weights in random states under a rule.
  @Test(arguments: cases)
  func `the terms of an update add up to what the engine makes of the weight`(_ one: Case) throws {
    for number in 0..<UInt64(70) {
      let draw = WeightRule(seed: 3, tensor: number)
      let settings = UpdateSettings(
        step: Int(number) + 1, rate: one.rate, decay: one.decay,
        factor: one.clip == nil ? 1 : draw.fraction(9))
      let weight = WeightBefore(
        tensor: "conv1.weight", index: [0], value: draw.uniform(0), gradient: draw.uniform(1),
        momentum: draw.uniform(2), first: draw.uniform(3), second: draw.fraction(4))
      let account = one.optimizer.explained(weight, at: settings, in: Double.self)

      var value = Tensor<Double>([weight.value])
      var memory = Memory<Double>(Shape(1))
      memory.momentum = Tensor([weight.momentum])
      memory.first = Tensor([weight.first])
      memory.second = Tensor([weight.second])
      one.optimizer.move(&value, along: Tensor([weight.gradient]), &memory, at: settings)
      #expect(account.value == value[0])
      #expect(abs(account.total - account.value) <= 1e-15 * account.magnitude)
      // each memory after the update stands on a line of its own
      for moment in one.optimizer.moments {
        let line = try #require(account.lines.first { $0.moment == moment })
        #expect(abs(line.value - memory[moment][0]) < 1e-15)
      }
    }
  }

  @Test(
    arguments: [
      (SGD(), ["w' = w - \\alpha \\cdot g"]),
      (
        AdaGrad(),
        [
          "r' = r + g^2",
          "w' = w - \\alpha \\cdot \\frac{g}{\\sqrt{r'} + \\epsilon}",
        ]
      ),
      (
        Adam(),
        [
          "s' = \\beta_1 \\cdot s + (1 - \\beta_1) \\cdot g",
          "r' = \\beta_2 \\cdot r + (1 - \\beta_2) \\cdot g^2",
          "\\hat{s} = \\frac{s'}{1 - \\beta_1^{t}}", "\\hat{r} = \\frac{r'}{1 - \\beta_2^{t}}",
          "w' = w - \\alpha \\cdot \\frac{\\hat{s}}{\\sqrt{\\hat{r}} + \\epsilon}",
        ]
      ),
    ] as [(any Optimizer, [String])])
  func `an optimizer tells its algorithm line by line`(
    _ optimizer: any Optimizer, _ lines: [String]
  ) {
    #expect(optimizer.formulas(at: UpdateSettings(step: 1, rate: 0.1)) == lines)
  }

  @Test func `one weight's update is written with symbols and with numbers`() throws {
    let weight = WeightBefore(
      tensor: "conv1.weight", index: [0, 0, 0, 0], value: 1, gradient: -2, momentum: 0.5)
    let account = SGD(momentum: 0.9).explained(
      weight, at: UpdateSettings(step: 2, rate: 0.1, decay: 0.01), in: Double.self)
    let written = account.lines.compactMap { line in
      line.formula.map { "\(line.symbol) = \($0)" }
    }
    #expect(
      written == [
        "\\tilde{g} = g + \\lambda \\cdot w", "v' = \\mu \\cdot v + \\tilde{g}",
        "w' = w - \\alpha \\cdot v'",
      ])
    let filled = account.lines.compactMap { account.instance(of: $0) { "\($0)" } }
    #expect(
      filled == [
        "(-2.0) + 0.01 \\cdot 1.0", "0.9 \\cdot 0.5 + (-1.99)", "1.0 - 0.1 \\cdot (-1.54)",
      ])
  }
}
