import Lessons
import Screens
import Study

/// The views that are open, one over the other: Home at the bottom, the one that is shown on top.
///
/// It opens and closes what views and outcomes ask for, and knows for which views a job runs.
struct ViewStack: Sendable {
  /// The one that keys go to.
  var shown: any View
  private var covered: [any View] = []
  /// The views that a job is running for, by their place from the bottom.
  private var busyPlaces: Set<Int> = []

  /// A sitting that was left before its end: the same request goes on with it.
  private var pausedQuiz: Quiz?

  /// What the list of networks shows.
  let networks: [NetworkListing]

  init(_ home: Home, networks: [NetworkListing]) {
    shown = home
    self.networks = networks
  }

  var isHome: Bool { covered.isEmpty }
  /// What is needed once the first frame is shown; Home, which may lie below, says what is due.
  var openings: [Effect] {
    ((shown as? any OpeningView)?.openings ?? [])
      + (isHome ? [] : [.ask(.study(.standing), .beside)])
  }
  /// How many views lie below the one that is shown.
  var depth: Int { covered.count }
  /// Whether a job runs for the view that is shown.
  var isBusy: Bool { busyPlaces.contains(covered.count) }
  /// The table of contents.
  var chapters: [FrontMatter] { home?.chapters ?? [] }

  /// Whether the text of the lessons can be searched at Home.
  var hasIndex: Bool { home?.index.isEmpty == false }

  private var home: Home? { (covered.first ?? shown) as? Home }

  /// How often another view has been shown: it tells one view from the next in its place.
  private(set) var turns = 0

  mutating func open(_ view: any View) {
    turns += 1
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
    return openings
  }

  /// Closes the view that is shown, unless it is Home; returns what is to be kept of it.
  mutating func close() -> [Effect] {
    guard let below = covered.popLast() else { return [] }
    turns += 1
    defer { shown = below }
    let changes = Self.changes(of: &shown, all: true)
    if let quiz = shown as? Quiz, quiz.isUnderway { pausedQuiz = quiz }
    return changes.map { .ask($0) } + ((shown as? any ClosingView)?.farewell ?? [])
  }

  /// What has changed in all views since this was last asked.
  mutating func takeChanges(all: Bool) -> [WorkshopRequest] {
    (0...covered.count).flatMap { place in
      change(at: place) { (view: inout any KeepingView) in view.takeChanges(all: all) } ?? []
    }
  }

  private static func changes(of view: inout any View, all: Bool) -> [WorkshopRequest] {
    guard var able = view as? any KeepingView else { return [] }
    defer { view = able }
    return able.takeChanges(all: all)
  }

  /// What is to be kept of all views when the session ends.
  var farewells: [Effect] {
    (covered + [shown]).flatMap { ($0 as? any ClosingView)?.farewell ?? [] }
  }

  /// Begins a job for the view that is shown.
  mutating func start(_ job: Job) -> Request {
    busyPlaces.insert(covered.count)
    return .job(.start(job, place: covered.count))
  }

  /// Ends the job of the view that is shown, if one runs.
  mutating func stop() -> [Request] {
    let place = covered.count
    guard busyPlaces.remove(place) != nil else { return [] }
    change(at: place) { (view: inout any JobView) in view.receive(.stopped) }
    return [.job(.stop(place: place))]
  }

  /// Takes what is new of a job.
  mutating func receive(_ news: News, at place: Int) {
    // a stopped job may have had a last word on its way
    guard busyPlaces.contains(place) else { return }
    if !news.isProgress { busyPlaces.remove(place) }
    change(at: place) { (view: inout any JobView) in view.receive(news) }
  }

  /// Takes what came of a request; returns a sentence where there is nothing to show for it.
  mutating func receive(_ outcome: Outcome) -> String? {
    guard !take(outcome) else { return nil }
    switch outcome {
    case .lesson(let reading): open(LessonReader(reading))
    case .walk(let request, let walk):
      open(
        Stepper(
          request, walk,
          origin: request.moment?.title ?? request.excerpt?.origin ?? title(of: request.lesson)))
    case .comparison(let request, let walks): open(Compare(request, walks))
    case .network(let opened): open(Architecture(opened))
    case .training(let start):
      open(Trainer(start))
    case .written(let path): return "It is now in \(path)."
    case .draft(let draft, let network):
      open(Playground(draft.text, on: nil, network: network, edition: draft.edition))
    case .glossary(let glossary, let letters): open(Terms(glossary, letters: letters))
    case .study(let outcome): return receive(outcome)
    // whoever asked for it has been left
    case .preview, .index, .fitted, .saved, .edit, .merged: break
    }
    return nil
  }

  /// Whether the view that is shown takes what came of a request, or one below it takes word that
  /// is for all.
  private mutating func take(_ outcome: Outcome) -> Bool {
    let isForAll =
      switch outcome {
      case .preview, .index, .study, .merged: true
      default: false
      }
    var isTaken = false
    for place in isForAll ? 0...covered.count : covered.count...covered.count {
      let takes = change(at: place) { (view: inout any OutcomeView) in view.take(outcome) }
      isTaken = takes == true || isTaken
    }
    return isTaken
  }

  /// Opens what was dealt.
  private mutating func receive(_ outcome: StudyOutcome) -> String? {
    switch outcome {
    case .dealt(let request, _) where pausedQuiz?.request == request:
      if let pausedQuiz { open(pausedQuiz) }
      pausedQuiz = nil
    case .dealt(let request, let cards):
      guard let quiz = Quiz(request, cards) else {
        return "No cards are due here; Enter on a question asks those of one question."
      }
      open(quiz)
    case .progress(let standing, let notice): open(Progress(standing, notice: notice))
    case .exam(let paper): open(Exam(paper))
    case .exported(let path): return "The log of answers is now in \(path)."
    case .standing, .again, .merged: break
    }
    return nil
  }

  /// Changes the view at a place, if it has a capability; nothing where it has not.
  @discardableResult
  private mutating func change<Capability, Result>(
    at place: Int, _ deed: (inout Capability) -> Result
  ) -> Result? {
    let view = place == covered.count ? shown : covered[place]
    guard var able = view as? Capability else { return nil }
    let result = deed(&able)
    guard let changed = able as? any View else { return result }
    if place == covered.count { shown = changed } else { covered[place] = changed }
    return result
  }

  private func title(of lesson: Int?) -> String? {
    chapters.first { $0.number == lesson }.map(\.heading)
  }
}
