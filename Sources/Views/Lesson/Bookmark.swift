/// A place of a lesson: a block and a row within it, true however lines break.
struct ReadingPlace: Hashable, Sendable {
  var block = 0
  var row = 0
}

/// Where a lesson was left, to be kept from one evening to the next.
public struct Bookmark: Hashable, Sendable, CustomStringConvertible {
  var place = ReadingPlace()
  var isAnswerOpen = false
  /// The live thing that was chosen.
  var figure: Int?

  /// The start of a lesson, its answer folded.
  public init() {}

  /// A block of a lesson, with the answer open, in which it may stand.
  public init(openAt block: Int) {
    place = ReadingPlace(block: block)
    isAnswerOpen = true
  }

  init(place: ReadingPlace, isAnswerOpen: Bool, figure: Int?) {
    self.place = place
    self.isAnswerOpen = isAnswerOpen
    self.figure = figure
  }

  /// Reads what `description` wrote, such as `12.3 open 4`; nothing for another text.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    let numbers = words.first?.split(separator: ".").compactMap { Int($0) } ?? []
    guard 2...3 ~= words.count, numbers.count == 2, numbers.allSatisfy({ $0 >= 0 }),
      words[1] == "open" || words[1] == "folded"
    else { return nil }
    place = ReadingPlace(block: numbers[0], row: numbers[1])
    isAnswerOpen = words[1] == "open"
    if words.count == 3 {
      guard let figure = Int(words[2]) else { return nil }
      self.figure = figure
    }
  }

  public var description: String {
    "\(place.block).\(place.row) \(isAnswerOpen ? "open" : "folded")"
      + (figure.map { " \($0)" } ?? "")
  }
}
