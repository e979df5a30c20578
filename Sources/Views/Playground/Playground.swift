import Diagrams
import Networks
import Screens
import Study
import Tensors

/// A block of one's own: its text at the left, its picture at the right, true of some text always.
struct Playground: TypingView, OpeningView, OutcomeView, KeepingView, SharedView {
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
  /// The text that was saved as a block, and its name.
  private(set) var savedText: String?
  private var savedName: String?
  /// The name that another text has, and the one that is offered instead.
  private(set) var offer: (taken: String, free: String)?
  private(set) var note = ""
  /// The text as it was when one came.
  private let before: String
  /// The text as it was last handed on to be kept, and the edition that it is based on.
  private var kept: String
  private var edition: Int
  /// Whether the text has changed without a key.
  private var isUnfitted = false

  init(
    _ text: String, on input: Shape?, network: Network?, revises: WalkRequest? = nil,
    edition: Int = 0
  ) {
    buffer = TextBuffer(text)
    before = text
    kept = buffer.text
    self.edition = edition
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
    if let offer, let effects = answer(offer, key) { return effects }
    switch key {
    case .escape: return leave()
    case .tab:
      guard let fault, let suggestion = fault.suggestion else { return [] }
      buffer.replace(
        row: fault.row, column: fault.column, length: fault.length, by: suggestion)
    case .control("s"):
      // what this window has saved is its own
      let own = savedName.flatMap { $0 == name || $0.hasPrefix(name + "-") ? $0 : nil }
      return [
        .ask(
          .save(block: own ?? name, text: buffer.text, over: own.flatMap { _ in savedText }),
          .beside)
      ]
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

  /// What becomes of the question whether another text may go; nothing for a key that goes on typing.
  private mutating func answer(
    _ offer: (taken: String, free: String), _ key: Key
  ) -> [Effect]? {
    self.offer = nil
    switch key {
    case .enter: return [.ask(.save(block: offer.free, text: buffer.text), .beside)]
    case .character("o"):
      return [.ask(.save(block: offer.taken, text: buffer.text, anything: true), .beside)]
    case .escape: return []
    default: return nil
    }
  }

  private static func isTyped(_ key: Key) -> Bool {
    if case .character = key { true } else { key == .enter }
  }

  /// What fits is stepped; what does not stays here, said why.
  private mutating func leave() -> [Effect] {
    guard fault == nil, network != nil else {
      // the text is kept, so that leaving loses nothing
      return [.close]
    }
    var request = revises ?? WalkRequest("")
    guard buffer.text != before || revises == nil else { return [.close] }
    request.notation = buffer.text
    request.input = input
    request.changes = []
    request.revision = revises == nil ? nil : .change
    // what is stepped needs no second place
    let done = revises == nil ? [] : [Effect.ask(.keepEdit(of: before, nil))]
    if !done.isEmpty { kept = buffer.text }
    return done + [.close, .ask(.run(request))]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] { [] }

  /// What the text came to.
  mutating func take(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .fitted(let text, let result): fit(text, result)
    case .saved(let result): saved(result)
    case .edit(let old, let text): goOn(with: text, of: old)
    case .merged(let merge): receive(merge)
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

  private mutating func saved(_ result: Result<BlockSaving, Failure>) {
    switch result {
    case .success(.saved(let name, let place)):
      (savedText, savedName) = (buffer.text, name)
      note = "saved as \(place)"
    case .success(.taken(let name, let free)):
      offer = (name, free)
      note = "\(name).block has another text: enter saves \(free).block, o overwrites, esc stops"
    case .failure(let failure): note = failure.sentence
    }
  }
}

// MARK: - Keeping

extension Playground {
  private var draft: Draft { Draft(buffer.text, edition: edition) }

  var newsRequest: WorkshopRequest? { revises == nil ? .news(draft: draft) : nil }

  mutating func takeChanges(all: Bool) -> [WorkshopRequest] {
    let fitting = isUnfitted ? [WorkshopRequest.fit(text: buffer.text, on: input)] : []
    isUnfitted = false
    guard buffer.text != kept else { return fitting }
    kept = buffer.text
    if revises == nil { return fitting + [.keep(draft: draft)] }
    // the text of the stepper's editor is not that of the playground
    return fitting + [.keepEdit(of: before, kept == TextBuffer(before).text ? nil : kept)]
  }

  var openings: [Effect] { revises == nil ? [] : [.ask(.findEdit(of: before))] }

  /// Goes on with what was typed before and not stepped.
  private mutating func goOn(with text: String, of old: String) {
    guard revises != nil, old == before, buffer.text == TextBuffer(before).text else { return }
    buffer.take(text)
    isUnfitted = true
    kept = buffer.text
    note = "your unfinished text is back; ctrl-u takes the one that is stepped"
  }

  /// Takes over what another window has written.
  private mutating func receive(_ merge: DraftMerge) {
    guard revises == nil else { return }
    let text = String.merged(base: merge.sent, mine: buffer.text, theirs: merge.merged)
    edition = merge.edition
    kept = merge.merged
    guard text != buffer.text else { return }
    buffer.take(text)
    isUnfitted = true
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
