import Diagrams
import Screens
import Training

/// What is drawn over the steps of a run.
enum Chart: Int, CaseIterable, Sendable {
  case loss, accuracy, rate, gradient

  var name: String {
    switch self {
    case .loss: "loss"
    case .accuracy: "accuracy"
    case .rate: "learning rate"
    case .gradient: "gradient norm"
    }
  }

  /// Whether noise is worth smoothing away.
  var isNoisy: Bool { self != .rate }
  /// Whether an axis of powers of ten can tell more.
  var canBeLogarithmic: Bool { self != .accuracy }

  /// Its number in an update; accuracies are in per cent.
  func value(_ record: Record) -> Double? {
    switch self {
    case .loss: record.loss
    case .accuracy: record.accuracy.map { 100 * $0 }
    case .rate: record.rate
    case .gradient: record.gradientNorm
    }
  }

  /// Its number on the examples held back.
  func value(_ score: Score) -> Double? {
    switch self {
    case .loss: score.loss
    case .accuracy: score.accuracy.map { 100 * $0 }
    case .rate, .gradient: nil
    }
  }

  /// The curves of one or two runs: training `a` and `b`, validation `A` and `B`.
  func curves(of pair: RunPair, isSmoothed: Bool) -> [Plot.Curve] {
    // there is one schedule
    let runs = self == .rate ? [pair.main] : pair.all
    return zip(runs, [("a", "A"), ("b", "B")]).flatMap { run, letters in
      let points = run.records.compactMap { record in
        value(record).map { Plot.Point(Double(record.step), $0) }
      }
      var training = Plot.Curve(
        Character(letters.0), self == .rate ? "schedule" : "training",
        Self.thinned(isSmoothed && isNoisy ? Smoothing.smoothed(points) : points))
      training.role = letters.0 == "a" ? .forward : .backward
      var validation = Plot.Curve(
        Character(letters.1), "validation",
        run.records.compactMap { record in
          record.validation.flatMap(value).map { Plot.Point(Double(record.step), $0) }
        })
      validation.role = .term
      return validation.points.isEmpty ? [training] : [training, validation]
    }
  }

  /// No more points than a screen has dots: means of neighbours.
  private static func thinned(_ points: [Plot.Point]) -> [Plot.Point] {
    let most = 1000
    guard points.count > most else { return points }
    let size = (points.count + most - 1) / most
    return stride(from: 0, to: points.count, by: size).map { start in
      let part = points[start..<min(start + size, points.count)]
      let mean = part.reduce(0) { $0 + $1.y } / Double(part.count)
      return Plot.Point(part[part.endIndex - 1].x, mean)
    }
  }
}

/// A running mean that forgets: what a noisy curve is like without its noise.
enum Smoothing {
  /// What is kept of the mean at each update.
  static let kept = 0.9

  /// Corrected for its start at 0, as Adam corrects its moments.
  static func smoothed(_ points: [Plot.Point]) -> [Plot.Point] {
    var (mean, weight) = (0.0, 0.0)
    return points.map { point in
      mean = kept * mean + (1 - kept) * point.y
      weight = kept * weight + (1 - kept)
      return Plot.Point(point.x, mean / weight)
    }
  }
}
