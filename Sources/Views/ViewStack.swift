import Lessons
import Screens

/// The views that are open, one over the other: Home at the bottom, the one that is shown on top.
///
/// It opens and closes what views and outcomes ask for, and knows for which views a job runs.
struct ViewStack: Sendable {
  /// The one that keys go to.
  var shown: any View
  private var covered: [any View] = []
  /// The views that a job is running for, by their place from the bottom.
  private var busyPlaces: Set<Int> = []

  /// What the list of networks shows.
  let networks: [NetworkListing]

  init(_ home: Home, networks: [NetworkListing]) {
    shown = home
    self.networks = networks
  }

  var isHome: Bool { covered.isEmpty }
  /// How many views lie below the one that is shown.
  var depth: Int { covered.count }
  /// Whether a job runs for the view that is shown.
  var isBusy: Bool { busyPlaces.contains(covered.count) }
  /// The table of contents.
  var chapters: [FrontMatter] { home?.chapters ?? [] }

  private var home: Home? { (covered.first ?? shown) as? Home }

  mutating func open(_ view: any View) {
    covered.append(shown)
    shown = view
  }

  /// Opens a view; returns what it asks for.
  mutating func go(to destination: Destination) -> [Effect] {
    switch destination {
    case .view(let entrance): open(entrance.view)
    case .networks: open(NetworkList(networks))
    case .experiments: open(ExperimentList(chapters))
    }
    return shown.openings
  }

  /// Closes the view that is shown, unless it is Home; returns what is to be kept of it.
  mutating func close() -> [Effect] {
    guard let below = covered.popLast() else { return [] }
    defer { shown = below }
    return shown.farewell
  }

  /// What is to be kept of all views when the session ends.
  var farewells: [Effect] { (covered + [shown]).flatMap(\.farewell) }

  /// Begins a job for the view that is shown.
  mutating func start(_ job: Job) -> Request {
    busyPlaces.insert(covered.count)
    return .job(.start(job, place: covered.count))
  }

  /// Ends the job of the view that is shown, if one runs.
  mutating func stop() -> [Request] {
    let place = covered.count
    guard busyPlaces.remove(place) != nil else { return [] }
    shown.receive(.stopped)
    return [.job(.stop(place: place))]
  }

  /// Takes what is new of a job.
  mutating func receive(_ news: News, at place: Int) {
    // a stopped job may have had a last word on its way
    guard busyPlaces.contains(place) else { return }
    if !news.isProgress { busyPlaces.remove(place) }
    change(at: place) { $0.receive(news) }
  }

  /// Sets the clock of the view that is shown.
  mutating func tick(_ now: Int) {
    guard var clock = shown as? any ClockView else { return }
    clock.tick(now)
    shown = clock
  }

  /// Takes what came of a request; returns a sentence where there is nothing to show for it.
  mutating func receive(_ outcome: Outcome) -> String? {
    switch outcome {
    case .lesson(let reading): open(LessonReader(reading))
    case .preview(let lesson, let network):
      update(Home.self, at: 0) { $0.show(network, of: lesson) }
    case .walk(let request, let walk):
      if request.revision == nil
        || !update(Stepper.self, { $0.replace(with: walk, for: request) })
      {
        open(
          Stepper(request, walk, origin: request.excerpt?.origin ?? title(of: request.lesson)))
      }
    case .comparison(let request, let walks):
      if !update(Compare.self, { $0.replace(with: walks, for: request) }) {
        open(Compare(request, walks))
      }
    case .network(let opened): open(Architecture(opened))
    case .fitted(let text, let result): update(Playground.self) { $0.receive(text, result) }
    case .saved(let result): update(Playground.self) { $0.saved(result) }
    case .draft(let text, let network): open(Playground(text, on: nil, network: network))
    case .glossary(let glossary, let letters): open(Terms(glossary, letters: letters))
    case .study(let outcome): return receive(outcome)
    }
    return nil
  }

  /// Opens what was dealt; the rest is word for the views that are open.
  private mutating func receive(_ outcome: StudyOutcome) -> String? {
    switch outcome {
    case .dealt(let request, let cards):
      guard let quiz = Quiz(request, cards) else {
        return "No cards are due here; Enter on a question asks those of one question."
      }
      open(quiz)
    case .progress(let standing, let notice): open(Progress(standing, notice: notice))
    case .exam(let paper): open(Exam(paper))
    case .exported(let path): return "The log of answers is now in \(path)."
    case .standing, .again:
      for place in 0...covered.count { change(at: place) { $0.receive(outcome) } }
    }
    return nil
  }

  private mutating func change(at place: Int, _ deed: (inout any View) -> Void) {
    if place == covered.count { deed(&shown) } else { deed(&covered[place]) }
  }

  /// Changes the view at a place, the shown one if none is said, if it is of a kind; false if not.
  @discardableResult
  private mutating func update<Kind: View>(
    _ kind: Kind.Type, at place: Int? = nil, _ deed: (inout Kind) -> Void
  ) -> Bool {
    var isOfKind = false
    change(at: place ?? covered.count) { view in
      guard var known = view as? Kind else { return }
      deed(&known)
      view = known
      isOfKind = true
    }
    return isOfKind
  }

  private func title(of lesson: Int?) -> String? {
    chapters.first { $0.number == lesson }.map(\.heading)
  }
}
