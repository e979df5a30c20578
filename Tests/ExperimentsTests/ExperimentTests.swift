import Foundation
import Testing

@testable import Experiments

/// Every experiment at fixed seeds, each of its rows within a stated range.
@Suite struct ExperimentTests {
  /// The digits of this checkout.
  static func digits() throws -> [UInt8] {
    try Array(
      Data(
        contentsOf: URL(filePath: #filePath)
          .appending(path: "../../../lessons/data/digits.safetensors").standardized))
  }

  @Test(arguments: Experiments.names)
  func `an experiment has a lesson, words and knobs that turn`(name: String) throws {
    let experiment = try #require(Experiments.named(name))
    #expect(1...29 ~= experiment.lesson)
    #expect(experiment.question.last.map { "?.".contains($0) } == true)
    for (index, knob) in experiment.knobs.enumerated() {
      #expect(knob.choices.count > 1)
      #expect(knob.choices.indices.contains(knob.standard))
      var setup = Setup(experiment.knobs)
      while setup.turn(index, by: -1) {}
      #expect(setup.choice(at: index) == knob.choices.first)
    }
  }

  @Test(arguments: Experiments.names)
  func `what is measured is what was to be expected`(name: String) throws {
    let experiment = try #require(Experiments.named(name))
    let findings = try experiment.run(experiment.small, .reading { try Self.digits() })
    #expect(findings.surprises == [])
    #expect(findings.measures.allSatisfy { $0.measured.isFinite })
    #expect(!findings.pictures.isEmpty && !findings.reading.isEmpty)
    for row in findings.table.rows { #expect(row.count == findings.table.header.count) }
    #expect(
      try experiment.run(experiment.small, .reading { try Self.digits() }) == findings,
      "it is not the same twice")
  }

  @Test(arguments: Experiments.names)
  func `every value of every knob can be run`(name: String) throws {
    let experiment = try #require(Experiments.named(name))
    guard experiment.isQuick else { return }
    for (index, knob) in experiment.knobs.enumerated() {
      for choice in knob.choices {
        let setup = experiment.small.setting(knob.name, to: choice.label)
        #expect(setup.choice(at: index) == choice)
        let findings = try experiment.run(setup, .reading { try Self.digits() })
        #expect(findings.surprises == [], "\(knob.name) \(choice.label)")
      }
    }
  }

  @Test func `names are not taken twice`() {
    #expect(Set(Experiments.names).count == Experiments.names.count)
  }

  @Test func `an experiment stops when nobody waits`() throws {
    let experiment = GradientDepth()
    let progress = ExperimentProgress(report: { _, _, _ in }, isCancelled: { true })
    #expect(throws: Cancelled.self) { try experiment.run(Setup(experiment.knobs), progress) }
  }
}
