import Quiz
import Screens

/// A block built from a palette, or written in the notation: two faces of one text.
struct BlockPad: Pad {
  let task: BlockTask
  /// The id of the card that asks for it, where it is a drawing of the exam.
  let cardID: String
  private(set) var block: BuiltBlock
  /// Which operation of the palette is chosen.
  private(set) var mark = 0
  /// The text, while it is typed.
  private(set) var buffer: TextBuffer?

  /// Goes on with a text, or with what the task begins with.
  init(_ task: BlockTask, card: String = "", text: String? = nil) {
    self.task = task
    cardID = card
    let text = text ?? task.start
    if let block = BuiltBlock(text) {
      self.block = block
    } else {
      block = BuiltBlock()
      buffer = TextBuffer(text)
    }
  }

  var draft: String? { source == task.start ? "" : source }
  /// Whether letters are text.
  var isTyping: Bool { buffer != nil }
  /// What has been built, nothing at first.
  var source: String { buffer.map { $0.text.trimmedEnd } ?? block.line(showsMark: false) }

  var takesSigns: Bool { true }
  var fillsScreen: Bool { true }
  var hints: [Hint] {
    buffer == nil
      ? [
        Hint(.up, .down, word: "pick"), Hint(.open, word: "put"), Hint(.back, .next, word: "place"),
        Hint(.edit, word: "text"), Hint(.answer, word: "hand in"),
      ] : [Hint(.open, word: "hand in")]
  }
  func reply() throws -> Reply {
    if let name = task.blockCalled(in: text) { throw Failure(Self.refusal(name)) }
    return .text(text)
  }
  /// Why what is called by its name is no answer.
  static func refusal(_ name: String) -> String {
    "Build it from operations; ‘\(name)’ is the name of a whole block."
  }
  var text: String { source.isEmpty ? "identity" : source }

  mutating func press(_ key: Key) -> PadResult? {
    if buffer != nil { return pressText(key) }
    switch key {
    case _ where Self.isUp(key): mark = max(mark - 1, 0)
    case _ where Self.isDown(key): mark = min(mark + 1, task.palette.count - 1)
    case .enter: block.put(task.palette[mark])
    case .right, .character("l"): block.move(forward: true)
    case .left, .character("h"): block.move(forward: false)
    case .tab: block.nextBranch()
    case .delete, .backspace: block.takeOut()
    case .character("e"): buffer = TextBuffer(block.line(showsMark: false))
    case .character("a"): return .answers
    default: return nil
    }
    return .stays
  }

  private mutating func pressText(_ key: Key) -> PadResult? {
    switch key {
    case .enter: return .answers
    case .escape:
      // what is more than a palette can show stays text
      guard let block = BuiltBlock(text) else { return nil }
      self.block = block
      buffer = nil
      return .stays
    case .tab, .backTab: return nil
    default: return buffer?.press(key) == true ? .stays : nil
    }
  }
}
