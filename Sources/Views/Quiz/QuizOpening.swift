import Lessons
import Screens

extension QuizOutcome {
  /// What an outcome puts on the screen.
  enum Opening {
    case view(any View)
    case sentence(String)
  }

  /// The view or sentence to show; nothing where it is word for the views that are open.
  func opening(on screen: Screen) -> Opening? {
    switch self {
    case .dealt(_, .failure(let failure)), .recorded(let failure?),
      .progress(.failure(let failure), _),
      .exam(.failure(let failure)):
      return .sentence(failure.sentence)
    case .told(let sentence): return .sentence(sentence)
    case .dealt, .progress, .exam, .standing, .recorded: return nil
    }
  }
}
