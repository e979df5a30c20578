import Networks
import Quiz

/// All that is wrong with the text of a lesson, at once.
///
/// Where something cannot be read, it is taken out and the rest is read without it, so that one fault
/// does not hide the next.
public struct LessonInspection: Sendable {
  /// What has to be mended, in the order of the lines.
  public private(set) var faults: [LessonError] = []
  /// What is allowed and doubtful.
  public private(set) var warnings: [LessonError] = []
  /// The lesson without what could not be read; nothing where too little is left.
  public private(set) var lesson: Lesson?

  /// How often something is taken out; a text with more faults is told of these.
  private static let rounds = 200

  /// Inspects a text; `library` is what it may call, `exists` says whether a file that it links to is
  /// there.
  public init(
    text: String, origin: String, pack: Pack? = nil, library: Library,
    exists: (_ path: String) -> Bool = { _ in true }
  ) {
    var draft = LessonDraft(text)
    faults = draft.closeFences()
    for _ in 0..<Self.rounds {
      do throws(LessonError) {
        let lesson = try Lesson(text: draft.text, origin: origin, pack: pack)
        do { _ = try lesson.library(over: library) } catch {
          throw LessonError(error)
        }
        self.lesson = lesson
        break
      } catch {
        // what was taken out is missing in the sum of the rubric
        let isSum = error.message.contains("adds up to")
        if !isSum || !draft.isChanged { faults.append(error) }
        if isSum {
          guard draft.spreadPoints() else { break }
          continue
        }
        guard let line = error.line, draft.takeOut(line: line) else { break }
      }
    }
    if let lesson {
      faults += lesson.check(library: library)
      let lints = LessonLints(lesson, exists: exists)
      faults += lints.faults
      warnings = lints.warnings
    }
    faults = Self.sorted(faults.map { $0.named(origin) })
    warnings = Self.sorted(warnings.map { $0.named(origin) })
  }

  private static func sorted(_ errors: [LessonError]) -> [LessonError] {
    var seen: Set<LessonError> = []
    return errors.filter { seen.insert($0).inserted }
      .sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }
}
