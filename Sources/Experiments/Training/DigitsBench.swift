import Networks
import Tensors
import Training

/// Runs on the digits for an experiment, in Float, by the recipe of the lessons unless said.
struct DigitsBench {
  private let digits: Dataset<Float>
  private let progress: ExperimentProgress
  /// Epochs, or runs where they are shorter.
  private let total: Int
  private var done = 0

  /// The first so many examples are learnt from, or all that are not held back.
  ///
  /// Throws where the digits are not at hand.
  init(
    _ progress: ExperimentProgress, runs: Int, updates: Int, learningFrom count: Int? = nil
  ) throws {
    let all: Dataset<Float> = try Digits.read(progress.digits()).holding(450).standardised()
    let kept = Array(all.training)[..<(count ?? all.training.count)] + all.validation
    digits = try Dataset(
      name: all.name, x: all.examples(Array(kept)),
      answers: .labels(kept.compactMap { all.label($0) }, classes: 10)
    ).holding(450)
    self.progress = progress
    total = runs * ((updates + Self.epoch - 1) / Self.epoch)
  }

  /// Updates of one epoch over all that is not held back; after as many a bench tells how far it is.
  static let epoch = 42
  static let input = Shape(8, 8, 1)

  /// How a run went.
  struct Outcome {
    /// The mean loss over the last epoch, or over all updates where they are fewer; not a number
    /// where the run came to none.
    let loss: Double
    /// The share of the examples held back that is told right at the end, where it was asked for.
    let accuracy: Double

    init(_ run: TrainingRun<Float>, isValidated: Bool) throws {
      guard run.isFinished else {
        (loss, accuracy) = (.nan, .nan)
        return
      }
      let losses = run.records.suffix(run.updatesPerEpoch).map(\.loss)
      loss = losses.reduce(0, +) / Double(max(losses.count, 1))
      accuracy = isValidated ? try run.evaluation().score.accuracy ?? .nan : .nan
    }
  }

  /// Trains a net and says how that went; throws `Cancelled` once nobody waits.
  mutating func outcome(
    of net: String, seed: Int, updates: Int, isValidated: Bool = false,
    changing change: (inout Recipe) -> Void = { _ in }
  ) throws -> Outcome {
    try Outcome(
      trained(net, seed: seed, updates: updates, changing: change), isValidated: isValidated)
  }

  /// Trains a net and tells after each epoch.
  ///
  /// The run is not finished where it came to numbers beyond all measure. Throws `Cancelled` once
  /// nobody waits.
  mutating func trained(
    _ net: String, seed: Int, updates: Int, changing change: (inout Recipe) -> Void = { _ in }
  ) throws -> TrainingRun<Float> {
    var recipe = Recipe()
    recipe.seed = UInt64(seed)
    recipe.length = .steps(updates)
    change(&recipe)
    var run = try TrainingRun(Network(net, on: Self.input), on: digits, recipe)
    run.validatesEpochs = false
    var hasDiverged = false
    while !run.isFinished, !hasDiverged {
      do { try run.advance() } catch is Divergence { hasDiverged = true }
      guard run.step % Self.epoch == 0, !run.isFinished else { continue }
      done += 1
      try progress.passed(done, of: total)
    }
    done += 1
    try progress.passed(done, of: total)
    return run
  }

  /// Tells what is known by now.
  func tell(_ findings: Findings) throws { try progress.passed(done, of: total, findings) }
}

/// The nets of the experiments: width 8, no map made smaller, so many layers with weights.
enum DigitsNet: String, CaseIterable {
  case plain, residual, bare

  func net(layers: Int) -> String {
    let pairs = (layers - 2) / 2
    return switch self {
    case .plain:
      "conv 3x3 8, norm, relu, repeat \(layers - 2) { conv 3x3 8, norm, relu }, globalpool, "
        + "dense 10"
    case .residual:
      "conv 3x3 8, norm, relu, repeat \(pairs) "
        + "{ sum { conv 3x3 8, norm, relu, conv 3x3 8, norm | identity }, relu }, globalpool, "
        + "dense 10"
    case .bare:
      "conv 3x3 8, relu, repeat \(layers - 2) { conv 3x3 8, relu }, globalpool, dense 10"
    }
  }
}

/// Numbers of several seeds.
struct Spread {
  private(set) var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }
  var mean: Double { values.reduce(0, +) / Double(values.count) }
  /// Of a sample; 0 for one number.
  var deviation: Double {
    guard values.count > 1 else { return 0 }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
  /// `0.153 ± 0.079`.
  var text: String {
    values.isEmpty
      ? "" : values.count == 1 ? decimals(mean) : "\(decimals(mean)) ± \(decimals(deviation))"
  }
}

/// A number with three decimals.
func decimals(_ x: Double) -> String {
  guard x.isFinite, abs(x) < 1e6 else { return "none" }
  let units = Int((abs(x) * 1000).rounded())
  let rest = String(units % 1000)
  return (x < 0 && units > 0 ? "−" : "") + "\(units / 1000)."
    + String(repeating: "0", count: 3 - rest.count) + rest
}
