import Training

/// A knob of a run and the values that it goes through.
struct KnobScale: Hashable, Sendable {
  let knob: RecipeKnob
  let value: Double

  /// The next value above or below the present one; itself at the end.
  func turned(by step: Int) -> Double {
    let values = Self.values(of: knob)
    // a value between two of them, as a flag may give it, goes to its neighbours
    let next = step > 0 ? values.first { $0 > value * 1.001 } : values.last { $0 < value * 0.999 }
    return next ?? value
  }

  private static func values(of knob: RecipeKnob) -> [Double] {
    switch knob {
    case .rate: series(from: -6, to: 2)
    case .momentum: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99]
    case .decay: [0] + series(from: -6, to: 0)
    }
  }

  /// 1, 2 and 5 times the powers of ten.
  private static func series(from first: Int, to last: Int) -> [Double] {
    (first...last).flatMap { exponent in
      [1.0, 2, 5].map { factor in
        var value = factor
        for _ in 0..<abs(exponent) { value = exponent < 0 ? value / 10 : value * 10 }
        return value
      }
    }
  }

  var words: String {
    switch knob {
    case .rate: "learning rate, before the schedule"
    case .momentum: "momentum"
    case .decay: "weight decay"
    }
  }
}
