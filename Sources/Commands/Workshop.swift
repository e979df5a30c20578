import Lessons
import Networks
import Tensors
import Views

/// Where effects are carried out: the lessons and blocks at hand, and the engine.
struct Workshop {
  let course: Course
  /// `--define` before the library of blocks.
  let library: Library
  /// Where quizzes are dealt and recorded.
  let desk: Desk

  /// Opens the lessons of a folder, else the built-in ones, with definitions of files.
  init(lessons: String? = nil, definitions: [String] = [], isRecording: Bool = true) throws {
    course = try Course(Folder.found(option: lessons))
    let blocks = try Library(
      texts: course.blockFiles().map { (origin: $0.name, text: $0.text) })
    let own = try definitions.map { (origin: $0, text: try Files.text($0)) }
    library = own.isEmpty ? blocks : try Library(texts: own).over(blocks)
    desk = Desk(course, library, isRecording: isRecording)
  }

  /// What Home shows.
  var chapters: [FrontMatter] { course.chapters.map(\.front) }

  /// What came of an effect; nothing for those that the session itself carries out.
  func carryOut(_ effect: Effect) -> Outcome? {
    switch effect {
    case .quit, .repaint, .reportMouse, .enter, .openExperiments, .openNetworks, .say, .close,
      .start, .stop:
      nil
    case .open(let request): .network(Failure.catching { try open(request) })
    case .compare(let request):
      .comparison(
        request,
        Failure.catching {
          try ComparedWalks(request) { request, shared in try walk(request, shared: shared) }
        })
    case .fit(let text, let input):
      .fitted(
        text: text,
        Result { try Network(text, library: library, on: input) }
          .mapError { PlaygroundFault($0) })
    case .keep(let draft): keep(draft)
    case .save(let name, let text): .saved(Failure.catching { try Shelf().save(text, as: name) })
    case .openPlayground: openPlayground()
    case .remember(let number, let bookmark): remember(bookmark, of: number)
    case .lookUp(let letters):
      .glossary(Failure.catching { try glossary() }, letters: letters)
    case .preview(let number):
      .preview(lesson: number, try? course.lesson(number).preview(library: library))
    case .step(let number): firstWalk(of: number)
    case .read(let number):
      .lesson(Failure.catching { try reading(number, at: bookmark(of: number)) })
    case .run(let request): .walk(request, Failure.catching { try walk(request) })
    case .quiz(let effect): .quiz(desk.carryOut(effect))
    }
  }

  /// A draft that cannot be kept is lost only to the next session: nothing is said.
  private func keep(_ draft: String) -> Outcome? {
    _ = try? Shelf().keep(draft)
    return nil
  }

  private func openPlayground() -> Outcome {
    let text = (try? Shelf().draft()) ?? Shelf.firstText
    return .draft(text, try? Network(text, library: library))
  }

  func glossary() throws -> Glossary {
    guard let glossary = try course.glossary() else {
      throw Failure("There is no \(Glossary.file) among these lessons.")
    }
    return glossary
  }

  private func firstWalk(of number: Int) -> Outcome {
    switch Failure.catching({ try course.lesson(number).firstWalk }) {
    case .failure(let failure): .lesson(.failure(failure))
    case .success(nil): .lesson(.failure(Failure("lesson \(number) shows no block to step.")))
    case .success(let request?): .walk(request, Failure.catching { try walk(request) })
    }
  }

  /// A lesson as it is read, with all that is alive in it.
  func reading(_ number: Int, at bookmark: Bookmark = Bookmark()) throws -> Reading {
    try Reading(
      course.lesson(number), library: library, glossary: try? course.glossary(), at: bookmark)
  }

  /// Where a lesson was left, or its start.
  private func bookmark(of number: Int) -> Bookmark {
    let text = try? desk.store.setting(Self.bookmarkName(number))
    return text.flatMap { $0 }.flatMap { Bookmark($0) } ?? Bookmark()
  }

  /// A place that cannot be kept is lost only to the next evening: nothing is said.
  private func remember(_ bookmark: Bookmark, of number: Int) -> Outcome? {
    _ = try? desk.store.set(Self.bookmarkName(number), to: "\(bookmark)")
    return nil
  }

  private static func bookmarkName(_ number: Int) -> String { "lesson \(number)" }

  /// Runs a block with the definitions of its lesson before those of the library.
  ///
  /// `shared` are parameters that another walk lends.
  func walk(
    _ request: WalkRequest, shared: (Graph) -> [String: Tensor<Double>] = { _ in [:] }
  ) throws -> Walk {
    let definitions = request.excerpt?.definitions
    let base =
      try definitions.map { try Library(texts: [(origin: "-", text: $0)]).over(library) } ?? library
    let own = try request.lesson.map { try course.lesson($0).library(over: base) }
    var request = request
    request.input =
      try request.input ?? request.files.size(for: request.notation, library: own ?? base)
    return try Walk(request, library: own ?? base) { network in
      try request.files.tensors(for: network, mode: request.mode)
        .merging(shared(network.graph)) { own, _ in own }
    }
  }
}

extension Workshop {
  /// Fits a network; its files are read once it runs.
  func open(_ request: NetworkRequest) throws -> OpenedNetwork {
    let own = try request.lesson.map { try course.lesson($0).library(over: library) }
    let blocks = own ?? library
    let (files, mode) = (request.files, request.mode)
    let network = try Network(
      request.notation, library: blocks,
      on: request.input ?? files.size(for: request.notation, library: blocks))
    let labels = try files.labels(for: network)
    let words = try files.words(for: network)
    return OpenedNetwork(request, network, labels: labels, words: words) {
      try files.tensors(for: network, mode: mode)
    }
  }
}

extension SourceOptions {
  func workshop(isRecording: Bool = true) throws -> Workshop {
    try Workshop(lessons: lessons, definitions: definitions, isRecording: isRecording)
  }
}
