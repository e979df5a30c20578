import Diagrams
import Networks
import Screens
import Tensors

/// A block of one's own: its text at the left, its picture at the right, true of some text always.
struct Playground: TypingView, OutcomeView {
  /// What a text came to.
  enum State: Sendable {
    case good(Network)
    case fault(PlaygroundFault)
  }

  private(set) var buffer: TextBuffer
  let input: Shape?
  /// The block of the last text that was one.
  private(set) var network: Network?
  private(set) var fault: PlaygroundFault?
  /// The stepper from which one came: it takes over what the text becomes.
  let revises: WalkRequest?
  /// The text that is kept under its name.
  private(set) var savedText: String?
  private(set) var note = ""
  /// The text as it was when one came.
  private let before: String

  init(_ text: String, on input: Shape?, network: Network?, revises: WalkRequest? = nil) {
    buffer = TextBuffer(text)
    before = text
    self.input = input
    self.network = network
    self.revises = revises
  }

  var hints: [Hint] {
    [Hint(.out, word: "step it"), Hint(.help, word: "keys", isHidden: true)]
  }

  /// The name under which it is saved: that of its last definition.
  var name: String { network?.syntax.definitions.last?.name.text ?? "mine" }

  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    note = ""
    switch key {
    case .escape: return leave()
    case .tab:
      guard let fault, let suggestion = fault.suggestion else { return [] }
      buffer.replace(
        row: fault.row, column: fault.column, length: fault.length, by: suggestion)
    case .control("s"): return [.ask(.save(block: name, text: buffer.text))]
    case .control("u"): buffer.undo()
    case .control("y"): buffer.redo()
    case .control("l"), .control("c"): return nil
    default:
      let old = buffer.lines
      guard buffer.press(key) else { return [] }
      // lines that no key has touched are told apart at once
      if buffer.lines == old {
        if buffer.isFull, Self.isTyped(key) {
          note = "a text has at most \(Numbers.count(Limits.typedCharacters)) characters"
        }
        return []
      }
    }
    return [.ask(.fit(text: buffer.text, on: input), .afterTyping)]
  }

  private static func isTyped(_ key: Key) -> Bool {
    if case .character = key { true } else { key == .enter }
  }

  /// What fits is stepped; what does not stays here, said why.
  private mutating func leave() -> [Effect] {
    let draft = Effect.ask(.keep(draft: buffer.text))
    guard fault == nil, network != nil else {
      // the text is kept, so that leaving loses nothing
      note = "the text is kept as it is"
      return [draft, .close]
    }
    var request = revises ?? WalkRequest("")
    guard buffer.text != before || revises == nil else { return [.close] }
    request.notation = buffer.text
    request.input = input
    request.changes = []
    request.revision = revises == nil ? nil : .change
    return [draft, .close, .ask(.run(request))]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] { [] }

  /// What the text came to.
  mutating func take(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .fitted(let text, let result): fit(text, result)
    case .saved(let result): saved(result)
    default: return false
    }
    return true
  }

  private mutating func fit(_ text: String, _ result: Result<Network, PlaygroundFault>) {
    guard text == buffer.text else { return }
    switch result {
    case .success(let network):
      self.network = network
      fault = nil
    case .failure(let fault): self.fault = fault
    }
  }
  private mutating func saved(_ result: Result<String, Failure>) {
    switch result {
    case .success(let place):
      savedText = buffer.text
      note = "saved as \(place)"
    case .failure(let failure): note = failure.sentence
    }
  }
}

/// What is wrong with a text, where, and what may be meant; rows and columns count from 0.
public struct PlaygroundFault: Error, Hashable, Sendable {
  public let sentence: String
  public let row: Int
  public let column: Int
  public let length: Int
  public let suggestion: String?

  /// A fault of the notation, or a misfit that has no place of its own.
  public init(_ error: any Error) {
    guard let fault = error as? NotationError, fault.origin == nil else {
      (sentence, row, column, length, suggestion) = ("\(error)", 0, 0, 0, nil)
      return
    }
    sentence = fault.sentence
    row = max(fault.place.line - 1, 0)
    column = max(fault.place.column - 1, 0)
    length = max(fault.place.length, 1)
    suggestion = fault.suggestion
  }
}
