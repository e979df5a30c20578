import Lessons
import Screens

/// A lesson as lines of text, for pipes and screen readers: everything open, nothing beside.
public struct PlainLesson: Sendable {
  /// The width at which the text is set.
  static let width = 76
  public let text: String

  public init(_ reading: Reading) {
    let screen = Screen(Size(Self.width, 1), colors: .none)
    let all = Dictionary(
      uniqueKeysWithValues: reading.figures.indices.map { ($0, Int.max) })
    let page = LessonPage(
      reading,
      in: LessonPage.Form(
        width: Self.width, screen: screen, isAnswerOpen: true, chosenFigure: nil,
        showsPanel: false, uncovered: all))
    let rows = page.window(from: 0, size: Size(Self.width, page.height)).lines
    text =
      (["\(reading.lesson.front.heading)", ""] + rows.map(\.trimmedEnd)).joined(separator: "\n")
  }
}

extension String {
  /// The line without the blanks at its end.
  public var trimmedEnd: String {
    var scalars = unicodeScalars[...]
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
