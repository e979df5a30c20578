import Lessons
import Screens

/// The views that are open, one over the other: Home at the bottom, the one that is shown on top.
///
/// It opens and closes what effects and outcomes ask for, and knows for which views a computation
/// runs.
struct ViewStack: Sendable {
  /// The one that keys go to.
  var shown: any View
  private var covered: [any View] = []
  /// The views that a computation is running for, by their place from the bottom.
  private var busyDesks: Set<Int> = []

  /// What the list of networks shows.
  let networks: [NetworkListing]

  init(_ home: Home, networks: [NetworkListing]) {
    shown = home
    self.networks = networks
  }

  var isHome: Bool { covered.isEmpty }
  /// How many views lie below the one that is shown.
  var depth: Int { covered.count }
  /// Whether a computation runs for the view that is shown.
  var isBusy: Bool { busyDesks.contains(covered.count) }
  /// The table of contents.
  var chapters: [FrontMatter] { home?.chapters ?? [] }

  private var home: Home? { (covered.first ?? shown) as? Home }

  mutating func open(_ view: any View) {
    covered.append(shown)
    shown = view
  }

  /// Closes the view that is shown, unless it is Home.
  mutating func close() -> [Effect] {
    guard let below = covered.last else { return [] }
    let effects = stop() + shown.farewell
    covered.removeLast()
    shown = below
    return effects
  }

  /// Ends the computation of the view that is shown, if one runs.
  mutating func stop() -> [Effect] {
    let desk = covered.count
    guard busyDesks.remove(desk) != nil else { return [] }
    shown.receive(.stopped)
    return [.stop(desk: desk)]
  }

  /// Opens what a view asks to open and gives its job a desk; the rest is for others.
  mutating func settled(_ effects: [Effect]) -> [Effect] {
    var rest: [Effect] = []
    for effect in effects {
      switch effect {
      case .enter(let entrance):
        open(entrance.view)
        rest += settled(entrance.view.openings)
      case .openNetworks: open(NetworkList(networks))
      case .openExperiments: open(ExperimentList(chapters))
      case .start(var job):
        job.desk = covered.count
        busyDesks.insert(job.desk)
        rest.append(.start(job))
      case .stop: rest += stop()
      case .close: rest += close()
      case .quit: rest += (covered + [shown]).flatMap(\.farewell) + [.quit]
      default: rest.append(effect)
      }
    }
    return rest
  }

  /// Takes what came of an effect; returns a sentence where nothing came of it.
  mutating func receive(_ outcome: Outcome, on screen: Screen) -> String? {
    switch outcome {
    case .lesson(.success(let reading)):
      open(LessonReader(reading))
    case .preview(let lesson, let network):
      update(Home.self, at: 0) { $0.show(network, of: lesson) }
    case .walk(let request, .success(let walk)):
      if request.revision == nil
        || !update(Stepper.self, { $0.replace(with: walk, for: request) })
      {
        open(
          Stepper(request, walk, origin: request.excerpt?.origin ?? title(of: request.lesson)))
      }
    case .comparison(let request, .success(let walks)):
      if !update(Compare.self, { $0.replace(with: walks, for: request) }) {
        open(Compare(request, walks))
      }
    case .network(.success(let opened)): open(Architecture(opened))
    case .fitted(let text, let result): update(Playground.self) { $0.receive(text, result) }
    case .saved(let result): update(Playground.self) { $0.saved(result) }
    case .draft(let text, let network): open(Playground(text, on: nil, network: network))
    case .glossary(.success(let glossary), let letters): open(Terms(glossary, letters: letters))
    case .news(let desk, let news):
      // a stopped job may have had a last word on its way
      guard busyDesks.contains(desk) else { return nil }
      if !news.isProgress { busyDesks.remove(desk) }
      change(at: desk) { $0.receive(news) }
    case .quiz(let outcome):
      switch outcome.opening(on: screen) {
      case .view(let view): open(view)
      case .sentence(let sentence): return sentence
      case nil: for place in 0...covered.count { change(at: place) { $0.receive(outcome) } }
      }
    case .lesson(.failure(let failure)), .walk(_, .failure(let failure)),
      .comparison(_, .failure(let failure)), .network(.failure(let failure)),
      .glossary(.failure(let failure), _):
      return failure.sentence
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
