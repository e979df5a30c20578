import FileSystem
import LibC
import Tensors
import Training
import Views
import Workshop

/// A file of JSON lines, one object a step, each whole once the step is made.
final class LogFile: Sendable {
  private let file: Int32
  let path: String

  /// Begins the file anew; where a run is resumed, keeps the lines of the steps up to there.
  init(_ path: String, keepingThrough step: Int?) throws {
    self.path = path
    let kept = try step.flatMap { step in
      Files.exists(path) ? Self.lines(of: try Files.bytes(path), through: step) : nil
    }
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refusal }
    if let kept { try write(kept) }
  }

  deinit { close(file) }

  /// Adds the line of a step, and that of a run beside it.
  func append(_ record: Record, compared: Record?) throws {
    var line = Self.members(of: record)
    if let compared { line += ",\"compared\":{\(Self.members(of: compared))}" }
    try write(Array("{\(line)}\n".utf8))
  }

  private static func members(of record: Record) -> String {
    var members = [
      "\"step\":\(record.step)", "\"epoch\":\(record.epoch)", "\"rate\":\(number(record.rate))",
      "\"loss\":\(number(record.loss))", "\"accuracy\":\(number(record.accuracy))",
      "\"gradient_norm\":\(number(record.gradientNorm))",
    ]
    if let validation = record.validation {
      members += [
        "\"validation_loss\":\(number(validation.loss))",
        "\"validation_accuracy\":\(number(validation.accuracy))",
      ]
    }
    return members.joined(separator: ",")
  }
  /// As JSON writes it, with all its digits; JSON has no word for what is no number.
  private static func number(_ x: Double?) -> String {
    guard let x, x.isFinite else { return "null" }
    return "\(x)"
  }

  private static func lines(of bytes: [UInt8], through step: Int) -> [UInt8] {
    var kept: [UInt8] = []
    // each line begins with the number of its step; the last one may be half written
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      guard text.hasPrefix("{\"step\":"), text.hasSuffix("}"),
        let number = Int(text.dropFirst(8).prefix { $0.isNumber }), number <= step
      else { break }
      kept += line + [UInt8(ascii: "\n")]
    }
    return kept
  }

  private func write(_ bytes: [UInt8]) throws {
    guard Files.write(bytes[...], to: file) else { throw refusal }
  }
  private var refusal: FileFault { FileFault(path, .writing, Obstacle(code: errno)) }
}
