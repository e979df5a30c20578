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
  private var palette: CommandPalette?
  /// What views are drawn on: how far a page scrolls depends on it.
  private var screen: Screen
  /// Digits that wait for a command, such as `5g`.
  private var digits = ""
  /// The views that a computation is running for, by their place in the stack.
  private var busyDesks: Set<Int> = []
  /// A sentence that stands until the next key, such as why a request came to nothing.
  private var notice: Notice?
  /// Whether clicks and the wheel are reported.
  private var isMouseOn = false

  /// Whether steps may play by themselves.
  public var allowsMotion = true

  /// The networks that can be opened by their names alone.
  private let networks: [NetworkListing]

  /// Opens at the table of contents.
  public init(
    _ chapters: [FrontMatter], networks: [NetworkListing] = [],
    screen: Screen = Screen(Size(80, 24))
  ) {
    stack = [Home(chapters)]
    self.networks = networks
    self.screen = screen
  }

  /// What can be done once the first frame is shown: it must not wait for it.
  public mutating func afterFirstFrame() -> [Effect] {
    settled(stack[stack.count - 1].openings)
  }

  /// Opens a view over what is there, before the first frame.
  public mutating func enter(_ entrance: Entrance) { stack.append(entrance.view) }

  /// Whether the view shows a clock, which the program has to tell the time.
  public var showsClock: Bool { (stack.last as? Exam)?.showsClock == true }

  /// The terminal has another size now; a page keeps its place.
  public mutating func resize(to screen: Screen) { self.screen = screen }

  /// What a key does.
  public mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    if help != nil { return pressHelp(key) }
    if palette != nil { return pressPalette(key) }
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

  /// What a click or a turn of the wheel does; a click on the name of a key presses it.
  public mutating func press(_ mouse: Mouse) -> [Effect] {
    notice = nil
    digits = ""
    guard help == nil, palette == nil, screen.isLargeEnough else { return [] }
    let view = stack[stack.count - 1]
    switch mouse {
    case .wheelUp: return perform(.up, count: nil)
    case .wheelDown: return perform(.down, count: nil)
    case .click(let position):
      if let command = Page(screen).command(at: position, in: view.hints),
        let key = Binding.of(command)?.keys.first
      {
        return press(key)
      }
      return settled(stack[stack.count - 1].click(at: position, in: screen))
    }
  }

  /// Has the mouse on from the start; true, for the terminal to report it.
  public mutating func turnMouseOn() -> Bool {
    isMouseOn = true
    return true
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

  private mutating func pressPalette(_ key: Key) -> [Effect] {
    switch palette?.press(key) {
    case .closes?: palette = nil
    case .does(.press(let command))?:
      palette = nil
      return perform(command, count: nil)
    case .does(.order(let name, let argument))?:
      palette = nil
      return carryOut(name, argument)
    case .stays?, nil: break
    }
    return []
  }

  /// An order is the view's own, or one of those that are understood everywhere.
  private mutating func carryOut(_ order: String, _ argument: String) -> [Effect] {
    do throws(Failure) {
      let argument = String(argument.trimmed)
      var effects = try stack[stack.count - 1].carryOut(order, argument, in: screen)
      if effects == nil { effects = try goals.carryOut(order, argument) }
      return settled(effects ?? [])
    } catch {
      notice = Notice(error.sentence, .wrong)
      return []
    }
  }

  private var goals: Places {
    Places(chapters: (stack.first as? Home)?.chapters ?? [], networks: networks.map(\.name))
  }

  private mutating func perform(_ command: Command, count: Int?) -> [Effect] {
    switch command {
    case .help:
      help = Help(stack[stack.count - 1].hints)
      return []
    case .palette:
      let view = stack[stack.count - 1]
      let known = Set(view.orders.map(\.name))
      palette = CommandPalette(
        hints: view.hints, orders: view.orders + goals.orders.filter { !known.contains($0.name) },
        glyphs: screen.glyphs)
      return []
    // a page of text has a search of its own
    case .search where !stack[stack.count - 1].hints.contains { $0.commands.contains(.search) }:
      let places = stack[stack.count - 1].places
      guard !places.isEmpty else {
        notice = Notice("There is nothing to search here.", .notice)
        return []
      }
      palette = CommandPalette(finding: places)
      return []
    case .repaint:
      return [.repaint]
    case .mouse:
      isMouseOn.toggle()
      notice = Notice(
        isMouseOn
          ? "The mouse is on: click and turn the wheel; Shift selects text."
          : "The mouse is off: it selects text.", .notice)
      return [.reportMouse(isMouseOn)]
    case .play where !allowsMotion && stack.last is Stepper:
      notice = Notice("Motion is off: → steps.", .notice)
      return []
    case .leave, .out:
      // Esc ends what runs before it ends a view
      if command == .out, busyDesks.contains(stack.count - 1) { return stopped() }
      if stack[stack.count - 1].closeLevel() { return [] }
      if stack.count > 1 { return closed() }
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
      case .openNetworks: stack.append(NetworkList(networks))
      case .openExperiments:
        stack.append(ExperimentList((stack.first as? Home)?.chapters ?? []))
      case .start(var job):
        job.desk = stack.count - 1
        busyDesks.insert(job.desk)
        outside.append(.start(job))
      case .stop: outside += stopped()
      case .say(let sentence): notice = Notice(sentence, .notice)
      case .close: if stack.count > 1 { outside += closed() }
      case .quit: outside += stack.flatMap(\.farewell) + [.quit]
      default: outside.append(effect)
      }
    }
    return outside
  }

  /// Closes the view that is shown.
  private mutating func closed() -> [Effect] {
    let effects = stopped()
    return effects + stack.removeLast().farewell
  }

  /// Ends the computation of the view that is shown, if one runs.
  private mutating func stopped() -> [Effect] {
    let desk = stack.count - 1
    guard busyDesks.remove(desk) != nil else { return [] }
    stack[desk].receive(.stopped)
    return [.stop(desk: desk)]
  }

  /// What came of an effect, and what a view that it opened needs.
  @discardableResult
  public mutating func receive(_ outcome: Outcome) -> [Effect] {
    let depth = stack.count
    take(outcome)
    return stack.count > depth ? settled(stack[stack.count - 1].openings) : []
  }

  private mutating func take(_ outcome: Outcome) {
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
        let origin = request.excerpt?.origin ?? title(of: request.lesson)
        stack.append(Stepper(request, walk, origin: origin))
      }
    case .comparison(let request, .success(let walks)):
      if var compare = stack.last as? Compare {
        compare.replace(with: walks, for: request)
        stack[stack.count - 1] = compare
      } else {
        stack.append(Compare(request, walks))
      }
    case .network(.success(let opened)): stack.append(Architecture(opened))
    case .network(.failure(let failure)): notice = Notice(failure.sentence, .wrong)
    case .comparison(_, .failure(let failure)): notice = Notice(failure.sentence, .wrong)
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
    case .glossary(.success(let glossary), let letters):
      stack.append(Terms(glossary, letters: letters))
    case .glossary(.failure(let failure), _): notice = Notice(failure.sentence, .wrong)
    case .news(let desk, let news):
      // a stopped job may have had a last word on its way
      guard busyDesks.contains(desk) else { return }
      if !news.isProgress { busyDesks.remove(desk) }
      stack[desk].receive(news)
    case .quiz(let outcome): receive(outcome)
    case .lesson(.failure(let failure)), .walk(_, .failure(let failure)):
      notice = Notice(failure.sentence, .wrong)
    }
  }

  /// What came of a quiz's effect: a view to open, or word for the views that are open.
  private mutating func receive(_ outcome: QuizOutcome) {
    switch outcome.opening(on: screen) {
    case .view(let view): stack.append(view)
    case .sentence(let sentence): notice = Notice(sentence, .wrong)
    case nil: for index in stack.indices { stack[index].receive(outcome) }
    }
  }

  private func title(of lesson: Int?) -> String? {
    guard let lesson, let home = stack.first as? Home else { return nil }
    return home.chapters.first { $0.number == lesson }.map(\.heading)
  }

  /// What the explorer looks like on a screen.
  public func draw(in screen: Screen) -> Grid {
    guard screen.isLargeEnough else { return TooSmall(screen).draw() }
    var grid = stack[stack.count - 1].draw(in: screen)
    if let help { grid = help.draw(over: grid, in: screen) }
    if let palette { grid = palette.draw(over: grid, in: screen) }
    if let notice { drawNotice(notice, on: &grid, in: screen) }
    return screen.glyphs == .ascii ? grid.inASCII() : grid
  }

  /// A sentence above the keys, over whatever stood there.
  private func drawNotice(_ notice: Notice, on grid: inout Grid, in screen: Screen) {
    let lines = Text.wrapped(notice.sentence, to: screen.size.width - 2).prefix(3)
    for (index, line) in lines.enumerated() {
      let row = stack[stack.count - 1].noticeEnd(in: screen) - lines.count + index
      grid.write(String(repeating: " ", count: screen.size.width), at: Position(0, row))
      grid.write(line, at: Position(1, row), Style(notice.role))
    }
  }
}

/// A sentence from the explorer itself, and how it looks.
struct Notice: Sendable {
  let sentence: String
  let role: Role

  init(_ sentence: String, _ role: Role) {
    self.sentence = sentence
    self.role = role
  }
}

extension Screen {
  /// Whether views can be drawn on it.
  var isLargeEnough: Bool {
    size.width >= Page.leastSize.width && size.height >= Page.leastSize.height
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
