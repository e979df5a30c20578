import ArgumentParser
import Training

/// How the rate goes, and how long the run is.
struct ScheduleOptions: ParsableArguments {
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case constant, step, exponential, linear, cosine
  }

  @Option(
    name: .customLong("schedule"), help: "Schedule of the learning rate.")
  var kind: Kind?
  @Option(help: "Number of updates between two drops of the schedule step.") var every: Int?
  @Option(help: "Factor by which step and exponential multiply the rate.") var factor: Double?
  @Option(help: "Number of updates over which the rate rises first.") var warmup = 0
  @Option(help: "Number of epochs (default: 4).") var epochs: Int?
  @Option(help: "Number of updates, instead of --epochs.") var steps: Int?

  func validate() throws {
    guard epochs == nil || steps == nil else {
      throw ValidationError("--epochs and --steps both say how long; give one of them.")
    }
    for (option, value) in [("epochs", epochs), ("steps", steps), ("every", every)] {
      if let value, !(1...1_000_000_000 ~= value) {
        throw ValidationError("--\(option) takes a whole number from 1.")
      }
    }
    guard 0...1_000_000_000 ~= warmup else {
      throw ValidationError("--warmup takes a whole number of updates from 0.")
    }
    if let factor, !(factor > 0 && factor <= 1e6) {
      throw ValidationError("--factor takes a number above 0.")
    }
    guard (every != nil) == (kind == .step) else {
      throw ValidationError("--schedule step and --every go together: a step every so many.")
    }
    guard factor == nil || kind == .step || kind == .exponential else {
      throw ValidationError("--factor goes with --schedule step or exponential.")
    }
    guard kind != .exponential || factor != nil else {
      throw ValidationError("--schedule exponential needs --factor, such as 0.99.")
    }
  }

  /// Nesterov's form needs a momentum, which depends on whether there is a schedule.
  func check(with optimizer: OptimizerOptions) throws {
    guard !optimizer.nesterov || optimizer.hasMomentum(isScheduled: kind != nil) else {
      throw ValidationError("--nesterov needs sgd with a --momentum above 0.")
    }
  }

  func apply(to recipe: inout Recipe) {
    if let kind { recipe.schedule.course = course(kind) }
    recipe.schedule.warmUp = warmup
    if let epochs { recipe.length = .epochs(epochs) }
    if let steps { recipe.length = .steps(steps) }
  }

  private func course(_ kind: Kind) -> Schedule.Course {
    switch kind {
    case .constant: .constant
    case .step: .step(every: every ?? 1, factor: factor ?? 0.1)
    case .exponential: .exponential(factor: factor ?? 1)
    case .linear: .linear
    case .cosine: .cosine
    }
  }
}
