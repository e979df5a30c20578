import Lessons
import Networks
import Quiz

/// The cards of a course as a text that Anki imports; importing it again changes nothing.
///
/// Anki takes two notes for one if their first fields are equal: the front begins with the id of
/// the item and is dealt from a seed of its own, so that it stays as it is. The keys of the first
/// lines are those of Anki's manual, “Importing text files”; a deck column makes decks that are not
/// there yet.
public struct AnkiDeck: Sendable {
  /// A row: deck, front, back, tags.
  public struct Note: Hashable, Sendable {
    public let deck: String
    public let front: String
    public let back: String
    public let tags: String
  }
  public let notes: [Note]

  static let header = """
    #separator:Tab
    #html:true
    #notetype:Basic
    #deck column:1
    #tags column:4

    """

  /// Makes the notes of some lessons; `picture` draws a block as lines of text.
  public init(_ lessons: [Dealer], picture: (Network) -> String) throws {
    notes = try lessons.flatMap { dealer in
      try dealer.lesson.items.filter { $0.kind != .cell }.map { item in
        let card = try dealer.card(item.id, seed: Self.seed(of: item.id))
        return Note(
          // two colons would begin a deck within the deck
          deck: "Blockwalk::\(card.heading.replacing("::", with: ":"))",
          front: Self.front(card, picture), back: Self.back(card, dealer, picture),
          tags: "blockwalk question-\(card.lesson) \(card.kind)")
      }
    }
  }

  /// The file: header lines, then a row for each note.
  public var text: String {
    Self.header
      + notes.map { note in
        [note.deck, note.front, note.back, note.tags].map(Self.quoted).joined(separator: "\t")
          + "\n"
      }.joined()
  }

  /// The same numbers in every version: FNV-1a of the id (Fowler, Noll and Vo 1991).
  public static func seed(of id: String) -> UInt64 {
    id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private static func front(_ card: Card, _ picture: (Network) -> String) -> String {
    var lines = ["<small>\(escaped(card.id))</small>", escaped(card.prompt)]
    switch card.task {
    case .choose(let task):
      lines.append(list(task.choices.map(\.text), ordered: true))
    case .order(let task):
      lines.append(list(task.cards, ordered: false))
    case .block(let task) where !task.start.isEmpty:
      lines.append("<pre>\(escaped(task.start))</pre>")
    default: break
    }
    switch card.kind {
    // its shapes would give the answer away
    case .predict: lines += card.exhibits.map { "<code>\(escaped($0.line)) on \($0.input)</code>" }
    // what is run to decide belongs to the answer
    case .claim where card.exhibits.count == 1: break
    default: lines += card.exhibits.map { "<pre>\(escaped(picture($0)))</pre>" }
    }
    return lines.joined(separator: "<br>")
  }

  private static func back(
    _ card: Card, _ dealer: Dealer, _ picture: (Network) -> String
  ) -> String {
    var lines: [String] = []
    switch card.task {
    case .order(let task): lines.append(list(task.right, ordered: true))
    case .tick(let task):
      lines.append(
        list(task.lines.map { "\(Figures.points($0.points))  \($0.text)" }, ordered: false))
    case .block(let task):
      lines.append("<code>\(escaped(task.solution))</code>")
      if let network = try? Network(task.solution, library: task.library, on: task.input) {
        lines.append("<pre>\(escaped(picture(network)))</pre>")
      }
    default: lines.append("<b>\(escaped(card.solution))</b>")
    }
    if case .choose(let task) = card.task {
      let wrong = task.choices.compactMap { choice -> String? in
        choice.finding.map { "\(choice.text): \($0.name). \($0.why)" }
      }
      if !wrong.isEmpty { lines.append(list(wrong, ordered: false)) }
    }
    if card.kind == .predict || card.kind == .claim && card.exhibits.count == 1 {
      lines += card.exhibits.map { "<pre>\(escaped(picture($0)))</pre>" }
    }
    if let why = dealer.lesson.items.first(where: { $0.id == card.id })?.words("why") {
      lines.append(escaped(why))
    }
    return lines.joined(separator: "<br>")
  }

  private static func list(_ lines: [String], ordered: Bool) -> String {
    let tag = ordered ? "ol" : "ul"
    return "<\(tag)>" + lines.map { "<li>\(escaped($0))</li>" }.joined() + "</\(tag)>"
  }

  /// A text of a lesson as HTML of a field, in which Anki itself obeys some words in brackets:
  /// `[sound:…]` plays a file, `[latex]` and `[$]` run LaTeX.
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing(#/\[(?=\/?(?:sound:|anki:|latex\]|\$))/#.ignoresCase(), with: "&#91;")
  }
  /// A field between quotes may hold line breaks; quotes are doubled.
  private static func quoted(_ field: String) -> String {
    "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
