import Screens
import Views

/// The explorer at work: it shows, waits for an event, presses, and has requests carried out.
///
/// Its display is handed to each step, so that the program and the tests run the same loop.
public struct Session: Sendable {
  public var explorer: Explorer
  private let workshop: Workshop
  let jobs: JobRunner
  private let queue: RequestQueue
  private let writer: RecordWriter
  /// What needs the engine, and what needs the record.
  private let engine: PatientQueue
  private let reader: PatientQueue
  private let time: TimeSource
  /// Seconds since the session began.
  private let seconds: TimeSource.Stopwatch
  /// What is to be carried out before the next frame.
  var requests: [Request] = []
  /// The text that was typed last and is looked at when no more keys wait: one that is pasted, or
  /// typed faster than it can be fitted, is fitted at its end.
  private var typed: WorkshopRequest?
  /// What is only nice to see and waits until there is nothing else to do.
  private var idle: WorkshopRequest?
  private var lastFrame = 0.0
  /// When one last looked for what other windows have written.
  private var lastNews = 0.0
  private var isResizing = false
  /// Keys that lead on from the start and are not pressed yet.
  private var firstKeys: ArraySlice<Key> = []
  /// How many views were open when memory was last given back.
  private var depth = 0
  /// Whether the explorer has been left.
  public private(set) var isOver = false

  /// The least time between two frames while events wait, in seconds.
  private static let frameTime = 0.016
  /// The least time between two looks at what other windows have written, in seconds.
  private static let newsTime = 0.9
  /// How long a key waits for what it has written, in milliseconds.
  private static let keyPatience = 80
  /// How long the end of the session waits for it.
  private static let lastPatience = 1_000

  /// Opens the explorer before there is a display; throws why there is nothing to show.
  public init(
    _ workshop: Workshop, at start: SessionStart = .home, _ background: BackgroundWork,
    _ time: TimeSource = .system
  ) throws(Failure) {
    self.workshop = workshop
    self.time = time
    seconds = time.stopwatch()
    jobs = JobRunner(background, time)
    queue = RequestQueue(workshop, background)
    writer = RecordWriter(workshop, background, time)
    engine = PatientQueue(workshop, background)
    reader = PatientQueue(workshop, background)
    explorer = Explorer(workshop.chapters, networks: workshop.library.networks)
    try open(start)
  }

  private mutating func open(_ start: SessionStart) throws(Failure) {
    switch start {
    case .home: break
    case .view(let entrance): explorer.enter(entrance)
    case .answer(let request):
      // what the view that opens asks for comes after the first frame
      if let outcome = try workshop.carryOut(request) { explorer.receive(outcome) }
    case .pressed(let place, let keys):
      try open(place)
      firstKeys = keys[...]
    }
  }

  /// Presses the next key of those that lead on from the start, once nothing is under way.
  private mutating func pressFirstKey(on display: borrowing some Display & ~Copyable) -> Bool {
    guard requests.isEmpty, jobs.running.isEmpty, !engine.isBusy, !reader.isBusy,
      let key = firstKeys.popFirst()
    else { return false }
    take(.key(key), on: display)
    return true
  }

  /// Shows the first frame.
  public mutating func begin(
    on display: borrowing some Display & ~Copyable, with settings: Settings = Settings()
  ) {
    explorer.allowsMotion = settings.allowsMotion
    if settings.mouse { display.reportMouse(explorer.turnMouseOn()) }
    explorer.resize(to: display.screen)
    depth = explorer.depth
    show(on: display)
    requests += explorer.afterFirstFrame()
  }

  /// Carries out what is asked for, shows what has changed, and waits for an event to answer.
  ///
  /// False once the explorer has been left.
  public mutating func step(on display: borrowing some Display & ~Copyable) -> Bool {
    carryOutRequests(on: display)
    guard !isOver else { return false }
    if pressFirstKey(on: display) { return true }
    // Of events that come faster than the eye not each gets a frame. A window that is pulled larger
    // sends sizes without an end, and each would cost a whole one.
    let rest = isResizing ? max(Self.frameTime - (seconds() - lastFrame), 0) : 0
    var event = display.nextEvent(within: .seconds(rest))
    if event == nil || seconds() - lastFrame >= Self.frameTime {
      finishTyping()
      keepChanges()
      takeNews()
      show(on: display)
    }
    if event == nil {
      guard requests.isEmpty else { return true }
      if let request = idle {
        idle = nil
        carryOut(request)
        return true
      }
      giveBackMemory()
      // without motion a clock goes on with the next key
      let isTicking = explorer.showsClock && explorer.allowsMotion
      event = display.nextEvent(
        within: writer.isWaiting ? .milliseconds(500) : isTicking ? .seconds(1) : nil)
      if event == nil { writer.begin() }
    }
    if explorer.showsClock { explorer.tick(time.now()) }
    lookForNews()
    isResizing = false
    if let event { take(event, on: display) }
    return true
  }

