import Networks

/// The likeliest classes, a line each with their probability and a bar.
public struct RankingTable: Sendable {
  private let ranking: Ranking

  public init(_ ranking: Ranking) { self.ranking = ranking }

  /// `1  tabby cat  62.3 %  ██████`, and so on.
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
