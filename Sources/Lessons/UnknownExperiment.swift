import Experiments
import Quiz
import Tensors

extension Experiments {
  /// Why a name is none of theirs.
  public static func unknown(_ name: String, line: Int? = nil) -> LessonError {
    LessonError(
      "there is no experiment ‘\(name)’", line: line, suggestion: nearest(to: name, among: names))
  }
}
