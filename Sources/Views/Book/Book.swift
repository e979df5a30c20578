import Diagrams
import Lessons
import Networks
import Quiz
import Screens
import Study

/// A course as pages of HTML that need nothing else: one page a lesson, one that leads to them, and
/// the summary that prints.
public struct Book: Sendable {
  public struct Page: Hashable, Sendable {
    /// The name of its file: `8-transposed-convolution.html`.
    public let name: String
    public let text: String
  }
  public let pages: [Page]

  /// Sets every lesson with what is live on it, lecture by lecture.
  ///
  /// The dealers are those of the same lessons. Throws where one cannot be dealt or summed up.
  public init(
    _ chapters: [Course.Chapter], _ dealers: [Dealer], library: Library
  ) throws {
    let numbers = chapters.map(\.front).lectures.flatMap { $0.questions.map(\.number) }
    func inOrder<Item>(_ items: [Item], _ number: (Item) -> Int) -> [Item] {
      numbers.compactMap { wanted in items.first { number($0) == wanted } }
    }
    let chapters = inOrder(chapters) { $0.front.number }
    let dealers = inOrder(dealers) { $0.lesson.front.number }
    let names = Self.pageNames(chapters.map(\.file))
    let lessons = try zip(chapters.indices, dealers).map { place, dealer in
      let page = LessonPageText(
        try Reading(dealer.lesson, library: library), try Self.cards(of: dealer),
        links: Dictionary(zip(chapters.map(\.file), names), uniquingKeysWith: { first, _ in first })
      )
      let title = "\(chapters[place].front.name) \(dealer.lesson.front.title)"
      return Page(
        name: names[place],
        text: BookFrame(
          title: title, before: place > 0 ? names[place - 1] : nil,
          after: place + 1 < names.count ? names[place + 1] : nil
        ).html(around: page.html))
    }
    let summary = try Summary(chapters.map(\.front), dealers)
    pages =
      [Page(name: "index.html", text: BookIndex(chapters, names, dealers.map(\.lesson)).html)]
      + lessons + [Page(name: "summary.html", text: summary.html)]
  }

  /// A name for each file of a lesson; lessons of several packs may be called alike.
  private static func pageNames(_ files: [String]) -> [String] {
    var taken: Set<String> = ["index", "summary"]
    return files.map { file in
      let last = file.split(separator: "/").last.map(String.init) ?? file
      let stem = last.hasSuffix(".md") ? String(last.dropLast(3)) : last
      var (name, number) = (stem, 1)
      while !taken.insert(name).inserted {
        number += 1
        name = "\(stem)-\(number)"
      }
      return name + ".html"
    }
  }

  /// The cards of a lesson by the ids of their items, as they stand in a deck.
  private static func cards(of dealer: Dealer) throws -> [String: AnkiDeck.Note] {
    let deck = try AnkiDeck([dealer]) { network in
      Diagram(network, options: Diagram.Options(width: 72)).draw().lines.map(\.trimmedEnd)
        .joined(separator: "\n")
    }
    let ids = dealer.lesson.items.filter { $0.kind != .cell }.map(\.id)
    return Dictionary(zip(ids, deck.notes), uniquingKeysWith: { first, _ in first })
  }
}
