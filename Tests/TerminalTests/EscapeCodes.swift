import Foundation

/// The control sequences among the bytes that a program sent.
struct EscapeCodes {
  private let text: String

  init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

  /// The private modes (`CSI ? n h`) that were switched on and not off again; the hidden cursor
  /// counts as one.
  var modesLeftOn: Set<Int> {
    var modes: Set<Int> = []
    for match in text.matches(of: #/\u{1B}\[\?([0-9;]*)([hl])/#) {
      for mode in match.1.split(separator: ";").compactMap({ Int($0) }) {
        // The cursor (25) and the wrapping of lines (7) are on in a terminal at rest.
        if (match.2 == "h") != [7, 25].contains(mode) {
          modes.insert(mode)
        } else {
          modes.remove(mode)
        }
      }
    }
    return modes
  }

  /// Whether any of some private modes is switched on or off.
  func mentions(anyOf modes: Set<Int>) -> Bool {
    text.matches(of: #/\u{1B}\[\?([0-9;]*)[hl]/#).contains { match in
      !modes.isDisjoint(with: match.1.split(separator: ";").compactMap { Int($0) })
    }
  }

  /// How many frames were held together by synchronized update.
  var bracketedFrames: Int { text.components(separatedBy: "\u{1B}[?2026h").count - 1 }

  /// How many of them have ended.
  var endedFrames: Int { text.components(separatedBy: "\u{1B}[?2026l").count - 1 }

  /// What was sent outside of every such bracket.
  var unbracketed: String {
    text.replacing(#/\u{1B}\[\?2026h(?s:.*?)\u{1B}\[\?2026l/#, with: "")
  }

  /// Whether the keypad was left as programs want it, not as shells do.
  var leavesKeypadOn: Bool {
    guard let last = text.matches(of: #/\u{1B}([=>])/#).last else { return false }
    return last.1 == "="
  }

  /// The numbers of all changes of look (`CSI … m`).
  var looks: [Int] {
    text.matches(of: #/\u{1B}\[([0-9;]*)m/#).flatMap { match in
      match.1.split(separator: ";").compactMap { Int($0) }
    }
  }

  /// The colours that were named by their place among 256.
  var indexedColors: [Int] {
    text.matches(of: #/\u{1B}\[[0-9;]*[34]8;5;([0-9]+)/#).compactMap { Int($0.1) }
  }

  /// Whether any colour was named by its red, green and blue.
  var hasDirectColors: Bool { text.contains(#/[34]8[:;]2[:;]/#) }

  /// Whether any of them sets or resets a colour.
  var hasColors: Bool { looks.contains { 30...49 ~= $0 || 90...107 ~= $0 } }
}
