import Networks
extension Recipe {
  /// All of it in one line: `sgd with momentum 0.9, rate 0.1, cosine schedule, …`.
  public var summary: String {
    var parts = [optimizer.words, "rate \(rate)", "\(schedule.course.words) schedule"]
    if schedule.warmUp > 0 { parts.append("warm-up \(schedule.warmUp)") }
    if decay > 0 { parts.append("decay \(decay) of \(decayScope.rawValue)") }
    if let clip { parts.append("clip \(clip)") }
    parts.append(loss.rawValue.replacing("_", with: " "))
    if labelSmoothing > 0 { parts.append("smoothing \(labelSmoothing)") }
    parts.append("start \(start.rule.words)")
    if start.hasZeroHead { parts.append("zero head") }
    if start.hasZeroNorm { parts.append("zero norms") }
    parts += ["batch \(batch)", "order \(order.rawValue)"]
    parts += augmentations.map(\.words)
    parts.append("seed \(seed)")
    return parts.joined(separator: ", ")
  }
}

extension Schedule.Course {
  fileprivate var words: String {
    switch self {
    case .constant: "constant"
    case .step(let every, let factor): "step (every \(every) by \(factor))"
    case .exponential(let factor): "exponential (by \(factor))"
    case .linear: "linear"
    case .cosine: "cosine"
    }
  }
}

extension Start.Rule {
  fileprivate var words: String {
    switch self {
    case .he: "he"
    case .glorot: "glorot"
    case .normal(let deviation): "normal \(deviation)"
    case .constant(let value): value == 0 ? "zeros" : "constant \(value)"
    }
  }
}

extension Augmentation {
  fileprivate var words: String {
    switch self {
    case .shift(let pixels): "shift \(pixels)"
    case .flip: "flip"
    case .cutout(let side): "cutout \(side)"
    case .mixup(let alpha): "mixup \(alpha)"
    case .cutmix(let alpha): "cutmix \(alpha)"
    }
  }
}
