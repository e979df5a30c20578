/// Numbers as quizzes print them.
public enum Figures {
  /// As short as it is exact: `256`, `0.85`.
  public static func plain(_ number: Double) -> String {
    if number == number.rounded(), number.magnitude < 1e15 { return "\(Int(number))" }
    // sums of tenths are not quite tenths in binary
    let rounded = (number * 1e9).rounded() / 1e9
    return rounded == 0 || number.magnitude < 1e-4 ? "\(number)" : "\(rounded)"
  }

  /// With a comma every three digits where it is whole: `75,008`.
  public static func grouped(_ number: Double) -> String {
    guard number == number.rounded(), number.magnitude < 1e15 else { return plain(number) }
    var digits = Array(String(Int(number.magnitude)))
    for place in Swift.stride(from: digits.count - 3, to: 0, by: -3) {
      digits.insert(",", at: place)
    }
    return (number < 0 ? "−" : "") + String(digits)
  }

  /// With so many digits after the point: `0.80`.
  public static func fixed(_ number: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (number.magnitude * scale).rounded()
    guard scaled < 1e15 else { return "\(number)" }
    var digits = String(Int(scaled))
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    let sign = number < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + digits }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// Points, with a half where there is one: `1`, `1.5`.
  public static func points(_ points: Double) -> String {
    points == points.rounded() ? "\(Int(points))" : fixed(points, 1)
  }
}

/// How exactly an answer is asked for: `to: 2 decimals`, `to: 3 digits`; exactly unless said.
public enum Accuracy: Hashable, Sendable {
  case exact
  case decimals(Int)
  /// Significant ones.
  case digits(Int)

  /// Reads `2 decimals` or `3 digits`.
  init(_ text: String) throws(LessonError) {
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), 0...9 ~= count else {
      throw LessonError("‘to’ should be like ‘2 decimals’ or ‘3 digits’")
    }
    switch words[1] {
    case "decimal", "decimals": self = .decimals(count)
    case "digits" where count > 0: self = .digits(count)
    default: throw LessonError("‘to’ should be like ‘2 decimals’ or ‘3 digits’")
    }
  }

  /// What is added to the question.
  public var sentence: String {
    switch self {
    case .exact: ""
    case .decimals(1): "Give one decimal."
    case .decimals(let count): "Give \(Self.word(count)) decimals."
    case .digits(let count): "Give \(Self.word(count)) significant digits."
    }
  }
  private static func word(_ count: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six"]
    return count < words.count ? words[count] : "\(count)"
  }

  /// Whether a number, rounded like this or more exact, is the answer.
  public func accepts(_ number: Double, for answer: Double) -> Bool {
    (number - answer).magnitude <= tolerance(of: answer)
  }

  private func tolerance(of answer: Double) -> Double {
    let slack = 1e-9 * max(1, answer.magnitude)
    return switch self {
    case .exact: slack
    case .decimals: unit(of: answer) / 2 + slack * 1e-3
    case .digits: max(unit(of: answer) / 2 * (1 + 1e-9), 1e-12)
    }
  }
  /// The value of the last place that is asked for.
  private func unit(of answer: Double) -> Double {
    switch self {
    case .exact: 1
    case .decimals(let count): (0..<count).reduce(1.0) { unit, _ in unit / 10 }
    case .digits(let count):
      (1..<max(count, 1)).reduce(Self.power(of: answer)) { unit, _ in unit / 10 }
    }
  }
  /// The power of ten of the first digit.
  private static func power(of number: Double) -> Double {
    guard number != 0, number.isFinite else { return 0 }
    var power = 1.0
    while power > number.magnitude { power /= 10 }
    while power * 10 <= number.magnitude { power *= 10 }
    return power
  }

  /// The answer as it is printed: rounded like this.
  public func text(_ answer: Double) -> String {
    switch self {
    case .exact: return Figures.grouped(answer)
    case .decimals(let count): return Figures.fixed(answer, count)
    case .digits(let count):
      let unit = unit(of: answer)
      let decimals = (0..<15).first { place in
        (0..<place).reduce(1.0) { scale, _ in scale / 10 } <= unit * 1.000001
      }
      return count > 0 ? Figures.fixed(answer, decimals ?? 15) : Figures.plain(answer)
    }
  }
}
