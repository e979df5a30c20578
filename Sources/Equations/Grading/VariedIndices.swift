/// Indices in another order, off by one or from the other end.
extension Variations {
  func exchanged(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket) -> [Change] {
    indices.indices.flatMap { first in
      indices.indices.dropFirst(first + 1).map { second in
        var other = indices
        other.swapAt(first, second)
        return (
          .applied(name, other, bracket), "indices exchanged",
          "\(name.text) has its indices in another order."
        )
      }
    }
  }

  func shifted(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket) -> [Change] {
    indices.indices.flatMap { place in
      [Term.Operator.plus, .minus].map { shifted(name, indices, bracket, [place], by: $0) }
    } + shiftedTogether(name, indices, bracket)
  }
  /// Rows and columns alike, as by those who count from 1.
  func shiftedTogether(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket) -> [Change] {
    guard indices.count >= 2 else { return [] }
    return [Term.Operator.plus, .minus].map { shifted(name, indices, bracket, [0, 1], by: $0) }
  }
  func shifted(
    _ name: Name, _ indices: [Term], _ bracket: Term.Bracket, _ places: [Int],
    by sign: Term.Operator
  ) -> Change {
    var other = indices
    for place in places { other[place] = .binary(sign, indices[place], .number(1)) }
    return (
      .applied(name, other, bracket), "an index shifted by one",
      "Indices count from 0; an index of \(name.text) is off by one."
    )
  }

  func turned(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket) -> [Change] {
    guard let sizes = sizes[name.text], sizes.count == indices.count, indices.count >= 2 else {
      return []
    }
    func turned(_ place: Int) -> Term {
      .binary(
        .minus, .binary(.minus, .name(Name(sizes[place])), .number(1)), indices[place])
    }
    var both = indices
    both[0] = turned(0)
    both[1] = turned(1)
    let whole: Change = (
      .applied(name, both, bracket), "the kernel turned",
      "\(name.text) is read from its other end."
    )
    return [whole]
      + [0, 1].map { place in
        var one = indices
        one[place] = turned(place)
        return (
          .applied(name, one, bracket), "the kernel turned along one axis",
          "\(name.text) is read from its other end along one axis."
        )
      }
  }
}
