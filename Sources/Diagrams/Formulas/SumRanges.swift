/// What the sums of a formula run over, in words that stand beside it: `m,n = 0…2, c = 0…3`.
struct SumRanges {
  private struct Range {
    var names: [String]
    let from: String
    let to: String
  }
  private var ranges: [Range] = []
  private var conditions: [String] = []

  /// Takes the limits of a sum; returns the names of its indices.
  ///
  /// `m=0` with a bound above is a range, `i',m` are names alone, and all else is a condition.
  mutating func add(_ below: [String], to bound: String) -> [String] {
    var names: [String] = []
    for (line, text) in below.enumerated() {
      let sides = text.split(separator: "=").map { String($0).trimmedBlanks }
      if !bound.isEmpty, sides.count == 2, line == 0 {
        names.append(sides[0])
        add(Range(names: [sides[0]], from: sides[1], to: bound))
      } else if line == 0, Self.areNames(text) {
        names.append(text.replacing(" ", with: ""))
      } else if !conditions.contains(text) {
        conditions.append(text)
      }
    }
    return names
  }

  /// Letters with primes, parted by commas.
  private static func areNames(_ text: String) -> Bool {
    text.split(separator: ",").allSatisfy { name in
      String(name).trimmedBlanks.allSatisfy { $0.isLetter || $0 == "'" }
    }
  }

  private mutating func add(_ range: Range) {
    if let last = ranges.last, last.from == range.from, last.to == range.to {
      if last.names != range.names { ranges[ranges.count - 1].names += range.names }
    } else {
      ranges.append(range)
    }
  }

  func text(inASCII: Bool) -> String {
    let ranges = ranges.map { range in
      range.names.joined(separator: ",") + (inASCII ? "=" : " = ") + range.from
        + (inASCII ? ".." : "…") + range.to
    }
    return (ranges + (over.isEmpty ? [] : [over])).joined(separator: inASCII ? " " : ", ")
  }

  /// The conditions alone, empty where there are none.
  var over: String { conditions.isEmpty ? "" : "over " + conditions.joined(separator: ", ") }
}

extension String {
  /// Without the blanks at its ends.
  fileprivate var trimmedBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
