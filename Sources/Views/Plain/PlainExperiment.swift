import Diagrams
import Experiments
import Lessons
import Screens

/// An experiment as lines of text, for pipes and screen readers: its table, its reading, and what
/// was expected.
public struct PlainExperiment: Sendable {
  public let text: String

  /// Runs it with some settings.
  public init(_ experiment: any Experiment, _ setup: Setup) throws {
    let findings = try experiment.run(
      setup, .reading { try Folder.digits() })
    let setter = PictureSetter(Screen(Size(200, 1), colors: .none), chosen: nil)
    let measures = findings.measures.map { measure in
      let numbers = [measure.expected, measure.measured].map {
        PictureSetter.number($0, on: .unicode)
      }
      return "\(measure.isAsExpected ? "✓" : "✗") \(measure.name): expected "
        + "\(measure.isLowerBound ? "≥ " : "")\(numbers[0]), measured \(numbers[1])"
    }
    let table =
      findings.table.rows.isEmpty ? [] : setter.table(findings.table).lines.map(\.trimmedEnd) + [""]
    text =
      ([experiment.question, "", findings.heading] + table + [findings.reading] + measures)
      .joined(separator: "\n")
  }
}
