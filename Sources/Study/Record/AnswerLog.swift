import Quiz
import Tensors

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A log of answers as lines of JSON, for another machine or a diary.
///
/// What can be read of a log is read: a line that is no answer costs no other.
public struct AnswerLog: Sendable {
  public private(set) var answers: [AnswerRecord] = []
  /// The first lines that are no answers, each with its number.
  public private(set) var faults: [LessonError] = []
  /// How many there are in all.
  public private(set) var faultCount = 0

  /// Reads what `ProgressFile.text(of:)` wrote, whatever ends its lines; throws a sentence where there are lines
  /// and none of them is an answer.
  ///
  /// Every time is taken: the clock of the machine may have been wrong.
  public init(_ bytes: [UInt8], named origin: String) throws(LessonError) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    let decoder = JSONDecoder()
    var number = 0
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
      defer { start = min(end + 1, text.endIndex) }
      let line = text[start..<end]
      number += 1
      if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
      guard line.count <= Limits.logLineBytes,
        let answer = try? decoder.decode(AnswerRecord.self, from: Data(line)), answer.isSound
      else {
        faultCount += 1
        if faults.count < Self.faultsTold {
          faults.append(
            LessonError(
              "this line is not an answer that Blockwalk exported", line: number, origin: origin))
        }
        // a long file of another kind need not be read to its end
        guard !answers.isEmpty || faultCount < Self.patience else { break }
        continue
      }
      answers.append(answer)
    }
    guard answers.isEmpty, let first = faults.first else { return }
    guard faultCount > 1 else { throw first }
    throw LessonError(
      "none of the first \(faultCount) lines is an answer that Blockwalk exported", origin: origin)
  }

  /// How many lines are told one by one.
  private static let faultsTold = 20
  /// How many are looked at before a file is taken for another kind.
  private static let patience = 1_000
}
