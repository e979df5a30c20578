import ArgumentParser
import Lessons
import Workshop

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What can be written in blocks, lessons, quizzes and formulas, made from what reads them.
struct ReferenceCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "List operations, notation, quiz kinds, lesson parts and formula commands.")

  @Argument(help: "What to list; everything if omitted.") var topic: ReferenceTopic?
  @Flag(help: "Print the lists as JSON.") var json = false
  @OptionGroup var characters: CharacterOptions

  func run(on console: Console) throws {
    let topics = topic.map { [$0] } ?? ReferenceTopic.allCases
    let chapters = try topics.map { topic in
      ReferenceChapter(topic: topic.rawValue, entries: try topic.entries(on: console))
    }
    guard !json else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return console.print(String(decoding: try encoder.encode(chapters), as: UTF8.self), as: .json)
    }
    console.print(chapters.map(\.text).joined(separator: "\n\n"))
  }
}

/// What the reference can be asked for.
enum ReferenceTopic: String, CaseIterable, ExpressibleByArgument {
  case operations, notation, quiz, lessons, formulas

  func entries(on console: Console) throws -> [ReferenceEntry] {
    switch self {
    case .operations: try OperationReference.entries()
    case .notation: NotationReference.entries
    case .quiz:
      try QuizReference.entries(of: Workshop(PackSelection(), console.dependencies.readOnly).course)
    case .lessons: LessonReference.entries
    case .formulas: try FormulaReference.entries(inASCII: console.isASCII)
    }
  }
}
