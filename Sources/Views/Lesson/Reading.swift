import Diagrams
import Experiments
import Lessons
import Networks
import Quiz
import Tensors

/// A lesson with everything that is alive in it, fitted and run.
public struct Reading: Sendable {
  public let lesson: Lesson
  /// The live things, in the order of the page.
  private(set) var figures: [Figure]
  /// The terms that can be looked up on the page.
  let glossary: Glossary?
  /// Where it was left.
  let bookmark: Bookmark

  /// Fits and runs what the lesson shows, with its own definitions before those of `library`.
  public init(
    _ lesson: Lesson, library: Library, glossary: Glossary? = nil,
    at bookmark: Bookmark = Bookmark()
  ) throws {
    let library = try lesson.library(over: library)
    self.lesson = lesson
    self.glossary = glossary
    self.bookmark = bookmark
    // a page is there at once: what is live on it shares what may be computed for that
    var work = Limits.pageWork
    figures = lesson.directives.map {
      Figure($0, of: lesson.front.number, library: library, within: &work)
    }
    for index in figures.indices { figures[index].note = figures[index].note(among: figures) }
  }
}

/// A live thing of a lesson.
struct Figure: Sendable {
  enum Content: Sendable {
    case diagram(Network)
    case walk(WalkRequest, Walk)
    /// Two blocks that are compared.
    case pair(Network, Network)
    case count(Network)
    case training(TrainingRequest, Network)
    case experiment(any Experiment)
    case proof(Proof)
    /// Why it cannot be shown, or that it comes later.
    case words(String)
  }

  let directive: Directive
  let content: Content

  /// The walk that a panel can show.
  var walk: Walk? {
    if case .walk(_, let walk) = content { walk } else { nil }
  }
  /// What Enter opens.
  let request: WalkRequest?
  /// What tells it from others of the same block: mode, batch, seed, whether a branch was kept.
  var note = ""

  /// `work` are the multiply-adds that are left for the page.
  init(_ directive: Directive, of lesson: Int, library: Library, within work: inout Int) {
    self.directive = directive
    let request = WalkRequest(directive, of: lesson)
    self.request = request
    do {
      switch directive.act {
      case .diagram(let subject):
        content = .diagram(
          try Network(subject.notation, library: library, on: subject.input))
      case .count(let subject):
        content = .count(try Network(subject.notation, library: library, on: subject.input))
      case .compare(let one, let other, _):
        content = .pair(
          try Network(one.notation, library: library, on: one.input),
          try Network(other.notation, library: library, on: other.input ?? one.input))
      case .step:
        guard let request else { throw Failure("\(directive.text) cannot be stepped.") }
        let network = try Network(request.notation, library: library, on: request.input)
        let cost = network.graph.multiplyAdds(images: request.batch)
        guard cost <= work else {
          throw Failure(
            "\(network.title) on \(network.input) takes too long to be live on a page: "
              + "‘step’ in the shell opens it by itself.")
        }
        work -= cost
        content = .walk(request, try Walk(request, library: library))
      case .train(let subject, let other, let run):
        var request = TrainingRequest(
          subject.notation, with: other?.notation, on: subject.input)
        request.seed = run.seed
        request.lesson = lesson
        content = .training(
          request,
          try Network(
            subject.notation, library: library, on: subject.input ?? TrainingRequest.digits))
      case .proof(let proof): content = .proof(proof)
      case .experiment(let name):
        guard let experiment = Experiments.named(name) else { throw Experiments.unknown(name) }
        content = .experiment(experiment)
      }
    } catch {
      content = .words(LessonError(error).sentence)
    }
  }
}

extension WalkRequest {
  /// The walk that a directive of a lesson leads into, if it leads into one.
  public init?(_ directive: Directive, of lesson: Int) {
    switch directive.act {
    case .diagram(let subject):
      self.init(subject.notation, on: subject.input)
    case .step(let subject, let run), .compare(let subject, _, let run):
      self.init(subject.notation, on: subject.input)
      seed = run.seed
      mode = run.mode
      batch = run.batch
      start = run.start
      sight = run.cell.map { WalkSight(cell: WalkSight.Cell(at: $0)) }
      given = run.given
      if run.isWhole {
        source = .whole
        weights = .whole
        upstream = .whole
      }
    case .count, .train, .experiment, .proof:
      return nil
    }
    self.lesson = lesson
  }
}

extension CompareRequest {
  /// The two blocks of a directive that compares.
  init?(_ directive: Directive, of lesson: Int) {
    guard case .compare(_, let subject, _) = directive.act,
      let left = WalkRequest(directive, of: lesson)
    else { return nil }
    var right = left
    right.notation = subject.notation
    right.input = subject.input
    self.init(left, right)
  }
}
