import Networks
import Tensors
import Training

/// A small net that is to learn one batch by heart, in programs of which all but one have a bug.
///
/// What a curve shows of a bug, and which bugs it does not show, is the lesson: to overfit one
/// batch is a test that a wrong program can pass.
struct OneBatch: Experiment {
  let name = "one-batch"
  let title = "overfit one batch, with bugs"
  let lesson = 1
  let question = "A net should learn 32 images by heart. What is wrong in each program?"
  let knobs = [
    Knob("program", words: Program.allCases.map(\.label)),
    Knob("updates", [10, 60], standard: 60),
  ]
  var isQuick: Bool { false }
  var small: Setup { Setup(knobs).setting("updates", to: "10") }

  enum Program: Int, CaseIterable {
    case healthy, flipped, uncleared, softmaxTwice, shuffledLabels, headAlone, sum, emptyInput

    /// Told only once it has been run.
    var bug: String {
      switch self {
      case .healthy: "nothing is wrong"
      case .flipped: "the update goes up the gradient"
      case .uncleared: "gradients are never cleared, so that all of them add up"
      case .softmaxTwice: "softmax is taken before a loss that takes it again"
      case .shuffledLabels: "labels are permuted anew in every update"
      case .headAlone: "only the last layer is trained"
      case .sum: "the loss is the sum over the batch, not its mean"
      case .emptyInput: "the images are all zeros"
      }
    }
    var label: String { String(Array("ABCDEFGH")[rawValue]) }
    /// Between which numbers PyTorch's last loss lies over seeds 1 to 3, with room for one seed.
    var range: ClosedRange<Double> {
      switch self {
      case .healthy: 0.05...0.6
      case .flipped: 1e4...1e12
      case .uncleared: 1.5...15
      case .softmaxTwice: 2.0...2.31
      case .shuffledLabels: 2.2...2.5
      case .headAlone: 2.0...2.3
      case .sum: 0...0.1
      case .emptyInput: 2.28...2.31
      }
    }
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let program = Program(rawValue: Int(settings.number("program"))) ?? .healthy
    let updates = settings.count("updates")
    var losses: [Double] = []
    var learner = try Learner(program, seed: 1, progress)
    for update in 1...updates {
      losses.append(try learner.advance(update))
      try progress.passed(update, of: updates)
    }
    let right = try learner.accuracy()
    let points = losses.enumerated().map { Findings.Point(x: Double($0 + 1), y: $1) }
    let marks = [1, 10, 30, 60].filter { $0 <= updates }
    var measures: [Findings.Measure] = []
    if updates == 60, let last = losses.last {
      measures.append(
        Findings.Measure(
          "loss of update 60", last,
          expected: (program.range.lowerBound + program.range.upperBound) / 2,
          range: program.range))
    }
    return Findings(
      "loss on the one batch, program \(program.label)",
      [
        .curves(
          [Findings.Curve("a", "loss", points)], unit: "updates", isLogarithmic: true)
      ],
      table: Findings.Table(
        marks.map { "update \($0)" } + ["right"],
        [marks.map { .number(losses[$0 - 1]) } + [.share(right)]]),
      reading: Self.reading(program, losses, right), measures: measures)
  }

  private static func reading(_ program: Program, _ losses: [Double], _ right: Double) -> String {
    let (first, last) = (losses.first ?? .nan, losses.last ?? .nan)
    let percent = Int((100 * right).rounded())
    return
      "The loss goes from \(decimals(first)) to \(last < 1e6 ? decimals(last) : "above a million")"
      + ", \(percent) % of the images are told right. In this program \(program.bug)."
  }

  /// Weights that are moved as a program has it.
  private struct Learner {
    let program: Program
    let graph: Graph
    let batch: Batch<Double>
    let seed: UInt64
    var parameters: [[Tensor<Double>]]
    var memories: [[Memory<Double>]]
    /// Gradients that were not cleared.
    var held: [[Tensor<Double>?]]

    init(_ program: Program, seed: UInt64, _ progress: ExperimentProgress) throws {
      let digits: Dataset<Double> = try Digits.read(progress.digits()).holding(450).standardised()
      var recipe = Recipe()
      recipe.seed = seed
      recipe.order = .given
      let net = DigitsNet.residual.net(layers: 6) + (program == .softmaxTwice ? ", softmax" : "")
      let run = try TrainingRun(Network(net, on: DigitsBench.input), on: digits, recipe)
      self.program = program
      self.seed = seed
      graph = run.graph
      batch = run.nextBatch()
      parameters = run.state.parameters
      memories = parameters.map { tensors in
        tensors.map { tensor in
          var memory = Memory<Double>(tensor.shape)
          memory[.momentum] = Tensor(zeros: tensor.shape)
          return memory
        }
      }
      held = parameters.map { $0.map { _ in nil } }
    }

    private func trace(_ update: Int) throws -> Trace<Double> {
      var settings = RunSettings<Double>(seed: seed, batch: batch.indices.count)
      for node in graph.nodes {
        for (parameter, tensor) in zip(node.parameters, parameters[node.index]) {
          settings.given["\(node.id).\(parameter.name)"] = tensor
        }
      }
      settings.given["x"] =
        program == .emptyInput ? Tensor(zeros: batch.x.shape) : batch.x
      settings.upstream = .loss(Loss(.crossEntropy, target: targets(update)))
      return try Trace(graph, settings)
    }

    private func targets(_ update: Int) -> Tensor<Double> {
      guard program == .shuffledLabels else { return batch.targets }
      let chance = WeightRule(seed: seed, tensor: UInt64(update))
      let order = batch.indices.indices.sorted {
        chance.bits(UInt64($0)) < chance.bits(UInt64($1))
      }
      let classes = batch.targets.channels
      return Tensor(
        batch.targets.shape,
        order.flatMap { batch.targets.elements[$0 * classes..<($0 + 1) * classes] })
    }

    /// Makes an update; returns the loss before it.
    mutating func advance(_ update: Int) throws -> Double {
      let trace = try trace(update)
      let settings = UpdateSettings(step: update, rate: 0.05)
      let optimizer = SGD(momentum: 0.9)
      let head = graph.nodes.last { $0.parameterCount > 0 }?.index
      for node in graph.nodes where program != .headAlone || node.index == head {
        for (place, gradient) in trace.parameterGradients[node.index].enumerated() {
          guard var gradient else { continue }
          switch program {
          case .flipped: gradient = Tensor(gradient.shape, gradient.elements.map { -$0 })
          case .sum:
            let images = Double(batch.indices.count)
            gradient = Tensor(gradient.shape, gradient.elements.map { $0 * images })
          case .uncleared:
            gradient = held[node.index][place].map { $0 + gradient } ?? gradient
            held[node.index][place] = gradient
          default: break
          }
          optimizer.move(
            &parameters[node.index][place], along: gradient,
            &memories[node.index][place], at: settings)
        }
      }
      return trace.loss
    }

    /// The share of the batch told right, by the statistics of the batch.
    func accuracy() throws -> Double {
      let output = try trace(0).forward.output
      let classes = output.channels
      let right = batch.indices.indices.count { image in
        func largest(_ tensor: Tensor<Double>) -> Int {
          let row = tensor.elements[image * classes..<(image + 1) * classes]
          return row.indices.max { row[$0] < row[$1] }.map { $0 - image * classes } ?? 0
        }
        return largest(output) == largest(batch.targets)
      }
      return Double(right) / Double(batch.indices.count)
    }
  }
}
