import Lessons
import Views

/// What a command asked of the explorer.
extension Run.Visit {
  var networkRequest: NetworkRequest? {
    guard case .open(let request)? = openings.first else { return nil }
    return request
  }

  var deal: (request: QuizRequest, seed: UInt64?)? {
    guard case .quiz(.deal(let request, let seed))? = openings.first else { return nil }
    return (request, seed)
  }
}
