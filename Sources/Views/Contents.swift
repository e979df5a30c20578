import Lessons
import Networks

/// What Home tells of the lessons before any of them is opened.
public struct Contents: Sendable {
  /// One question of the exam.
  public struct Chapter: Sendable {
    public let front: FrontMatter
    /// The block that `s` steps: the first live one of the lesson.
    public let walk: WalkRequest?
    /// That block, fitted, for the preview.
    public let preview: Network?

    public init(_ front: FrontMatter, walk: WalkRequest? = nil, preview: Network? = nil) {
      self.front = front
      self.walk = walk
      self.preview = preview
    }

    /// The chapter of a lesson: its first live block, if one fits.
    public init(_ lesson: Lesson, library: Library) {
      front = lesson.front
      walk = lesson.directives.lazy.compactMap { WalkRequest($0, of: lesson.front.number) }.first
      let own = try? lesson.library(over: library)
      preview = walk.flatMap { try? Network($0.notation, library: own ?? library, on: $0.input) }
    }
  }
  public let chapters: [Chapter]

  public init(chapters: [Chapter]) { self.chapters = chapters }
}
