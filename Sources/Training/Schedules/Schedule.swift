import LibC

/// How the learning rate goes over the updates of a run, in closed form.
///
/// With warm-up over w updates the rate first rises as a·(u+1)/w; the rest then counts from there.
public struct Schedule: Hashable, Sendable {
  /// What follows the warm-up.
  public enum Course: Hashable, Sendable {
    case constant
    /// Multiplied with a factor after every so many updates.
    case step(every: Int, factor: Double)
    /// Multiplied with a factor after each update.
    case exponential(factor: Double)
    /// On a straight line to 0 after the last update.
    case linear
    /// Along half a cosine to 0 after the last update (Loshchilov and Hutter 2017, without
    /// restarts).
    case cosine
  }
  public var course: Course
  /// Updates of the warm-up; 0 for none.
  public var warmUp: Int

  public init(_ course: Course = .constant, warmUp: Int = 0) {
    self.course = course
    self.warmUp = warmUp
  }

  /// The rate of an update, counted from 0, of a run of so many.
  public func rate(at update: Int, of total: Int, base: Double) -> Double {
    if update < warmUp { return base * Double(update + 1) / Double(warmUp) }
    let (u, rest) = (update - warmUp, max(total - warmUp, 1))
    switch course {
    case .constant: return base
    case .step(let every, let factor): return base * pow(factor, Double(u / every))
    case .exponential(let factor): return base * pow(factor, Double(u))
    case .linear: return base * (1 - Double(u) / Double(rest))
    case .cosine: return base / 2 * (1 + cos(.pi * Double(u) / Double(rest)))
    }
  }
}
