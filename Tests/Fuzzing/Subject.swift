/// A kind of input from outside and the code that reads it.
public struct Subject: Sendable {
  /// As the command line calls it.
  public let name: String
  /// Inputs that a person has written, to be changed.
  public let samples: [[UInt8]]
  /// What means something in them.
  public let words: [String]
  /// Reads some bytes and does with them what the program does; returns whether they were
  /// accepted.
  ///
  /// Throws a `Violation` where a promise is broken; where it traps or hangs one is broken too.
  public let read: @Sendable ([UInt8]) throws -> Bool

  /// All of them.
  public static let all: [Subject] = [
    .notation, .tensors, .array, .model, .lesson, .yaml, .formula, .answer, .log,
  ]
}

/// A promise about any input whatever that was not kept.
public struct Violation: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Throws unless something is so.
func promise(_ isKept: Bool, _ words: @autoclosure () -> String) throws {
  if !isKept { throw Violation(words()) }
}

/// Throws unless a message is one that a person can be shown: not empty, not endless, and nothing
/// in it that a terminal obeys.
func promiseSentence(_ message: String) throws {
  let isClean = message.unicodeScalars.allSatisfy { scalar in
    scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value)
  }
  try promise(!message.isEmpty, "an empty message")
  try promise(isClean, "control characters in \(message.debugDescription)")
  try promise(message.utf8.count <= 4000, "\(message.utf8.count) bytes in one message")
}

/// Whether an input is one of those, one in so many, on which dearer things are tried.
func isChosen(_ bytes: [UInt8], oneIn count: UInt64) -> Bool {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return (hash >> 32) % count == 0
}
