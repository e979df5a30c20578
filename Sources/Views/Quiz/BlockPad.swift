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
  /// What was built before each change, and what was undone.
  private var past: [BuiltBlock] = []
  private var future: [BuiltBlock] = []

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
  var takesLetters: Bool { isTyping }
  /// What has been built, nothing at first.
  var source: String { buffer.map { $0.text.trimmedEnd } ?? block.line(showsMark: false) }

  var takesSigns: Bool { true }
  var fillsScreen: Bool { true }
  var hints: [Hint] {
    if let buffer { return [Hint(.open, word: "hand in")] + buffer.hints }
    let nothing = block.isEmpty ? "Nothing has been built yet: Enter puts the chosen piece." : nil
    return [
      Hint(.up, .down, word: "pick"), Hint(.open, word: "put"),
      Hint(.back, .next, word: "place", unless: nothing),
      Hint(.takeOut, word: "take out", short: "take", unless: nothing, key: .backspace),
      Hint(
        .nextPane, word: "branch",
        unless: block.isInBranch
          ? nil : "The place is not in a branch: go into a sum, concat or scale with ← or →."),
      Hint(.undo, word: "undo", unless: past.isEmpty ? "There is nothing to undo." : nil),
      Hint(.answer, word: "hand in"), Hint(.edit, word: "text"),
      Hint(
        .redo, word: "redo", isHidden: true,
        unless: future.isEmpty ? "There is nothing to redo." : nil),
    ]
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
    case .enter:
      let piece = task.palette[mark]
      change { $0.put(piece) }
    case .right, .character("l"): block.move(forward: true)
    case .left, .character("h"): block.move(forward: false)
    case .tab: change { $0.nextBranch() }
    case .delete, .backspace: change { $0.takeOut() }
    case .character("u"): turn(from: \.past, to: \.future)
    case .character("U"): turn(from: \.future, to: \.past)
    case .character("e"): buffer = TextBuffer(block.line(showsMark: false))
    case .character("a"): return .answers
    default: return nil
    }
    return .stays
  }

  private mutating func change(_ deed: (inout BuiltBlock) -> Void) {
    let before = block
    deed(&block)
    remember(before)
  }

  private mutating func remember(_ before: BuiltBlock) {
    guard before.line(showsMark: false) != block.line(showsMark: false) else { return }
    past.append(before)
    future = []
  }

  private mutating func turn(
    from source: WritableKeyPath<BlockPad, [BuiltBlock]>,
    to target: WritableKeyPath<BlockPad, [BuiltBlock]>
  ) {
    guard let other = self[keyPath: source].popLast() else { return }
    self[keyPath: target].append(block)
    block = other
  }

  private mutating func pressText(_ key: Key) -> PadResult? {
    switch key {
    case .enter: return .answers
    case .escape:
      // what is more than a palette can show stays text
      guard let block = BuiltBlock(text) else { return nil }
      let before = self.block
      self.block = block
      buffer = nil
      remember(before)
      return .stays
    case .tab, .backTab: return nil
    default: return buffer?.press(key) == true ? .stays : nil
    }
  }
}
