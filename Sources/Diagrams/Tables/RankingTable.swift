import Networks

/// The likeliest classes, a line each with their probability and a bar.
public struct RankingTable: Sendable {
  private let ranking: Ranking

  public init(_ ranking: Ranking) { self.ranking = ranking }

  /// A line a class, a block of the bar for each twentieth.
  ///
  ///     1  class 1  66.5 %  █████████████
  ///     2  class 2  24.5 %  █████
  public var text: String {
    var table = TextTable([.right, .left, .right, .left])
    for (index, entry) in ranking.entries.enumerated() {
      let percent = Numbers.fixed(entry.probability * 100, decimals: 1)
      let filled = entry.probability.isFinite ? Int((entry.probability * 20).rounded()) : 0
      table.append([
        "\(index + 1)", String(entry.label.prefix(40)), "\(percent) %",
        String(repeating: "█", count: filled),
      ])
    }
    return table.lines.joined(separator: "\n")
  }
}
