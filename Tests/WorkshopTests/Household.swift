import Foundation
import Quiz
import Study
import Synchronization
import Views

@testable import Workshop

/// A clock that a test sets.
final class TestClock: Sendable {
  private let time = Mutex(1_795_521_600)

  var now: Int { time.withLock { $0 } }
  func advance(by seconds: Int) { time.withLock { $0 += seconds } }
}

/// A folder for the record, blocks and exports, on which programs are started one after the other.
final class Household: Sendable {
  let clock = TestClock()
  let path = FileManager.default.temporaryDirectory
    .appending(path: "blockwalk-\(UUID().uuidString)").path

  private static let lessons = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../lessons").standardized.path
  private static let shared = Result { try Workshop(lessons: lessons) }

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  var time: TimeSource {
    TimeSource(now: { [clock] in clock.now }, stopwatch: { { 0 } })
  }

  /// What a program that is started now works with.
  func workshop(isRecording: Bool = true) throws -> Workshop {
    var dependencies = Dependencies()
    let path = path
    dependencies.time = time
    dependencies.record = {
      let record = ProgressFile.open(in: path + "/state")
      return isRecording ? record : record.unchanged
    }
    dependencies.blocks = BlockFolder(path: path + "/data")
    dependencies.blocks.isWritable = isRecording
    dependencies.exportFolder = isRecording ? path : nil
    let seeds = Mutex<UInt64>(40)
    dependencies.seed = {
      seeds.withLock { seed in
        seed += 1
        return seed
      }
    }
    return Workshop(try Self.shared.get(), dependencies)
  }

  func text(of file: String) throws -> String {
    try String(contentsOfFile: path + "/" + file, encoding: .utf8)
  }

  /// The names of all files, in order.
  var files: [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
  }
}

extension Workshop {
  /// The card of an id.
  func card(_ id: String, seed: UInt64? = 7) throws -> Card {
    guard case .study(.dealt(_, let cards))? = try carryOut(.study(.deal(.card(id), seed: seed))),
      let card = cards.first
    else { throw Failure("there is no card \(id)") }
    return card
  }
}

extension Workshop {
  /// The exam of some questions, or the one that waits.
  func exam(_ selection: ExamSelection = .lecture(5)) throws -> ExamPaper {
    guard case .study(.exam(let paper))? = try carryOut(.study(.newExam(selection))) else {
      throw Failure("there is no exam")
    }
    return paper
  }
}

extension Card {
  /// A right answer to it as one of the quiz, or a wrong one.
  func answer(_ text: String) throws -> QuizAnswer {
    QuizAnswer(self, reply: text, grade: try grade(.text(text)))
  }
}
