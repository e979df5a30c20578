/// How fast a run goes on.
enum Pace: Int, CaseIterable, Sendable {
  case slow, steady, brisk, full

  /// Milliseconds before each update.
  var pause: Int {
    switch self {
    case .slow: 1000
    case .steady: 250
    case .brisk: 60
    case .full: 0
    }
  }

  var words: String {
    switch self {
    case .slow: "one update a second"
    case .steady: "4 updates a second"
    case .brisk: "16 updates a second"
    case .full: "full speed"
    }
  }

  mutating func turn(by step: Int) {
    self = Pace(rawValue: min(max(rawValue + step, 0), Pace.allCases.count - 1)) ?? self
  }
}
