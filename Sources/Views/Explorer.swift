import Lessons
import Networks
import Screens

/// The whole program as a value: views and what lies over them, keys in, screens out.
///
/// What must happen outside, `press` returns as requests; what came of them comes back through
/// `receive`.
public struct Explorer: Sendable {
  private(set) var views: ViewStack
  private var help: Help?
  private var palette: CommandPalette?
  /// What views are drawn on: how far a page scrolls depends on it.
  private var screen: Screen
  /// Digits that wait for a command, such as `5g`.
  private var digits = ""
  /// A sentence that stands until the next key, such as why a request came to nothing.
  private var notice: Notice?
  /// Whether clicks and the wheel are reported.
  private var isMouseOn = false

  /// Why something that was answered or typed is not in the record yet; said for as long as that
  /// is so.
  public var delay: String?

  /// Whether steps may play by themselves.
  public var allowsMotion = true

  /// Opens at the table of contents; `networks` can be opened by their names alone.
  public init(
    _ chapters: [FrontMatter], networks: [NetworkListing] = [],
    screen: Screen = Screen(Size(80, 24))
  ) {
    views = ViewStack(Home(chapters), networks: networks)
    self.screen = screen
  }

  /// What can be done once the first frame is shown: it must not wait for it.
  public mutating func afterFirstFrame() -> [Request] {
    settled(views.openings)
  }

  /// Opens a view over what is there, before the first frame.
  public mutating func enter(_ entrance: Entrance) { views.open(entrance.view) }

  /// Whether the view shows a clock, which has to `tick`.
  public var showsClock: Bool { views.showsClock }

  /// Sets the clock of the view, to a time in seconds since 1970.
  public mutating func tick(_ now: Int) { views.tick(now) }

  /// What was typed or changed since this was last asked, to be kept; with `all` it is the last time.
  public mutating func takeChanges(all: Bool = false) -> [WorkshopRequest] {
    views.takeChanges(all: all)
  }

  /// What tells whether another window has changed what is shown.
  public var newsRequest: WorkshopRequest? { views.newsRequest }

  /// What is to be kept when the session ends without a word, as by a signal.
  public mutating func farewells() -> [Request] { settled(views.farewells) }

  /// Tells one view from another that is shown later, even in its place.
  public var shownView: Int { views.turns }

  /// What can be done in the view that is shown: its footer and its help name these keys.
  var hints: [Hint] { views.shown.hints }

  /// How many views lie below the one that is shown.
  public var depth: Int { views.depth }

  /// The terminal has another size now; a page keeps its place.
  public mutating func resize(to screen: Screen) { self.screen = screen }

  /// What a key does.
  public mutating func press(_ key: Key) -> [Request] {
    notice = nil
    // what cannot be seen does not change
    guard screen.isLargeEnough else {
      return key == .character("q") ? settled([.terminal(.quit)]) : []
    }
    // what another program has written over is put right wherever one is, and nothing else changes
    if Binding.of(key)?.command == .repaint { return perform(.repaint, count: nil) }
    if help != nil { return pressHelp(key) }
    if palette != nil { return pressPalette(key) }
    if digits.isEmpty, let refusal = views.shown.hints.refusal(of: key) {
      notice = Notice(refusal, .notice)
      return []
    }
    if let effects = views.type(key, in: screen) {
      digits = ""
      return settled(effects)
    }
    if case .character(let character) = key, character.isASCII, character.isNumber {
      digits = String((digits + String(character)).suffix(6))
      if views.shown.hints.contains(where: { $0.commands.contains(.first) }) {
        notice = Notice("\(digits), then g: goes there", .notice)
      }
      return []
    }
    defer { digits = "" }
    guard let binding = Binding.of(key) else { return [] }
    return perform(binding.command, count: Int(digits))
  }

  /// What a click or a turn of the wheel does; a click on the name of a key presses it.
  public mutating func press(_ mouse: Mouse) -> [Request] {
    notice = nil
    digits = ""
    if help != nil { return turnHelp(mouse) }
    guard palette == nil, screen.isLargeEnough else { return [] }
    let view = views.shown
    switch mouse {
    case .wheelUp: return perform(.up, count: nil)
    case .wheelDown: return perform(.down, count: nil)
    case .click(let position):
      if let key = Page(screen).key(at: position, in: view.footer(in: screen)) {
        return press(key)
      }
      return settled(views.click(at: position, in: screen))
    }
  }

  /// Has the mouse on from the start; true, for the terminal to report it.
  public mutating func turnMouseOn() -> Bool {
    isMouseOn = true
    return true
  }

  /// The wheel scrolls the help; a click closes it.
  private mutating func turnHelp(_ mouse: Mouse) -> [Request] {
    switch mouse {
    case .wheelUp: pressHelp(.up)
    case .wheelDown: pressHelp(.down)
    case .click: pressHelp(.escape)
    }
  }

  private mutating func pressHelp(_ key: Key) -> [Request] {
    switch help?.press(key, in: screen) {
    case .closes?: help = nil
    case .does(let key)?:
      help = nil
      return press(key)
    case .stays?, nil: break
    }
    return []
  }

