/// One line of the log of answers: the truth from which everything else is computed.
public struct AnswerRecord: Codable, Hashable, Sendable {
  /// Chance enough that no two are alike, on any machine.
  public let id: String
  /// Seconds since 1970.
  public let time: Int
  /// The id of the card.
  public let card: String
  public let lesson: Int
  public let kind: String
  /// The seed from which the card was dealt.
  public let seed: Int64
  /// What was answered, as text.
  public let reply: String
  /// From 0 to 1.
  public let share: Double
  /// What the card is worth.
  public let points: Double
  /// From 1, again, to 4, easy.
  public let rating: Int
  /// From 1, a guess, to 4, quite sure; asked before the answer is shown.
  public let confidence: Int?
  /// Names of the misconceptions behind a wrong answer.
  public let mistakes: String
  public let hinted: Bool
  /// How long it took.
  public let seconds: Int
  /// `quiz`, or `exam-` and its id.
  public let session: String
  /// The record that this one takes the place of.
  public let amends: String?

  public init(
    id: String = AnswerRecord.freshID(), time: Int, card: String, lesson: Int, kind: String,
    seed: UInt64, reply: String, share: Double, points: Double, rating: Rating,
    confidence: Int? = nil, mistakes: [String] = [], hinted: Bool = false, seconds: Int = 0,
    session: String = "quiz", amends: String? = nil
  ) {
    self.id = id
    self.time = time
    self.card = card
    self.lesson = lesson
    self.kind = kind
    self.seed = Int64(bitPattern: seed)
    self.reply = reply
    self.share = share
    self.points = points
    self.rating = rating.rawValue
    self.confidence = confidence
    self.mistakes = mistakes.joined(separator: "; ")
    self.hinted = hinted
    self.seconds = seconds
    self.session = session
    self.amends = amends
  }

  /// 128 bits of chance in hexadecimal.
  public static func freshID() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(random.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  public var isRight: Bool { share >= 1 }

  /// Whether it can have been written by this program: what a damaged file or a foreign log holds
  /// instead would spoil every sum that is made of it.
  var isSound: Bool {
    0...1 ~= share && 0...1_000 ~= points && Rating(rawValue: rating) != nil
  }

  /// Whether its time is a date of some calendar, from 1900 to 3000; a clock that was set wrong
  /// spoils no answer, but schedules cannot count with it.
  var isDated: Bool { -2_208_988_800...32_503_680_000 ~= time }
}

extension [AnswerRecord] {
  /// In the order of time and, within a second, in that of the log, without those that were amended,
  /// that are no answers of ours or whose time is no date.
  public var settled: [AnswerRecord] {
    let amended = Set(compactMap(\.amends))
    return filter { !amended.contains($0.id) && $0.isSound && $0.isDated }.enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }
}
