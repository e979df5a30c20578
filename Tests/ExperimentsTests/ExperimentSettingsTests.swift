import Foundation
import Testing

@testable import Experiments

/// Every experiment at every setting of its knobs: nothing is unexpected, and no sentence says what
/// its numbers do not.
///
/// Experiments that draw or run much are tried at their small settings; `BLOCKWALK_EXPERIMENTS=1`
/// tries all, which takes minutes.
@Suite struct ExperimentSettingsTests {
  static let triesAll = ProcessInfo.processInfo.environment["BLOCKWALK_EXPERIMENTS"] != nil
  /// Of more settings than these every n-th is tried.
  static let most = triesAll ? Int.max : 300
  /// Knobs that only cost time; of them the first value is tried, of others all.
  static let costly = ["depth", "draws", "masks", "matrices", "seeds", "updates", "layers"]

  /// The settings of an experiment, in the order of its knobs.
  static func settings(of experiment: any Experiment) -> [Setup] {
    var all = [Setup(experiment.knobs)]
    for knob in experiment.knobs {
      let isCostly = !triesAll && !experiment.isQuick && costly.contains(knob.name)
      let choices = isCostly ? Array(knob.choices.prefix(1)) : knob.choices
      all = all.flatMap { setup in choices.map { setup.setting(knob.name, to: $0.label) } }
    }
    let step = (all.count + most - 1) / max(min(most, all.count), 1)
    // an odd step meets every value of knobs with an even number of them
    return stride(from: 0, to: all.count, by: step.isMultiple(of: 2) ? step + 1 : step).map {
      all[$0]
    }
  }

  @Test(arguments: Experiments.names)
  func `at every setting it is as expected and its sentence agrees with its numbers`(
    name: String
  ) throws {
    let experiment = try #require(Experiments.named(name))
    for setup in Self.settings(of: experiment) {
      let findings = try experiment.run(setup, .reading { try ExperimentTests.digits() })
      let words = setup.knobs.indices.map {
        "\(setup.knobs[$0].name) \(setup.choice(at: $0).label)"
      }
      .joined(separator: ", ")
      #expect(findings.surprises == [], "\(words)")
      #expect(
        Self.isTrue(findings, of: experiment.name, at: setup), "\(words): \(findings.reading)")
    }
  }

  /// Whether the sentence is what the table and the measures say.
  private static func isTrue(_ findings: Findings, of name: String, at setup: Setup) -> Bool {
    let reading = findings.reading
    let measured = Dictionary(
      findings.measures.map { ($0.name, $0.measured) }, uniquingKeysWith: { first, _ in first })
    let rows = findings.table.rows
    switch name {
    case "shape-walk":
      return (measured["sums that fit"] == 1)
        == (reading.contains("fits") || reading.contains("brings"))
    case "pixel-readers":
      let share = measured["share of pixels read"] ?? 0
      let isEven = rows.count == 1
      return reading.contains("every pixel") == (share == 1)
        && reading.contains("all equally often") == (share == 1 && isEven)
        && (share == 1 || reading.contains("\((share * 1000).rounded() / 10) %"))
    case "gradient-depth":
      return reading.hasPrefix("At \(setup.count("depth")) blocks")
    case "three-forms":
      return reading.contains("agree") == ((measured["paths − groups, output"] ?? 1) < 1e-12)
    case "branch-expectation":
      return reading.contains("agree")
        == (abs(measured["mean − scaled, in standard errors"] ?? 0) < 4)
        || setup.word("after the sum") == "ReLU"
    case "drop-map":
      guard case .share(let centre) = rows[0][2], case .share(let corner) = rows[1][2] else {
        return false
      }
      return reading.contains("more often") == (centre > corner + 1e-12)
    case "gamma-fraction":
      let fallsShort = rows.contains { row in
        guard case .share(let wanted) = row[1], case .share(let exact) = row[2] else {
          return false
        }
        return exact < wanted - 1e-9
      }
      return reading.contains("falls short") == fallsShort
    case "guess-back":
      return rows.allSatisfy { row in
        guard case .share(let share) = row[1] else { return false }
        return reading.contains("\((share * 1000).rounded() / 10) %")
      }
    case "one-channel":
      let count = Int(measured["channels that change"] ?? 0)
      return reading.contains("exactly one") == (count == 1)
        && reading.contains("all of") == (count == 8)
    case "cost-bars":
      let costs = rows.dropLast().compactMap { row -> (String, Int)? in
        guard case .text(let name) = row[0], case .count(let count) = row[1] else { return nil }
        return (name, count)
      }
      let most = costs.map(\.1).max()
      return costs.contains { $0.1 == most && reading.hasPrefix("The \($0.0) costs most") }
    case "narrow-relu":
      return (measured["lost points, 15 channels"] ?? 0) >= 1.0 / 200
    case "checkerboard":
      return reading.contains("does not divide")
        == (measured["fewest hits"] != measured["most hits"])
    case "wrong-formula":
      return reading.contains("nothing is counted twice")
        == ((measured["wrong ÷ central differences"] ?? 0) < 1.5)
    default: return !reading.isEmpty
    }
  }
}
