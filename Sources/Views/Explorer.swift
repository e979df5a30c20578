import Lessons
import Networks
import Screens

/// The whole program as a value: a stack of views, keys in, screens out.
///
/// What must happen outside, `press` returns as effects; what came of them comes back through
/// `receive`.
public struct Explorer: Sendable {
  /// Home is the first; the last one is shown.
  private var stack: [any View]
  private var help: Help?
  /// What views are drawn on: how far a page scrolls depends on it.
  private var screen: Screen
  /// Digits that wait for a command, such as `5g`.
  private var digits = ""
  /// The views that a computation is running for, by their place in the stack.
  private var busyDesks: Set<Int> = []
  /// Why the last request came to nothing, until the next key.
  private var notice: String?

  /// Opens at the table of contents.
  public init(_ chapters: [FrontMatter], screen: Screen = Screen(Size(80, 24))) {
    stack = [Home(chapters)]
    self.screen = screen
  }

  /// What can be done once the first frame is shown: it must not wait for it.
  public mutating func afterFirstFrame() -> [Effect] {
    settled(stack[stack.count - 1].openings)
  }

  /// Opens a view over what is there, before the first frame.
  public mutating func enter(_ entrance: Entrance) { stack.append(entrance.view) }

  /// The terminal has another size now; a page keeps its place.
  public mutating func resize(to screen: Screen) { self.screen = screen }

  /// What a key does.
  public mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    if help != nil { return pressHelp(key) }
    if let effects = stack[stack.count - 1].type(key, in: screen) {
      digits = ""
      return settled(effects)
    }
    if case .character(let character) = key, character.isASCII, character.isNumber {
      digits = String((digits + String(character)).suffix(6))
      return []
    }
    defer { digits = "" }
    guard let binding = Binding.of(key) else { return [] }
    return perform(binding.command, count: Int(digits))
  }

  private mutating func pressHelp(_ key: Key) -> [Effect] {
    switch help?.press(key) {
    case .closes?: help = nil
    case .does(let command)?:
      help = nil
      return perform(command, count: nil)
    case .stays?, nil: break
    }
    return []
  }

  private mutating func perform(_ command: Command, count: Int?) -> [Effect] {
    switch command {
    case .help:
      help = Help(stack[stack.count - 1].hints)
      return []
    case .repaint:
      return [.repaint]
    case .leave, .out:
      // Esc ends what runs before it ends a view
      if command == .out, busyDesks.contains(stack.count - 1) { return stopped() }
      if stack[stack.count - 1].closeLevel() { return [] }
      if stack.count > 1 {
        let effects = stopped()
        stack.removeLast()
        return effects
      }
      // Esc never quits
      return command == .leave ? [.quit] : []
    default:
      return settled(stack[stack.count - 1].press(command, count: count, in: screen))
    }
  }

  /// Opens what a view asks to open and gives its job a desk; the rest is for the outside.
  private mutating func settled(_ effects: [Effect]) -> [Effect] {
    var outside: [Effect] = []
    for effect in effects {
      switch effect {
      case .enter(let entrance):
        stack.append(entrance.view)
        outside += settled(entrance.view.openings)
      case .start(var job):
        job.desk = stack.count - 1
        busyDesks.insert(job.desk)
        outside.append(.start(job))
      case .stop: outside += stopped()
      case .close:
        if stack.count > 1 {
          outside += stopped()
          stack.removeLast()
        }
      default: outside.append(effect)
      }
    }
    return outside
  }

  /// Ends the computation of the view that is shown, if one runs.
  private mutating func stopped() -> [Effect] {
    let desk = stack.count - 1
    guard busyDesks.remove(desk) != nil else { return [] }
    stack[desk].receive(.stopped)
    return [.stop(desk: desk)]
  }

  /// What came of an effect.
  public mutating func receive(_ outcome: Outcome) {
    switch outcome {
    case .lesson(.success(let reading)):
      stack.append(LessonReader(reading))
    case .preview(let lesson, let network):
      guard var home = stack[0] as? Home else { return }
      home.show(network, of: lesson)
      stack[0] = home
    case .walk(let request, .success(let walk)):
      if request.revision != nil, var stepper = stack.last as? Stepper {
        stepper.replace(with: walk, for: request)
        stack[stack.count - 1] = stepper
      } else {
        stack.append(Stepper(request, walk, origin: title(of: request.lesson)))
      }
    case .fitted(let text, let result):
      guard var playground = stack.last as? Playground else { return }
      playground.receive(text, result)
      stack[stack.count - 1] = playground
    case .saved(let result):
      guard var playground = stack.last as? Playground else { return }
      playground.saved(result)
      stack[stack.count - 1] = playground
    case .draft(let text, let network):
      stack.append(Playground(text, on: nil, network: network))
    case .news(let desk, let news):
      // a stopped job may have had a last word on its way
      guard busyDesks.contains(desk) else { return }
      if !news.isProgress { busyDesks.remove(desk) }
      stack[desk].receive(news)
    case .quiz(let outcome): receive(outcome)
    case .lesson(.failure(let failure)), .walk(_, .failure(let failure)):
      notice = failure.sentence
    }
  }

  /// What came of a quiz's effect: a view to open, or word for the views that are open.
  private mutating func receive(_ outcome: QuizOutcome) {
    switch outcome.opening(on: screen) {
    case .view(let view): stack.append(view)
    case .sentence(let sentence): notice = sentence
    case nil: for index in stack.indices { stack[index].receive(outcome) }
    }
  }

  private func title(of lesson: Int?) -> String? {
    guard let lesson, let home = stack.first as? Home else { return nil }
    return home.chapters.first { $0.number == lesson }.map(\.heading)
  }

  /// What the explorer looks like on a screen.
  public func draw(in screen: Screen) -> Grid {
    let least = Page.leastSize
    guard screen.size.width >= least.width, screen.size.height >= least.height else {
      return TooSmall(screen).draw()
    }
    var grid = stack[stack.count - 1].draw(in: screen)
    if let help { grid = help.draw(over: grid, in: screen) }
    if let notice { drawNotice(notice, on: &grid, in: screen) }
    return screen.glyphs == .ascii ? grid.inASCII() : grid
  }

  /// A sentence above the keys, over whatever stood there.
  private func drawNotice(_ notice: String, on grid: inout Grid, in screen: Screen) {
    let lines = Text.wrapped(notice, to: screen.size.width - 2).prefix(3)
    for (index, line) in lines.enumerated() {
      let row = stack[stack.count - 1].noticeEnd(in: screen) - lines.count + index
      grid.write(String(repeating: " ", count: screen.size.width), at: Position(0, row))
      grid.write(line, at: Position(1, row), Style(.wrong))
    }
  }
}

/// What stands in for every view where there is no room.
struct TooSmall {
  let screen: Screen

  init(_ screen: Screen) { self.screen = screen }

  func draw() -> Grid {
    var grid = Grid(screen.size)
    let (size, least) = (screen.size, Page.leastSize)
    grid.cursor = Position(0, 0)
    guard size.width >= 10 else { return grid }
    let sentences =
      size.width >= 40 && size.height >= 5
      ? [
        "Blockwalk needs \(least) columns and rows.", "This terminal has \(size).", "",
        "Make it larger, or press q to leave.", "Your place is kept.",
      ] : ["\(least) needed"]
    let top = max(0, (size.height - sentences.count) / 2)
    for (index, sentence) in sentences.enumerated() {
      let left = max(0, (size.width - sentence.unicodeScalars.count) / 2)
      grid.write(sentence, at: Position(left, top + index))
    }
    return grid
  }
}
