import Screens
import Synchronization

@testable import Workshop

/// A terminal of events that are laid down beforehand; it keeps every frame.
final class RecordingDisplay: Display {
  private(set) var screen: Screen
  private var events: [Event?]
  /// Whether events come faster than they are answered.
  private let isHurried: Bool
  private(set) var frames: [[String]] = []
  private(set) var requests: [String] = []
  /// How long the last wait for an event was to be.
  private(set) var waits: [Duration?] = []
  /// Whether the last event has been answered and everything else has been done.
  private(set) var isIdle = false

  /// Nothing among the events stands for a wait that ends without one.
  init(_ events: [Event?], on screen: Screen = Screen(Size(80, 24)), isHurried: Bool = false) {
    (self.events, self.screen, self.isHurried) = (events, screen, isHurried)
  }

  func show(_ grid: Grid) { frames.append(grid.lines) }
  func repaint() { requests.append("repaint") }
  func reportMouse(_ isReported: Bool) { requests.append("mouse \(isReported)") }

  func nextEvent(within limit: Duration?) -> Event? {
    if limit == .zero, !isHurried || events.isEmpty { return nil }
    waits.append(limit)
    guard !events.isEmpty else {
      isIdle = true
      return nil
    }
    let event = events.removeFirst()
    if case .resize(let size)? = event {
      screen = Screen(size, colors: screen.colors, glyphs: screen.glyphs)
    }
    return event
  }

  /// The last frame as one text.
  var text: String { frames.last?.joined(separator: "\n") ?? "" }

  func add(_ events: [Event?]) {
    self.events += events
    isIdle = false
  }
}

extension Session {
  /// Goes on until every event is answered.
  mutating func run(on display: RecordingDisplay) {
    while !display.isIdle, step(on: display) {}
  }
}

extension [Event?] {
  /// Keys by their names.
  static func keys(_ names: String) -> [Event?] {
    names.split(separator: " ").compactMap { Key(name: String($0)) }.map { .key($0) }
  }
}

/// Keeps what is to be done beside the keys until a test has it done.
final class HeldWork: Sendable {
  private let work = Mutex<[@Sendable () -> Void]>([])
  private let count = Mutex(0)

  var background: BackgroundWork {
    BackgroundWork(
      run: { [self] deed in work.withLock { $0.append(deed) } }, wait: { _ in },
      wake: { [self] in count.withLock { $0 += 1 } })
  }
  /// Keeps also what a key waits for.
  var backgroundForKeys: BackgroundWork {
    BackgroundWork(
      run: background.run, wait: { _ in }, wake: background.wake, runForKey: background.run)
  }
  /// How often the terminal was woken.
  var wakes: Int { count.withLock { $0 } }
  var waiting: Int { work.withLock { $0.count } }

  /// Does everything that waits.
  func perform() {
    while let deed = work.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { deed() }
  }
}
