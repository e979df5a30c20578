import Study
import Views
import Workshop

/// What a command asked of the explorer.
extension Run.Visit {
  var networkRequest: NetworkRequest? {
    guard case .answer(to: .open(let request)) = start else { return nil }
    return request
  }

  var deal: (request: QuizRequest, seed: UInt64?)? {
    guard case .answer(to: .study(.deal(let request, let seed))) = start else { return nil }
    return (request, seed)
  }

  /// The questions that a new mock exam is to ask.
  var examSelection: ExamSelection? {
    guard case .answer(to: .study(.newExam(let selection))) = start else { return nil }
    return selection
  }
}
