import Networks

/// Something to try out: a question, a few numbers to turn, and a result that is known beforehand.
///
/// The numbers come from the engine or from a formula, never from a table; what the literature or
/// a derivation says stands beside what was measured.
public protocol Experiment: Sendable {
  /// How lessons call it: `gradient-depth`.
  var name: String { get }
  var title: String { get }
  /// The number of the question that it belongs to.
  var lesson: Int { get }
  /// What is tried, in one sentence.
  var question: String { get }
  /// What can be turned, the most telling first.
  var knobs: [Knob] { get }
  /// Whether it takes no longer than a key, so that every turn may run it anew.
  var isQuick: Bool { get }
  /// The settings of a check, which should take less than a second.
  var small: Setup { get }
  /// Runs it; throws `Cancelled` where nobody waits any more.
  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings
}

extension Experiment {
  public var isQuick: Bool { true }
  public var small: Setup { Setup(knobs) }

  /// Runs it at its small settings; throws a `Misfit` where something is not as expected.
  public func check(_ progress: ExperimentProgress = .none) throws {
    guard let surprise = try run(small, progress).surprises.first else { return }
    throw Misfit(
      "in the experiment \(name), \(surprise.name) is \(surprise.measured) and not "
        + "\(surprise.expected)")
  }
}

/// One number or word of an experiment and the values that it can take.
public struct Knob: Hashable, Sendable {
  public struct Choice: Hashable, Sendable {
    public let label: String
    public let number: Double
  }
  public let name: String
  public let choices: [Choice]
  /// The place of the value that it has at first.
  public let standard: Int

  /// A knob with numbers.
  init(_ name: String, _ numbers: [Double], standard: Double) {
    self.name = name
    choices = numbers.map { Choice(label: Self.label($0), number: $0) }
    self.standard = numbers.firstIndex(of: standard) ?? 0
  }
  /// A knob with words, whose numbers are their places.
  init(_ name: String, words: [String]) {
    self.name = name
    choices = words.enumerated().map { Choice(label: $0.element, number: Double($0.offset)) }
    standard = 0
  }

  private static func label(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

/// Where the knobs of an experiment stand.
public struct Setup: Hashable, Sendable {
  public let knobs: [Knob]
  private var places: [Int]

  public init(_ knobs: [Knob]) {
    self.knobs = knobs
    places = knobs.map(\.standard)
  }

  /// The value of the knob at a place in the list.
  public func choice(at index: Int) -> Knob.Choice { knobs[index].choices[places[index]] }
  /// The number that a knob stands at.
  public func number(_ name: String) -> Double { knob(name).map { choice(at: $0).number } ?? 0 }
  /// The whole number that a knob stands at.
  public func count(_ name: String) -> Int { Int(number(name)) }
  /// The word that a knob stands at.
  public func word(_ name: String) -> String { knob(name).map { choice(at: $0).label } ?? "" }

  /// Turns a knob, which stops at its ends; false where it did not move.
  @discardableResult
  public mutating func turn(_ index: Int, by steps: Int) -> Bool {
    let place = min(max(places[index] + steps, 0), knobs[index].choices.count - 1)
    defer { places[index] = place }
    return place != places[index]
  }
  /// These settings with one knob at the value that has a label.
  public func setting(_ name: String, to label: String) -> Setup {
    guard let index = knob(name),
      let place = knobs[index].choices.firstIndex(where: { $0.label == label })
    else { preconditionFailure("no knob \(name) has the value \(label)") }
    var settings = self
    settings.places[index] = place
    return settings
  }

  private func knob(_ name: String) -> Int? { knobs.firstIndex { $0.name == name } }
}

/// Nobody waits for the result any more.
public struct Cancelled: Error {
  public init() {}
}

/// How an experiment tells how far it is and hears whether it should go on.
public struct ExperimentProgress: Sendable {
  private let report: @Sendable (Findings?, _ done: Int, _ total: Int) -> Void
  private let isCancelled: @Sendable () -> Bool
  /// Reads the file of the digits, for experiments that train.
  let digits: @Sendable () throws -> [UInt8]

  public init(
    report: @escaping @Sendable (Findings?, _ done: Int, _ total: Int) -> Void,
    isCancelled: @escaping @Sendable () -> Bool,
    digits: @escaping @Sendable () throws -> [UInt8] = {
      throw Misfit("the digits are not at hand")
    }
  ) {
    self.report = report
    self.isCancelled = isCancelled
    self.digits = digits
  }
  /// For those who wait until the end.
  public static let none = ExperimentProgress(report: { _, _, _ in }, isCancelled: { false })

  /// The same with the digits at hand.
  public static func reading(
    _ digits: @escaping @Sendable () throws -> [UInt8]
  ) -> ExperimentProgress {
    ExperimentProgress(report: { _, _, _ in }, isCancelled: { false }, digits: digits)
  }

  /// A part is done, perhaps with what is known by now; throws `Cancelled` if that is enough.
  func passed(_ done: Int, of total: Int, _ findings: Findings? = nil) throws {
    if isCancelled() { throw Cancelled() }
    report(findings, done, total)
  }
}
