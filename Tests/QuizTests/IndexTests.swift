import Foundation
import LessonSamples
import Testing

@testable import Quiz

/// Items that name a row, a column or a block by its number: it exists, and one knows from where it
/// is counted.
///
/// `BLOCKWALK_DRAWS=1000` draws each item as often.
@Suite struct IndexTests {
  static let draws = UInt64(ProcessInfo.processInfo.environment["BLOCKWALK_DRAWS"] ?? "") ?? 100

  /// What must hold of the numbers of an item for its prompt to speak of things that exist.
  private static let conditions: [String: @Sendable ([String: Double]) -> Bool] = [
    "transposed-readers": { n in
      let (kernel, stride, outputs) = (n["n"] ?? 0, n["s"] ?? 0, n["q"] ?? 0)
      return 0..<(outputs - 1) * stride + kernel ~= n["i"] ?? -1
    },
    "cutout-area": { n in 0..<32 ~= n["y"] ?? -1 && 0..<32 ~= n["x"] ?? -1 },
    "depth-survival": { n in 1...(n["L"] ?? 0) ~= n["l"] ?? 0 },
    "resnet-stage-side": { n in 2...5 ~= n["k"] ?? 0 },
    "resnext-stages": { n in 2...5 ~= n["k"] ?? 0 },
    "dropblock-scale": { n in 0..<(n["n"] ?? 0) ~= n["d"] ?? -1 },
    "dropblock-gamma": { n in (n["b"] ?? 9) <= (n["h"] ?? 0) },
    "dropblock-centres": { n in (n["b"] ?? 9) <= (n["h"] ?? 0) },
    "dropblock-seeds": { n in (n["b"] ?? 9) <= (n["h"] ?? 0) },
    "cutmix-weight": { n in 0..<32 ~= n["y"] ?? -1 && 0..<32 ~= n["x"] ?? -1 },
    "convolution-input-row": { n in (n["i"] ?? -1) >= 0 && (n["m"] ?? -1) >= 0 },
    "gn-group": { n in 0..<(n["c"] ?? 0) ~= n["k"] ?? -1 },
    "transposed-zero": { n in (n["n"] ?? 9) <= (n["h"] ?? 0) },
    "transposed-forward-size": { n in (n["n"] ?? 99) <= (n["h"] ?? 0) + 2 * (n["p"] ?? 0) },
  ]

  /// Whether a prompt names something by its number.
  private static func namesAnIndex(_ prompt: String) throws -> Bool {
    try prompt.contains(Regex("(?i)\\b(row|column|block|channel|position|index|cell) \\d"))
  }

  @Test(arguments: Deck.items(.number))
  func `what a number item speaks of exists`(item: Deck.Item) throws {
    for seed in 0..<Self.draws {
      let card = try item.card(seed)
      guard case .number(let task) = card.task else { throw LessonError("no number") }
      if let holds = Self.conditions[item.id] {
        #expect(holds(task.values), "\(card.prompt)")
      }
      if try Self.namesAnIndex(card.prompt) {
        #expect(Self.conditions[item.id] != nil, "\(item.id) names an index that nothing checks")
        let saysWhence = card.prompt.contains("from 0") || card.prompt.contains("from 1")
        #expect(saysWhence, "\(card.prompt)")
      }
    }
  }

  @Test func `an item with a cell to fill in says where counting begins`() throws {
    for item in Deck.items(.cell) {
      #expect(try item.card(1).prompt.contains("count from 0"))
    }
  }

  @Test func `a contrast says nothing of what neither block has`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let card = try Deck.items(.contrast).first { $0.id == "transposed-contrast" }?.card(seed)
      guard case .choose(let task)? = card?.task else { throw LessonError("no contrast") }
      #expect(!task.choices.contains { $0.text.hasPrefix("activations") })
      #expect(task.choices.contains { $0.isRight })
    }
  }
}
