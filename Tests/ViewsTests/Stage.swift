import Foundation
import Lessons
import Networks
import Screens
import Synchronization
import Tensors
import Testing
import Views

/// An explorer whose effects are carried out on the checkout's own lessons.
struct Stage {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  static let lessons = folder.appending(path: "../../lessons").standardized.path

  /// What all stages begin with, read once.
  private static let house = Result { try House() }

  private struct House {
    let course: Course
    let library: Library
    let quiz: QuizStage

    init() throws {
      let course = try Course(Folder(path: Stage.lessons))
      let library = try Library(texts: course.blockFiles().map { ($0.name, $0.text) })
      self.course = course
      self.library = library
      quiz = try QuizStage(course, library)
    }
  }

  private let house: House
  var library: Library { house.library }
  let screen: Screen
  var explorer: Explorer
  /// What was learnt; nothing at first.
  private(set) var quiz: QuizStage
  private(set) var hasQuit = false
  /// Whether long computations are kept for the test to carry out, instead of done at once.
  var keepsJobs = false
  private(set) var jobs: [Job] = []
  private(set) var stoppedDesks: [Int] = []
  /// Where lessons were left.
  private(set) var bookmarks: [Int: Bookmark] = [:]

  /// With a past there are answers of some weeks.
  init(_ screen: Screen = Screen(Size(80, 24)), hasPast: Bool = false) throws {
    house = try Self.house.get()
    quiz = house.quiz
    if hasPast { quiz.remember() }
    self.screen = screen
    explorer = Explorer(
      house.course.chapters.map(\.front), networks: house.library.networks, screen: screen)
    for effect in explorer.afterFirstFrame() { carryOut(effect) }
  }

  /// What a program knows that is started later, by where its lessons were left.
  init(screen: Screen, bookmarks: [Int: Bookmark]) throws {
    try self.init(screen)
    self.bookmarks = bookmarks
  }

  /// Opens the stepper: `bottleneck 4 stride: 2 on 8x8x8`.
  mutating func step(_ place: String) throws {
    let parts = place.components(separatedBy: " on ")
    let input = parts.count > 1 ? try Shape(notation: parts[1]) : nil
    carryOut(.run(WalkRequest(parts[0], on: input)))
  }

  mutating func openExperiment(_ name: String) throws {
    explorer.enter(.experiment(try #require(Experiments.named(name))))
    for effect in explorer.afterFirstFrame() { carryOut(effect) }
  }

  /// Opens a quiz, the exam or what has been learnt.
  mutating func ask(_ effect: QuizEffect) { carryOut(.quiz(effect)) }

  mutating func lookUp(_ letters: String) { carryOut(.lookUp(letters)) }

  mutating func openLesson(_ number: Int) { carryOut(.read(lesson: number)) }

  mutating func press(_ names: String) throws {
    for name in names.split(separator: " ") {
      press(try #require(Key(name: String(name)), "no key is called \(name)"))
    }
  }

  mutating func press(_ key: Key) {
    for effect in explorer.press(key) { carryOut(effect) }
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

  mutating func press(_ mouse: Mouse) {
    for effect in explorer.press(mouse) { carryOut(effect) }
  }

  /// Opens a network: `resnet18 on 64x64x3`.
  mutating func openNetwork(_ place: String) throws {
    let parts = place.components(separatedBy: " on ")
    let input = parts.count > 1 ? try Shape(notation: parts[1]) : nil
    carryOut(.open(NetworkRequest(parts[0], on: input)))
  }

  /// What a network is given in place of files, and what is said of it.
  var given: [String: Tensor<Float>] = [:]
  var labels: Labels?
  var words: String?

  /// An errand by a clock that goes a millisecond whenever it is looked at.
  static func errand() -> Errand {
    let time = Mutex(0)
    return Errand(
      report: { _ in }, isCancelled: { false },
      seconds: {
        time.withLock { time in
          time += 1
          return Double(time) / 1000
        }
      })
  }

  private func walk(_ request: WalkRequest) throws -> Walk {
    let own = try request.lesson.map { try house.course.lesson($0).library(over: house.library) }
    return try Walk(request, library: own ?? house.library)
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .quit: hasQuit = true
    case .repaint, .reportMouse, .enter, .openExperiments, .openNetworks, .say, .close, .keep: break
    case .open(let request):
      let opened = Failure.catching {
        let network = try Network(request.notation, library: library, on: request.input)
        return OpenedNetwork(request, network, labels: labels, words: words) { [given] in given }
      }
      for effect in explorer.receive(.network(opened)) { carryOut(effect) }
    case .compare(let request):
      explorer.receive(
        .comparison(
          request,
          Failure.catching {
            try ComparedWalks(request) { request, shared in
              try Walk(request, library: house.library) { shared($0.graph) }
            }
          }))
    case .fit(let text, let input):
      explorer.receive(
        .fitted(
          text: text,
          Result { try Network(text, library: house.library, on: input) }
            .mapError { PlaygroundFault($0) }))
    case .save(let name, _): explorer.receive(.saved(.success("\(name).block")))
    case .openPlayground: explorer.receive(.draft("conv 3x3 8, norm, relu\n", nil))
    case .start(let job):
      if keepsJobs { jobs.append(job) } else { explorer.receive(job.outcome(Self.errand())) }
    case .stop(let desk): stoppedDesks.append(desk)
    case .lookUp(let letters):
      explorer.receive(
        .glossary(
          Failure.catching { try house.course.glossary() ?? Glossary(text: "[]") },
          letters: letters))
    case .preview(let number):
      let preview = try? house.course.lesson(number).preview(library: house.library)
      explorer.receive(.preview(lesson: number, preview))
    case .step(let number):
      guard let request = try? house.course.lesson(number).firstWalk else { return }
      carryOut(.run(request))
    case .read(let number):
      explorer.receive(
        .lesson(
          Failure.catching {
            try Reading(
              house.course.lesson(number), library: house.library,
              glossary: house.course.glossary(), at: bookmarks[number] ?? Bookmark())
          }))
    case .remember(let number, let bookmark):
      bookmarks[number] = Bookmark(bookmark.description)
    case .run(let request):
      explorer.receive(.walk(request, Failure.catching { try walk(request) }))
    case .quiz(let effect):
      explorer.receive(.quiz(quiz.carryOut(effect)))
    }
  }
}

/// A failure shows the screen, not its cells.
extension Grid: CustomTestStringConvertible {
  public var testDescription: String { "\n" + lines.joined(separator: "\n") + "\n" }
}
