import Experiments
import Foundation
import Lessons
import Networks
import Quiz
import Screens
import Study
import Synchronization
import Tensors
import Testing

@testable import Views
@testable import Workshop

/// The explorer as it ships, on the checkout's own lessons; the clock stands still, chance is
/// seeded, and what is recorded lasts as long as the stage.
struct Stage {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  static let lessons = folder.appending(path: "../../lessons").standardized.path
  /// 2026-11-24, noon.
  static let now = 1_795_521_600

  /// What all stages share, read once.
  private static let house = Result { try Workshop(lessons: lessons) }

  let workshop: Workshop
  let record: ProgressStore
  private var session: Session
  private let display: OffscreenDisplay
  private let held = HeldJobs()
  private let ownBlocks = TemporaryFolder()

  /// With a past there are answers of some weeks.
  init(
    _ screen: Screen = Screen(Size(80, 24)), record: ProgressStore = .inMemory,
    hasPast: Bool = false
  ) throws {
    let house = try Self.house.get()
    var dependencies = Dependencies()
    dependencies.time = TimeSource(now: { Self.now }, stopwatch: Self.stopwatch)
    dependencies.record = { record }
    dependencies.blocks = BlockFolder(path: ownBlocks.path)
    dependencies.exportFolder = nil
    dependencies.seed = { 7 }
    self.record = record
    workshop = Workshop(house, dependencies)
    display = OffscreenDisplay(screen)
    try workshop.examiner.setExamDay(LocalDay("2026-12-06"))
    if hasPast { try record.record(Self.past(of: workshop.examiner.dealers)) }
    session = try Session(
      workshop, BackgroundWork(run: { [held] in held.run($0) }, wait: { _ in }, wake: {}),
      dependencies.time)
    session.begin(on: display)
    session.settle(on: display)
  }

  var library: Library { workshop.library }
  var screen: Screen { display.screen }
  var explorer: Explorer {
    get { session.explorer }
    _modify { yield &session.explorer }
  }
  var hasQuit: Bool { session.isOver }
  /// What was answered so far.
  var answers: [AnswerRecord] { (try? record.answers()) ?? [] }
  /// The mock exam that waits to be resumed.
  var exam: MockExam? { try? record.openExam() }

  /// Whether jobs of views are held back, for a test that tells what comes of them.
  var keepsJobs: Bool {
    get { held.isHolding }
    nonmutating set { held.isHolding = newValue }
  }
  var heldCount: Int { held.count }
  /// Jobs that run or are held back, by the places of their views.
  var runningJobs: [Int: Job] { session.jobs.running }

  /// A stopwatch that goes on a millisecond whenever it is looked at.
  @Sendable static func stopwatch() -> @Sendable () -> Double {
    let time = Mutex(0)
    return {
      time.withLock { time in
        time += 1
        return Double(time) / 1000
      }
    }
  }

  /// Answers of the last weeks, some of them wrong.
  private static func past(of dealers: [Dealer]) -> [AnswerRecord] {
    var answers: [AnswerRecord] = []
    var choices = Choices(seed: 3)
    for (index, dealer) in dealers.enumerated() where index < 7 {
      for entry in dealer.entries where Int.random(in: 0..<10, using: &choices) > index {
        for days in [40, 20, 3] where Int.random(in: 0..<3, using: &choices) > 0 {
          let isRight = Int.random(in: 0..<10, using: &choices) > 2
          answers.append(
            AnswerRecord(
              id: "\(answers.count)", time: now - days * ReviewSchedule.secondsADay, card: entry.id,
              lesson: dealer.lesson.front.number, kind: "choose", seed: 1, reply: "1",
              share: isRight ? 1 : 0, points: entry.points, rating: isRight ? .good : .again,
              seconds: 40))
        }
      }
    }
    return answers
  }
}

extension Stage {
  /// Asks for something as a view would.
  mutating func ask(_ request: WorkshopRequest) {
    session.requests.append(.workshop(request, .atOnce))
    session.settle(on: display)
  }

  /// Opens the stepper: `bottleneck 4 stride: 2 on 8x8x8`.
  mutating func step(_ place: String) throws {
    let (notation, input) = try Self.subject(place)
    ask(.run(WalkRequest(notation, on: input)))
  }

  /// Opens runs before their first update: `flatten, dense 10 with dense 10 on 8x8x1`.
  mutating func train(_ place: String) throws {
    let (notation, input) = try Self.subject(place)
    let nets = notation.components(separatedBy: " with ")
    ask(.train(TrainingRequest(nets[0], with: nets.count > 1 ? nets[1] : nil, on: input)))
  }

  /// Opens a network: `resnet18 on 64x64x3`.
  mutating func openNetwork(_ place: String) throws {
    let (notation, input) = try Self.subject(place)
    ask(.open(NetworkRequest(notation, on: input)))
  }

  private static func subject(_ place: String) throws -> (notation: String, input: Shape?) {
    let parts = place.components(separatedBy: " on ")
    return (parts[0], parts.count > 1 ? try Shape(notation: parts[1]) : nil)
  }

  mutating func openExperiment(_ name: String) throws {
    session.explorer.enter(.experiment(try #require(Experiments.named(name))))
    session.requests += session.explorer.afterFirstFrame()
    session.settle(on: display)
  }

  mutating func press(_ names: String) throws {
    for name in names.split(separator: " ") {
      press(try #require(Key(name: String(name)), "no key is called \(name)"))
    }
  }

  mutating func press(_ key: Key) { take(.key(key)) }

  mutating func press(_ mouse: Mouse) { take(.mouse(mouse)) }

  private mutating func take(_ event: Event) {
    session.take(event, on: display)
    session.settle(on: display)
  }

  /// Clicks on the first character of some words that the screen shows.
  mutating func click(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let lines = explorer.draw(in: screen).lines
    let row = try #require(
      lines.firstIndex { $0.contains(words) }, "no line shows \(words)",
      sourceLocation: sourceLocation)
    let line = lines[row]
    let column = line.range(of: words).map {
      line.unicodeScalars.distance(from: line.startIndex, to: $0.lowerBound)
    }
    press(.click(Position(try #require(column), row)))
  }
}

/// Does at once what is to be done beside the keys, or keeps it for good.
private final class HeldJobs: Sendable {
  private let state = Mutex((isHolding: false, count: 0))

  var isHolding: Bool {
    get { state.withLock { $0.isHolding } }
    set { state.withLock { $0.isHolding = newValue } }
  }
  var count: Int { state.withLock { $0.count } }

  func run(_ work: @Sendable () -> Void) {
    let isHeld = state.withLock { state in
      if state.isHolding { state.count += 1 }
      return state.isHolding
    }
    if !isHeld { work() }
  }
}

/// A failure shows the screen, not its cells.
extension Grid: CustomTestStringConvertible {
  public var testDescription: String { "\n" + lines.joined(separator: "\n") + "\n" }
}