  /// Keeps what is not kept yet, and waits a moment for that; returns what came of it where it is
  /// not written.
  public mutating func finish() -> String? {
    if explorer.showsClock { explorer.tick(time.now()) }
    keepChanges(all: true)
    for case .workshop(let request, _) in explorer.farewells() { _ = write(request) }
    guard !writer.finish(within: Self.lastPatience) else { return nil }
    return "What you did last was not saved: \(writer.complaint ?? "the record does not answer")."
  }

  /// Answers an event; what that asks for waits for the next step.
  public mutating func take(_ event: Event, on display: borrowing some Display & ~Copyable) {
    switch event {
    case .end: isOver = true
    case .key(let key):
      // a key that is no text may ask what the text has come to
      if case .character = key {} else { finishTyping() }
      requests += explorer.press(key)
    case .mouse(let mouse): requests += explorer.press(mouse)
    case .resize:
      isResizing = true
      explorer.resize(to: display.screen)
    }
  }

  /// Carries out everything that waits, without a frame or an event between.
  public mutating func settle(on display: borrowing some Display & ~Copyable) {
    repeat {
      carryOutRequests(on: display)
      finishTyping()
      keepChanges()
      takeNews()
      if requests.isEmpty, let request = idle {
        idle = nil
        carryOut(request)
      }
    } while !isOver && (!(requests.isEmpty && idle == nil) || pressFirstKey(on: display))
  }

  private mutating func show(on display: borrowing some Display & ~Copyable) {
    explorer.delay = writer.complaint.map {
      "Not saved yet: \($0). Blockwalk goes on and saves it as soon as it can."
    }
    if explorer.delay == nil {
      explorer.delay =
        engine.isBusy ? "Computing…" : reader.isBusy ? "Waiting for the record…" : nil
    }
    display.show(explorer.draw(in: display.screen))
    lastFrame = seconds()
  }

  private mutating func carryOutRequests(on display: borrowing some Display & ~Copyable) {
    while !requests.isEmpty, !isOver {
      switch requests.removeFirst() {
      case .terminal(let request): carryOut(request, on: display)
      case .job(let request): jobs.carryOut(request)
      case .workshop(let request, _) where write(request): break
      case .workshop(let request, .atOnce): carryOut(request)
      case .workshop(let request, .afterTyping): typed = request
      case .workshop(let request, .whenIdle): idle = request
      case .workshop(let request, .beside): queue.add(request)
      }
    }
  }

  private mutating func carryOut(
    _ request: TerminalRequest, on display: borrowing some Display & ~Copyable
  ) {
    switch request {
    case .quit: isOver = true
    case .repaint: display.repaint()
    case .reportMouse(let isReported): display.reportMouse(isReported)
    }
  }

  private mutating func carryOut(_ request: WorkshopRequest) {
    switch request {
    case .run, .compare, .step, .open: engine.ask(request, from: explorer.shownView)
    case .study, .read, .openPlayground, .findEdit: reader.ask(request, from: explorer.shownView)
    default: receive(Result { () throws(Failure) in try workshop.carryOut(request) })
    }
    takeAnswers()
  }

  /// Takes what keys have asked for; what is for a view that was left comes to nothing.
  private mutating func takeAnswers() {
    for queue in [engine, reader] {
      for answer in queue.answers() where answer.view == explorer.shownView {
        receive(answer.result)
      }
    }
  }

  private mutating func receive(_ result: Result<Outcome?, Failure>) {
    switch result {
    case .success(let outcome?): requests += explorer.receive(outcome)
    case .success(nil): break
    case .failure(let failure): explorer.receive(failure)
    }
  }

  /// Has something written beside the keys; false where a request only asks.
  ///
  /// What is answered is written before anything else is shown, unless that takes too long.
  private func write(_ request: WorkshopRequest) -> Bool {
    if case .keep(let draft) = request {
      writer.write(draft)
      return true
    }
    guard let changes = workshop.changes(of: request) else { return false }
    let isUrgent =
      switch request {
      case .study(.keep(_, _, let isUrgent)): isUrgent
      case .study(.keepText): false
      case .study: true
      default: false
      }
    writer.write(changes, isUrgent: isUrgent)
    if isUrgent { _ = writer.finish(within: Self.keyPatience) }
    return true
  }

  private mutating func keepChanges(all: Bool = false) {
    for request in explorer.takeChanges(all: all) where !write(request) { carryOut(request) }
  }

  /// Has somebody look whether another window has changed what is shown.
  private mutating func lookForNews() {
    guard let request = explorer.newsRequest, seconds() - lastNews >= Self.newsTime else { return }
    lastNews = seconds()
    queue.add(request)
  }

  private mutating func finishTyping() {
    guard let request = typed else { return }
    typed = nil
    carryOut(request)
  }

  /// Takes what jobs and requests beside the keys have come to.
  private mutating func takeNews() {
    takeAnswers()
    for (place, news) in jobs.news() { explorer.receive(news, at: place) }
    for result in queue.results() { receive(result) }
    for outcome in writer.outcomes() { requests += explorer.receive(outcome) }
  }

  /// A view that was left may have held hundreds of mebibytes.
  private mutating func giveBackMemory() {
    if explorer.depth < depth { ProcessMemory.giveBackFreedPages() }
    depth = explorer.depth
  }
}
