/// What came of an equation that was run beside the right one.
public struct Verdict: Hashable, Sendable {
  /// From 0 to 1.
  public let share: Double
  /// What is wrong, by name; empty for a right one.
  public let findings: [Finding]
  /// The smallest case on which it differs.
  public let difference: Difference?
  /// Why it cannot be run.
  public let error: EquationError?

  public struct Finding: Hashable, Sendable {
    public let name: String
    public let why: String

    public init(_ name: String, _ why: String) {
      self.name = name
      self.why = why
    }
  }

  init(
    share: Double, findings: [Finding], difference: Difference? = nil, error: EquationError? = nil
  ) {
    self.share = share
    self.findings = findings
    self.difference = difference
    self.error = error
  }

  /// A case to do by hand: `with S = 2, dI[2,2]: yours 9, right 36: three windows are missing`.
  public struct Difference: Hashable, Sendable, CustomStringConvertible {
    let settings: [Setting]
    public let name: String
    public let index: [Int]
    public let yours: Double
    public let right: Double
    /// Products that are not 0 of which the right one has more.
    public let missing: Int
    let noun: String

    struct Setting: Hashable, Sendable {
      let name: String
      let value: Double
    }

    init(
      settings: [(String, Double)], name: String, index: [Int], yours: Double, right: Double,
      missing: Int, noun: String
    ) {
      self.settings = settings.map { Setting(name: $0.0, value: $0.1) }
      self.name = name
      self.index = index
      self.yours = yours
      self.right = right
      self.missing = missing
      self.noun = noun
    }

    public var description: String {
      let given = settings.map { "\($0.name) = \(Verdict.number($0.value))" }
      let place = index.isEmpty ? "" : "[\(index.map(String.init).joined(separator: ","))]"
      return (given.isEmpty ? "" : "with \(given.joined(separator: ", ")), ")
        + "\(name)\(place): yours \(Verdict.number(yours)), right \(Verdict.number(right))"
        + (missing == 0 ? "" : ": \(count)")
    }
    private var count: String {
      let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
      let number = missing.magnitude
      let word = number < words.count ? words[Int(number)] : "\(number)"
      let verb = number == 1 ? "is" : "are"
      return "\(word) \(noun)\(number == 1 ? "" : "s") \(verb) "
        + (missing > 0 ? "missing" : "too many")
    }
  }

  /// A number as a person writes it: whole, or to four digits.
  public static func number(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "no number" : "infinite" }
    if number == number.rounded(), number.magnitude < 1e12 {
      return (number < 0 ? "−" : "") + "\(Int(number.magnitude))"
    }
    var scale = 1.0
    while number.magnitude * scale < 1000, scale < 1e12 { scale *= 10 }
    let rounded = (number.magnitude * scale).rounded() / scale
    return (number < 0 ? "−" : "") + "\(rounded)"
  }
}
