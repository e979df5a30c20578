import Quiz
import Screens

/// A pad on a sheet of the exam: what is built or written is kept after every key under the id of
/// the card that asks for it.
protocol ExamPad: Pad {
  var cardID: String { get }
  /// The answer as it is kept, empty at first.
  var source: String { get }
  /// Keys of this pad, before those that every sheet has.
  var sheetHints: [Hint] { get }
  /// What a key does on a sheet, where only the whole question is handed in.
  mutating func pressOnSheet(_ key: Key) -> PadResult?
}

extension BlockPad: ExamPad {
  var sheetHints: [Hint] {
    isTyping
      ? [Hint(.open, word: "palette")]
      : hints.filter { $0.commands != [.answer] }
  }

  /// Back to the palette with Enter, unless what was typed is more than it can show.
  mutating func pressOnSheet(_ key: Key) -> PadResult? {
    let isDone = key == .enter && isTyping
    return press(isDone ? .escape : key) ?? (isDone ? .stays : nil)
  }
}

extension FormulaPad: ExamPad {
  var source: String { text }
  var sheetHints: [Hint] { [] }

  mutating func pressOnSheet(_ key: Key) -> PadResult? { key == .enter ? .stays : press(key) }
}

extension Card {
  /// The pad of a sheet that goes on with a text; nothing for what the exam has no sheets for.
  func examPad(_ text: String?) -> (any ExamPad)? {
    switch task {
    case .block(let task): BlockPad(task, card: id, text: text)
    case .formula(let task): FormulaPad(task, card: id, text: text ?? "")
    default: nil
    }
  }
}
