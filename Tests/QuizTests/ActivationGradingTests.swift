import LessonSamples
import Networks
import OperationSamples
import Tensors
import Testing

@testable import Lessons
@testable import Quiz

/// A block with another activation than was asked for loses the points of activations alone, and
/// both are called by their names.
@Suite struct ActivationGradingTests {
  /// What the samples write for each activation: `gelu approximate`.
  private static let sources: [String] = {
    let all = Sample.all.compactMap { try? $0.network() }.flatMap(\.graph.nodes)
    let kinds = all.filter {
      switch $0.operation.kind {
      case .activation, .probabilities: true
      default: false
      }
    }
    return Set(kinds.map(\.operation.source)).sorted()
  }()

  private static let rectifiers = ["relu", "relu6", "swish"]

  private func grade(
    _ given: String, for wanted: String, asking question: String = "b"
  ) throws -> Grade {
    let lesson = try Samples.lesson(
      """
      ```quiz
      - id: a
        kind: build
        ask: \(question)
        answer: "conv 1x1 4, \(wanted)"
        on: 3x3x4
      ```
      """)
    let dealer = try Dealer(lesson, library: Library())
    return try dealer.card("a", seed: 0).grade(.text("conv 1x1 4, \(given)"))
  }

  @Test func `there are activations to try`() {
    #expect(Self.sources.count > 6 && Self.sources.contains("relu"))
  }

  @Test(arguments: sources, ["relu", "sigmoid"])
  func `another activation is named beside the one that was asked for`(
    given: String, wanted: String
  ) throws {
    let grade = try grade(given, for: wanted)
    // only the places of rectifiers count where the question names none
    if given == wanted || (Self.rectifiers.contains(given) && Self.rectifiers.contains(wanted)) {
      #expect(grade.share == 1)
      return
    }
    func caption(_ source: String) throws -> String {
      try Network(source, on: .init(3, 3, 4)).graph.output.operation.caption
    }
    #expect(
      grade.findings.map(\.name) == ["\(try caption(given)) should be \(try caption(wanted))"])
    #expect(grade.share == 0.5)
    let lost = grade.lines.filter { $0.earned < $0.points }
    #expect(lost.map(\.text) == ["the activations in their places and nowhere else"])
  }

  @Test func `a rectifier that is asked for by name has to be that one`() throws {
    for given in Self.rectifiers {
      let grade = try grade(given, for: "relu6", asking: "Build it with ReLU6.")
      #expect((grade.share == 1) == (given == "relu6"), "\(given)")
    }
  }

  @Test(arguments: sources)
  func `an activation that is missing or too much is one`(source: String) throws {
    guard source != "relu" else { return }
    let missing = try grade("identity", for: source)
    let caption = try Network(source, on: .init(3, 3, 4)).graph.output.operation.caption
    #expect(missing.findings.map(\.name) == ["\(caption) is missing after conv 1×1, 4"])
    #expect(missing.lines.count { $0.earned < $0.points } == 1)
  }
}
