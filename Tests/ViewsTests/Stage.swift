import Foundation
import Lessons
import Networks
import Screens
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
    let contents: Contents

    init() throws {
      let course = try Course(Folder(path: Stage.lessons))
      let library = try Library(texts: course.blockFiles().map { ($0.name, $0.text) })
      let chapters = try course.chapters.map {
        Contents.Chapter(try course.lesson($0.front.number), library: library)
      }
      self.course = course
      self.library = library
      contents = Contents(chapters: chapters)
    }
  }

  private let house: House
  var explorer: Explorer
  private(set) var hasQuit = false

  init(_ screen: Screen = Screen(Size(80, 24))) throws {
    house = try Self.house.get()
    explorer = Explorer(house.contents, screen: screen)
  }

  /// Opens the stepper: `bottleneck 4 stride: 2 on 8x8x8`.
  mutating func step(_ place: String) throws {
    let parts = place.components(separatedBy: " on ")
    let input = parts.count > 1 ? try Shape(notation: parts[1]) : nil
    carryOut(.run(WalkRequest(parts[0], on: input)))
  }

  mutating func openLesson(_ number: Int) { carryOut(.read(lesson: number)) }

  mutating func press(_ names: String) throws {
    for name in names.split(separator: " ") {
      press(try #require(Key(name: String(name)), "no key is called \(name)"))
    }
  }

  mutating func press(_ key: Key) {
    for effect in explorer.press(key) { carryOut(effect) }
  }

  private func walk(_ request: WalkRequest) throws -> Walk {
    let own = try request.lesson.map { try house.course.lesson($0).library(over: house.library) }
    return try Walk(request, library: own ?? house.library)
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .quit: hasQuit = true
    case .repaint: break
    case .read(let number):
      explorer.receive(
        .lesson(
          Failure.catching {
            try Reading(house.course.lesson(number), library: house.library)
          }))
    case .run(let request):
      explorer.receive(.walk(request, Failure.catching { try walk(request) }))
    }
  }
}
