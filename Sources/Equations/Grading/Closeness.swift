extension Values {
  /// Whether all numbers are those of another box, but for rounding.
  func isClose(to other: Values) -> Bool {
    guard extents == other.extents else { return false }
    let slack = other.slack
    return zip(numbers, other.numbers).allSatisfy { left, right in
      (left - right).magnitude <= slack || left == right
    }
  }

  /// How far two numbers may lie apart that are the same but for rounding.
  var slack: Double { 1e-9 * max(numbers.reduce(0) { max($0, $1.magnitude) }, 1e-3) }

  /// By what all numbers of another box are multiplied; nothing where that is no one number.
  func ratio(to other: Values) -> Double? {
    guard extents == other.extents,
      let offset = other.numbers.indices.max(by: {
        other.numbers[$0].magnitude < other.numbers[$1].magnitude
      }), other.numbers[offset] != 0
    else { return nil }
    let ratio = numbers[offset] / other.numbers[offset]
    guard ratio.isFinite, ratio != 0 else { return nil }
    let scaled = Values(other.extents, other.numbers.map { $0 * ratio })
    return isClose(to: scaled) ? ratio : nil
  }

  /// The index of an element without axes of one place at its end.
  func shownIndex(at offset: Int) -> [Int] {
    var index = self.index(at: offset)
    var axis = extents.count - 1
    while axis > 0, extents[axis] == 1 {
      index.removeLast()
      axis -= 1
    }
    return index
  }
}
