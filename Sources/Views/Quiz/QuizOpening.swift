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
    case .dealt(let request, .success(let cards)):
      return Quiz(request, cards).map { .view($0) }
        ?? .sentence("No cards are due here; Enter on a question asks those of one question.")
    case .progress(.success(let standing), let notice):
      return .view(Progress(standing, notice: notice))
    case .exam(.success(let paper)): return .view(Exam(paper))
    case .standing, .recorded, .again, .clock: return nil
    }
  }
}
