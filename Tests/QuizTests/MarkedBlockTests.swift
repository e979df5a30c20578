import LessonSamples
import Networks
import Testing

@testable import Quiz

/// A graded block shows what was given and what was wanted in one.
@Suite struct MarkedBlockTests {
  private enum Side { case given, wanted }

  @Test(arguments: Deck.items(.build))
  func `without what is missing it is what was given, without what is too much what was wanted`(
    item: Deck.Item
  ) throws {
    let card = try item.card(0)
    guard case .block(let task) = card.task else { return }
    var random = Choices(seed: 21)
    var compared = 0
    for _ in 0..<60 {
      var text = BlockText(try #require(task.accepted.randomElement(using: &random)))
      for _ in 0..<Int.random(in: 0...3, using: &random) { text.damage(using: &random) }
      guard let network = try? Network(text.source, library: task.library, on: task.input) else {
        continue
      }
      let given = try Wiring(network)
      for wanted in task.accepted {
        let difference = WiringDifference(of: given, from: wanted)
        let marked = difference.marked
        #expect(parts(of: marked, .given) == parts(of: given), "\(text.source)")
        if !marked.marks.contains(.changed) {
          #expect(parts(of: marked, .wanted) == parts(of: wanted), "\(text.source)")
        }
        let isSame = parts(of: given) == parts(of: wanted)
        #expect(isSame || !marked.marks.isEmpty, "\(text.source)")
        compared += 1
      }
    }
    #expect(compared > 10)
  }

  @Test func `each mark stands where the fault is`() throws {
    let card = try #require(Deck.items(.build).first { $0.id == "resnet-build-identity" }).card(0)
    func marked(_ text: String) throws -> [String] {
      try parts(of: #require(card.grade(.text(text)).marked), nil)
    }
    let branch = "conv 1×1, 4; BN; ReLU; conv 3×3, 4; BN; ReLU; conv 1×1, 16"
    #expect(
      try marked(
        "sum { conv 1x1 4, norm, relu, conv 3x3 4, norm, relu, conv 1x1 16 | identity }, relu")
        == ["sum{ | \(branch); missing BN}", "ReLU"])
    #expect(
      try marked(
        "sum { conv 1x1 4, norm, relu, conv 3x3 4, norm, relu, conv 1x1 16, norm, relu | identity }"
      ) == ["sum{ | \(branch); BN; extra ReLU}", "missing ReLU"])
    #expect(
      try marked("conv 1x1 4, norm, relu, conv 3x3 4, norm, relu, conv 1x1 16, norm, relu")
        == ["missing sum{\(branch); BN | missing}", "ReLU"])
    #expect(
      try marked(
        "sum { conv 1x1 4, norm, relu, conv 5x5 4, norm, relu, conv 1x1 16, norm | identity }, relu"
      ).joined().contains("changed conv 5×5, 4"))
    #expect(try card.grade(.text(card.solution)).marked == nil)
  }

  private func parts(of wiring: Wiring) -> [String] {
    wiring.parts.map { part in
      switch part {
      case .operation(let element): element.caption
      case .join(let element, let branches): join(element, branches.map(parts))
      }
    }
  }

  /// The parts of one side, or all of them with their marks.
  private func parts(of wiring: MarkedWiring, _ side: Side?) -> [String] {
    let other: MarkedWiring.Mark? = side.map { $0 == .given ? .missing : .extra }
    return wiring.parts.flatMap { part -> [String] in
      switch part {
      case .operation(let element, let mark):
        if mark == other { return [] }
        return [(side == nil && mark != .none ? "\(mark) " : "") + element.caption]
      case .join(let element, let mark, let branches):
        let there = branches.filter { other == nil || $0.mark != other }
        let rows = there.map { branch -> [String] in
          side == nil && branch.mark != .none && branch.parts.isEmpty
            ? ["\(branch.mark)"] : parts(of: branch, side)
        }
        // of a join that is missing what is there stands alone
        if mark == other { return rows.flatMap { $0 } }
        return [(side == nil && mark != .none ? "\(mark) " : "") + join(element, rows)]
      }
    }
  }

  private func join(_ element: Wiring.Element, _ branches: [[String]]) -> String {
    let rows = branches.map { $0.joined(separator: "; ") }.sorted()
    return element.keyword + "{" + rows.joined(separator: " | ") + "}"
  }
}
