import Screens

/// What a key asks for; a view understands some of these, and none means two things.
public enum Command: String, CaseIterable, Sendable {
  case next, back, up, down, pageDown, pageUp, first, last
  case open, out, leave
  case nextPane, previousPane
  case forwardPass, backwardPass
  case nextPoint, previousPoint
  case nextSibling, previousSibling
  case nextImage, previousImage
  case restart, newSeed
  case stepBlock, answer, lesson
  case lockScale, unfold
  case otherWay, verify, verifyAll, predict
  case settings, less, more, undo, redo, takeOut, edit
  case play, slower, faster
  case table, only
  case quiz, exam, history, hint, skip, unskip, handIn, export
  case compare, onlyDifferences, weights
  case outline
  case address
  case help, repaint, mouse, palette, search
}

/// A command with its keys and what the help says of it.
public struct Binding: Sendable {
  public let command: Command
  /// The first one is the one that footers name.
  public let keys: [Key]
  public let description: String

  init(_ command: Command, _ keys: [Key], _ description: String) {
    self.command = command
    self.keys = keys
    self.description = description
  }

  /// Every key of the explorer: the handler, the footers and the help read this one table.
  public static let all: [Binding] = [
    Binding(.next, [.right, .character("l")], "next step"),
    Binding(.back, [.left, .character("h")], "step back"),
    Binding(.up, [.up, .character("k")], "line up"),
    Binding(.down, [.down, .character("j")], "line down"),
    Binding(.pageDown, [.pageDown, .control("d")], "page down"),
    Binding(.pageUp, [.pageUp, .control("u")], "page up"),
    Binding(.first, [.home, .character("g")], "first; 5g: the fifth"),
    Binding(.last, [.end, .character("G")], "last"),
    Binding(.open, [.enter], "into, choose"),
    Binding(.out, [.escape, .backspace], "out, close"),
    Binding(.nextPane, [.tab], "next pane"),
    Binding(.previousPane, [.backTab], "previous pane"),
    Binding(.forwardPass, [.character("f")], "forward pass"),
    Binding(.backwardPass, [.character("b")], "backward pass"),
    Binding(.nextPoint, [.character("n")], "next fork, live part"),
    Binding(.previousPoint, [.character("N")], "the fork before"),
    Binding(.nextSibling, [.character("]")], "next channel"),
    Binding(.previousSibling, [.character("[")], "previous channel"),
    Binding(.restart, [.character("r")], "restart, same seed"),
    Binding(.newSeed, [.character("R")], "restart, new seed"),
    Binding(.stepBlock, [.character("s")], "step the block"),
    Binding(.answer, [.character("a")], "open, fold the answer"),
    Binding(.lesson, [.character("L")], "to the lesson"),
    Binding(.lockScale, [.character("=")], "lock the scale"),
    Binding(.unfold, [.character("Z")], "unfold or fold all"),
    Binding(.otherWay, [.character("z")], "another way to see it"),
    Binding(.verify, [.character("v")], "verify this number"),
    Binding(.verifyAll, [.character("V")], "verify all of them"),
    Binding(.predict, [.character("p")], "predict before steps"),
    Binding(.settings, [.character("#")], "change numbers"),
    Binding(.less, [.character("-")], "less"),
    Binding(.more, [.character("+")], "more"),
    Binding(.undo, [.character("u")], "undo"),
    Binding(.redo, [.character("U")], "redo"),
    Binding(.takeOut, [.delete], "take out"),
    Binding(.edit, [.character("e")], "edit the block"),
    Binding(.table, [.character("t")], "one tensor, whole"),
    Binding(.compare, [.character("c")], "compare"),
    Binding(.onlyDifferences, [.character("D")], "only differences"),
    Binding(.weights, [.character("w")], "shared or own weights"),
    Binding(.only, [.character(".")], "only this one"),
    Binding(.play, [.character(" ")], "play, pause"),
    Binding(.slower, [.character("<")], "slower"),
    Binding(.faster, [.character(">")], "faster"),
    Binding(.quiz, [.character("d")], "due cards"),
    Binding(.exam, [.character("x")], "mock exam"),
    Binding(.history, [.character("H")], "history"),
    Binding(.hint, [.character("!")], "a hint"),
    Binding(.skip, [.control("n")], "skip, next question"),
    Binding(.unskip, [.control("p")], "question before"),
    Binding(.handIn, [.control("x")], "hand in"),
    Binding(.export, [.character("E")], "write to a file"),
    Binding(.outline, [.character("o")], "outline"),
    Binding(.previousImage, [.character("{")], "image before"),
    Binding(.nextImage, [.character("}")], "next image"),
    Binding(.help, [.character("?")], "keys"),
    Binding(.search, [.character("/")], "search"),
    Binding(.palette, [.character(":")], "commands"),
    Binding(.address, [.character("@")], "address of this place"),
    Binding(.mouse, [.character("m")], "mouse on or off"),
    Binding(.repaint, [.control("l")], "redraw"),
    Binding(.leave, [.character("q")], "out; quits at Home"),
  ]

  static func of(_ command: Command) -> Binding? { all.first { $0.command == command } }
  static func of(_ key: Key) -> Binding? { all.first { $0.keys.contains(key) } }
}