  private mutating func pressPalette(_ key: Key) -> [Request] {
    switch palette?.press(key) {
    case .closes?: palette = nil
    case .does(.press(let key))?:
      palette = nil
      return press(key)
    case .does(.act(let effect))?:
      palette = nil
      return settled([effect])
    case .does(.order(let name, let argument))?:
      palette = nil
      return carryOut(name, argument)
    case .stays?, nil: break
    }
    return []
  }

  /// An order is the view's own, or one of those that are understood everywhere.
  private mutating func carryOut(_ order: String, _ argument: String) -> [Request] {
    do throws(Failure) {
      let argument = String(argument.trimmed)
      var effects = try views.carryOut(order, argument, in: screen)
      if effects == nil { effects = try goals.carryOut(order, argument) }
      return settled(effects ?? [])
    } catch {
      notice = Notice(error.sentence, .wrong)
      return []
    }
  }

  /// What `/` finds here: at Home everything, elsewhere what the view has.
  private var places: [CommandPalette.Entry] {
    let own = views.places
    return views.isHome ? own + goals.entries(views.shown.hints) : own
  }

  private var goals: Places {
    Places(chapters: views.chapters, networks: views.networks.map(\.name))
  }

  /// The command line that opens the place that is shown; throws why there is none.
  public func address() throws(Failure) -> Address { try views.address() }

  private var addressNotice: Notice {
    do throws(Failure) { return Notice(try address().line, .notice) } catch {
      return Notice(error.sentence, .wrong)
    }
  }

  private mutating func perform(_ command: Command, count: Int?) -> [Request] {
    switch command {
    case .help:
      help = Help(views.shown.hints, signs: views.shown.signs)
      return []
    case .palette:
      let view = views.shown
      let known = Set(views.orders.map(\.name))
      palette = CommandPalette(
        hints: view.hints, orders: views.orders + goals.orders.filter { !known.contains($0.name) },
        glyphs: screen.glyphs)
      return []
    // a page of text has a search of its own
    case .search where !views.shown.hints.contains { $0.commands.contains(.search) }:
      let places = self.places
      guard !places.isEmpty else {
        notice = Notice("There is nothing to search here.", .notice)
        return []
      }
      palette = CommandPalette(finding: places)
      // the text of the lessons is read when it is first searched, beside the keys
      return views.isHome && views.hasIndex == false ? [.workshop(.index, .beside)] : []
    case .address:
      notice = addressNotice
      return []
    case .repaint:
      return [.terminal(.repaint)]
    case .mouse:
      isMouseOn.toggle()
      notice = Notice(
        isMouseOn
          ? "The mouse is on: click and turn the wheel; Shift selects text."
          : "The mouse is off: it selects text.", .notice)
      return [.terminal(.reportMouse(isMouseOn))]
    case .play where !allowsMotion && views.shown is Stepper:
      notice = Notice("Motion is off: → steps.", .notice)
      return []
    case .leave, .out:
      // Esc ends what runs before it ends a view
      if command == .out, views.isBusy { return views.stop() }
      if views.closeLevel() { return [] }
      if !views.isHome { return close() }
      // Esc never quits
      return command == .leave ? [.terminal(.quit)] : []
    default:
      return settled(views.shown.press(command, count: count, in: screen))
    }
  }

  /// Does what views ask of the explorer, and hands on what they ask of others.
  private mutating func settled(_ effects: [Effect]) -> [Request] {
    effects.flatMap { effect -> [Request] in
      switch effect {
      case .go(let destination): return settled(views.go(to: destination))
      case .close: return close()
      case .say(let sentence):
        notice = Notice(sentence, .notice)
        return []
      case .start(let job): return [views.start(job)]
      case .stop: return views.stop()
      case .terminal(.quit): return settled(views.farewells) + [.terminal(.quit)]
      case .terminal(let request): return [.terminal(request)]
      case .ask(let request, let moment): return [.workshop(request, moment)]
      }
    }
  }

  /// Closes the view that is shown, and ends its job.
  private mutating func close() -> [Request] { views.stop() + settled(views.close()) }

  /// Takes what came of a request; returns what a view that it opened needs.
  @discardableResult
  public mutating func receive(_ outcome: Outcome) -> [Request] {
    let depth = views.depth
    defer {
      if case .index = outcome, palette?.isFinding == true {
        let places = places
        palette?.find(in: places)
      }
    }
    if let sentence = views.receive(outcome) { notice = Notice(sentence, .wrong) }
    return views.depth > depth ? settled(views.openings) : []
  }

  /// Says why a request came to nothing.
  public mutating func receive(_ failure: Failure) { notice = Notice(failure.sentence, .wrong) }

  /// Takes what is new of the job of the view at a place.
  public mutating func receive(_ news: News, at place: Int) { views.receive(news, at: place) }

  /// What the explorer looks like on a screen.
  public func draw(in screen: Screen) -> Grid {
    guard screen.isLargeEnough else { return TooSmall(screen).draw() }
    var grid = views.shown.draw(in: screen)
    if let help { grid = help.draw(over: grid, in: screen) }
    if let palette { grid = palette.draw(over: grid, in: screen) }
    var end = views.noticeEnd(in: screen)
    if let delay { end = Notice(delay, .notice).draw(on: &grid, above: end) }
    notice?.draw(on: &grid, above: end)
    return grid.inGlyphs(of: screen.glyphs)
  }
}
