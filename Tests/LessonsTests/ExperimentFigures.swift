import Testing

@testable import Lessons

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
}
