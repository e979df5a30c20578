import FileSystem
import Lessons
import Networks
import Study
import Views

/// Where requests of views are carried out: the lessons and blocks at hand, the engine, the record.
///
/// It may be used from any thread. What it changes lies in files and in the record alone.
public struct Workshop: Sendable {
  public let course: Course
  /// Definitions of one's own before the library of blocks, for what belongs to no lesson.
  public var library: Library { libraries.common }
  /// The same for lessons, each with the blocks of its pack.
  let libraries: PackLibraries
  /// Where quizzes are dealt and answers recorded.
  public let examiner: Examiner
  let blocks: BlockFolder
  /// The text of the playground.
  let draft: DraftFile
  /// Where files of runs are written; nowhere without it.
  let exportFolder: String?

  /// Opens the lessons of some packs beside the program's own, with definitions of files.
  public init(
    _ selection: PackSelection = PackSelection(), definitions: [String] = [],
    _ dependencies: Dependencies = .init()
  ) throws {
    let (packs, faults) = try selection.packs(installed: dependencies.packFolder)
    try self.init(Course(packs, faults: faults), definitions: definitions, dependencies)
  }

  /// Opens the lessons of a folder in place of the program's own.
  public init(lessons: String, _ dependencies: Dependencies = .init()) throws {
    try self.init(Course(Folder(path: lessons)), dependencies)
  }

  /// Opens some lessons, with definitions of files.
  public init(
    _ course: Course, definitions: [String] = [], _ dependencies: Dependencies = .init()
  ) throws {
    self.course = course
    let libraries = try PackLibraries(course)
    let own = try definitions.map { (origin: $0, text: try Files.text($0)) }
    self.libraries = own.isEmpty ? libraries : libraries.under(try Library(texts: own))
    examiner = Examiner(course, self.libraries, dependencies)
    blocks = dependencies.blocks
    draft = DraftFile(blocks)
    exportFolder = dependencies.exportFolder
  }

  /// The same lessons and blocks, already read, in other surroundings.
  public init(_ other: Workshop, _ dependencies: Dependencies) {
    course = other.course
    libraries = other.libraries
    examiner = Examiner(other.examiner, dependencies)
    blocks = dependencies.blocks
    draft = DraftFile(blocks)
    exportFolder = dependencies.exportFolder
  }

  /// What Home shows.
  public var chapters: [FrontMatter] { course.chapters.map(\.front) }

  /// Does what is asked; returns what came of it, if there is anything to tell.
  public func carryOut(_ request: WorkshopRequest) throws(Failure) -> Outcome? {
    try Failure.passing { try outcome(of: request) }
  }

  /// What a request has written in the record; nothing where it only asks.
  func changes(of request: WorkshopRequest) -> Changes? {
    switch request {
    case .study(let request): examiner.changes(of: request)
    case .keepEdit(let old, let text): Changes(settings: [Self.editName(old): text])
    case .remember(let number, let bookmark):
      Changes(settings: [Self.bookmarkName(number): "\(bookmark)"])
    default: nil
    }
  }

  private func outcome(of request: WorkshopRequest) throws -> Outcome? {
    switch request {
    case .read(let number, let place):
      return .lesson(try reading(number, at: place ?? bookmark(of: number)))
    case .index:
      let lessons = course.chapters.compactMap { try? course.lesson($0.front.number) }
      let terms = (try? course.glossary()).flatMap { $0 }.map(FoundText.texts(of:)) ?? []
      return .index(lessons.flatMap(FoundText.texts(of:)) + terms)
    case .preview(let number):
      return .preview(
        lesson: number, try? course.lesson(number).preview(library: library(for: number)))
    case .step(let number):
      guard let request = try course.lesson(number).firstWalk else {
        throw Failure("lesson \(number) shows no block to step.")
      }
      return .walk(request, try walk(request))
    case .remember(let number, let bookmark):
      // a place that cannot be kept is lost only to the next evening: nothing is said
      try? examiner.record.set(Self.bookmarkName(number), to: "\(bookmark)")
      return nil
    case .lookUp(let letters): return .glossary(try glossary(), letters: letters)
    case .run(let request):
      let walk = try walk(request)
      // a change may have taken away the step at which one was
      if request.revision == nil { try walk.check(request) }
      return .walk(request, walk)
    case .compare(let request):
      return .comparison(
        request,
        try ComparedWalks(request) { request, shared in try walk(request, shared: shared) })
    case .open(let request): return .network(try open(request))
    case .train(let request): return .training(try runs(request))
    case .write(let file, let bytes): return .written(try export(bytes, as: file))
    case .openPlayground:
      let draft = draft.open()
      return .draft(draft, try? Network(draft.text, library: library))
    case .fit(let text, let input):
      return .fitted(
        text: text,
        Result { try Network(text, library: library, on: input) }.mapError(PlaygroundFault.init))
    case .keep(let draft):
      self.draft.add(draft)
      return try self.draft.commit().map(Outcome.merged)
    case .keepEdit(let old, let text):
      try examiner.record.set(Self.editName(old), to: text)
      return nil
    case .findEdit(let old):
      return try examiner.record.setting(Self.editName(old)).map { .edit(of: old, text: $0) }
    case .news(let draft): return self.draft.news(of: draft).map(Outcome.merged)
    case .save(let name, let text, let known, let anything):
      return .saved(
        Result { try blocks.save(text, as: name, over: known, anything: anything) }
          .mapError(Failure.init))
    case .study(let request): return try examiner.carryOut(request).map { .study($0) }
    }
  }
}

extension Workshop {
  public func glossary() throws -> Glossary {
    guard let glossary = try course.glossary() else {
      throw Failure("There is no \(Glossary.file) among these lessons.")
    }
    return glossary
  }

  /// The blocks that a lesson may call, beside its own.
  public func library(for lesson: Int) -> Library {
    libraries.library(of: course.pack(of: lesson))
  }

  /// The blocks that the lessons of a pack may call.
  public func library(of pack: Pack) -> Library { libraries.library(of: pack) }

  /// A lesson as it is read, with all that is alive in it.
  public func reading(_ number: Int, at bookmark: Bookmark = Bookmark()) throws -> Reading {
    try Reading(
      course.lesson(number), library: library(for: number),
      glossary: try? course.glossary(for: number), at: bookmark)
  }

  /// Where a lesson was left, or its start.
  private func bookmark(of number: Int) -> Bookmark {
    let text = try? examiner.record.setting(Self.bookmarkName(number))
    return text.flatMap { $0 }.flatMap { Bookmark($0) } ?? Bookmark()
  }

  /// A short name for what was typed in the place of a text.
  private static func editName(_ text: String) -> String {
    "edit of \(String(AnkiDeck.seed(of: text), radix: 16))"
  }

  private static func bookmarkName(_ number: Int) -> String { "lesson \(number)" }
}
