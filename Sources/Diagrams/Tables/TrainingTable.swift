/// What came of a training run, and of another beside it.
public struct TrainingTable: Sendable {
  /// One network's figures at the end.
  public struct Outcome: Encodable, Sendable {
    let network: String
    let parameters: Int
    let loss: Double
    let accuracy: Double?
    let validationLoss: Double?
    let validationAccuracy: Double?

    /// Loss and accuracy are means over the last epoch; an accuracy is nothing where answers are no
    /// classes, validation where no examples are held back.
    public init(
      network: String, parameters: Int, loss: Double, accuracy: Double?, validationLoss: Double?,
      validationAccuracy: Double?
    ) {
      self.network = network
      self.parameters = parameters
      self.loss = loss
      self.accuracy = accuracy
      self.validationLoss = validationLoss
      self.validationAccuracy = validationAccuracy
    }
  }

  let outcomes: [Outcome]
  let data: String
  let steps: Int
  let epochs: Double
  let seconds: Double
  let stepsMade: Int
  let threads: Int
  let hasReached: Bool

  /// The run first, then the one beside it; `steps` counts from the beginning, `stepsMade` since
  /// the run was resumed.
  public init(
    _ outcomes: [Outcome], data: String, steps: Int, epochs: Double, stepsMade: Int,
    seconds: Double, threads: Int, hasReached: Bool
  ) {
    self.outcomes = outcomes
    self.data = data
    self.steps = steps
    self.epochs = epochs
    self.stepsMade = stepsMade
    self.seconds = seconds
    self.threads = threads
    self.hasReached = hasReached
  }

  private var speed: Double { Double(stepsMade) / max(seconds, 1e-9) }

  /// A share from 0 to 1 as texts write it: `percent(0.9312)` → `93.1 %`.
  public static func percent(_ share: Double) -> String {
    Numbers.fixed(100 * share, decimals: 1) + " %"
  }

  /// The figures of the last epoch in a table.
  ///
  ///     100 steps of digits in 4.00 s, 25.0 a second; means of the last epoch:
  ///     network  parameters    loss  accuracy
  ///     lenet         1,200  0.2500    93.1 %
  public var text: String {
    let validates = outcomes.contains { $0.validationLoss != nil }
    var table = TextTable([.left] + Array(repeating: .right, count: validates ? 5 : 3))
    table.append(
      ["network", "parameters", "loss", "accuracy"]
        + (validates ? ["validation loss", "validation accuracy"] : []))
    for outcome in outcomes {
      var cells = [
        outcome.network, Numbers.count(outcome.parameters), Numbers.fixed(outcome.loss),
        outcome.accuracy.map(Self.percent) ?? "–",
      ]
      if validates {
        cells.append(outcome.validationLoss.map { Numbers.fixed($0) } ?? "–")
        cells.append(outcome.validationAccuracy.map(Self.percent) ?? "–")
      }
      table.append(cells)
    }
    let made =
      "\(Numbers.count(steps)) steps of \(data) in \(Numbers.significant(seconds)) s, "
      + "\(Numbers.significant(speed)) a second; means of the last epoch:"
    return
      ([hasReached ? "The accuracy asked for is reached." : nil, made].compactMap { $0 }
      + table.lines).joined(separator: "\n")
  }

  /// The same as JSON.
  public func json() throws -> String { try JSONText.of(Description(self)) }

  private struct Description: Encodable {
    let network: String
    let data: String
    let parameters: Int
    let steps: Int
    let epochs: Double
    let loss: Double
    let accuracy: Double?
    let validationLoss: Double?
    let validationAccuracy: Double?
    let reachedTarget: Bool
    let seconds: Double
    let stepsPerSecond: Double
    let threads: Int
    let compared: Outcome?

    init(_ report: TrainingTable) {
      let first = report.outcomes[0]
      network = first.network
      data = report.data
      parameters = first.parameters
      steps = report.steps
      epochs = report.epochs
      loss = first.loss
      accuracy = first.accuracy
      validationLoss = first.validationLoss
      validationAccuracy = first.validationAccuracy
      reachedTarget = report.hasReached
      seconds = report.seconds
      stepsPerSecond = report.speed
      threads = report.threads
      compared = report.outcomes.count > 1 ? report.outcomes[1] : nil
    }
  }
}
