import Networks
import Tensors

/// What a network says of examples, with running statistics and no masks.
public struct Evaluation: Sendable {
  public let score: Score
  /// The examples, by their places in the data.
  public let indices: [Int]
  /// The class that is said of each; empty where answers are no classes.
  public let said: [Int]
  /// The class that is right.
  public let right: [Int]

  /// The examples that were told wrong, with what was said and what is right.
  public var mistakes: [(index: Int, said: Int, right: Int)] {
    zip(indices, zip(said, right)).filter { $1.0 != $1.1 }.map { ($0, $1.0, $1.1) }
  }

  /// How often each class (rows) was taken for each (columns).
  public func confusion(classes: Int) -> [[Int]] {
    var table = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    for (said, right) in zip(said, right) { table[right][said] += 1 }
    return table
  }
}

extension TrainingRun {
  /// How many images are looked at together; it decides nothing but memory.
  private static var evaluationBatch: Int { 150 }

  /// What the network as it stands says of the examples held back, or of others.
  public func evaluation(of examples: Range<Int>? = nil) throws -> Evaluation {
    let range = examples ?? data.validation
    var (loss, said, right) = (0.0, [Int](), [Int]())
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.evaluationBatch) {
      let indices = Array(start..<min(range.upperBound, start + Self.evaluationBatch))
      let targets = data.targets(indices)
      let objective = Loss(base.loss, target: targets)
      var parameters = state.parameters
      let run = LeanRun(
        validation, x: data.examples(indices), parameters: &parameters,
        masks: graph.nodes.map { _ in nil }, objective: .loss(objective))
      guard let output = try run.run().output else { continue }
      loss += try objective.value(output) * Double(indices.count)
      guard data.hasClasses else { continue }
      said += output.largestChannels
      right += targets.largestChannels
    }
    let correct = zip(said, right).count { $0 == $1 }
    return Evaluation(
      score: Score(
        loss: loss / Double(range.count),
        accuracy: data.hasClasses ? Double(correct) / Double(range.count) : nil),
      indices: Array(range), said: said, right: right)
  }
}
