/// The word that is probably meant by a misspelt one, or nothing where none is near.
///
/// Near means one slip in three letters: a letter too many, too few, another, or two exchanged.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  guard word.count <= 40 else { return nil }
  let allowed = max(1, word.count / 3)
  return candidates.filter { $0 != word && abs($0.count - word.count) <= allowed }
    .map { (word: $0, slips: slips(from: word, to: $0)) }
    .filter { $0.slips <= allowed }
    .min { ($0.slips, $0.word) < ($1.slips, $1.word) }?
    .word
}

/// The least number of slips that turn one word into another, capitals aside.
private func slips(from word: String, to other: String) -> Int {
  let (a, b) = (Array(word.lowercased()), Array(other.lowercased()))
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        least = min(least, rows[i - 1][j - 1] + 1)
      }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
