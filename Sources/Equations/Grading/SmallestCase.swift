extension Judge {
  /// The smallest case on which it differs, at the element that says most: where most products are
  /// missing or too many, and of those where the numbers lie furthest apart.
  func difference(_ given: [TrialOutcome]) -> Verdict.Difference? {
    for (place, trial) in trials.enumerated() where !given[place].values.isClose(to: trial.right) {
      let (yours, right) = (given[place].values, trial.right)
      guard yours.extents == right.extents else { return nil }
      let missing = { (offset: Int) in
        outcomes[place].terms(at: offset) - given[place].terms(at: offset)
      }
      let slack = right.slack
      var found: (offset: Int, missing: Int, distance: Double)?
      for offset in right.numbers.indices {
        let distance = (yours.numbers[offset] - right.numbers[offset]).magnitude
        // what is no number differs from every number
        guard !(distance <= slack) else { continue }
        let here = (
          offset: offset, missing: missing(offset),
          distance: distance.isNaN ? .infinity : distance
        )
        guard let best = found else {
          found = here
          continue
        }
        if (here.missing.magnitude, here.distance) > (best.missing.magnitude, best.distance) {
          found = here
        }
      }
      guard let found else { return nil }
      return Verdict.Difference(
        settings: trial.shown.compactMap { name in
          trial.surroundings.numbers[name].map { (name, $0) }
        }, name: trial.surroundings.asked, index: right.shownIndex(at: found.offset),
        yours: yours.numbers[found.offset], right: right.numbers[found.offset],
        missing: found.missing, noun: noun)
    }
    return nil
  }
}

extension TrialOutcome {
  /// Products that are not 0 at an element; none where nothing is summed.
  fileprivate func terms(at offset: Int) -> Int {
    terms.indices.contains(offset) ? terms[offset] : 0
  }
}
