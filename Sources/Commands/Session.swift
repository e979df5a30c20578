import ArgumentParser
import Screens
import Terminal
import Views

/// The explorer in a terminal: shows, waits for an event, presses, and carries out the effects.
enum Session {
  /// Opens at Home, or where effects lead that are carried out before the first frame.
  static func open(
    _ workshop: Workshop, _ settings: Settings, _ openings: () throws -> [Effect] = { [] }
  ) throws {
    var explorer = Explorer(workshop.chapters, networks: workshop.library.networks)
    // before the screen is taken, so that an error can be read where it belongs
    try enter(openings(), in: &explorer, workshop)
    explorer.allowsMotion = settings.allowsMotion
    // what is wrong with the settings can be read once the screen is left
    defer { for warning in settings.warnings { StandardError.say(warning) } }
    do throws(TerminalError) {
      let terminal = try Terminal(
        colors: settings.color, glyphs: settings.glyphs,
        background: settings.knownBackground, brackets: settings.sync)
      if settings.mouse { terminal.reportMouse(explorer.turnMouseOn()) }
      run(&explorer, on: terminal, workshop)
    } catch {
      StandardError.say("\(error)")
      throw ExitCode(2)
    }
  }

  /// Does what must be done before the first frame; throws why there is nothing to show.
  private static func enter(
    _ effects: [Effect], in explorer: inout Explorer, _ workshop: Workshop
  ) throws {
    for effect in effects {
      if case .enter(let entrance) = effect { explorer.enter(entrance) }
      guard let outcome = workshop.carryOut(effect) else { continue }
      if let failure = outcome.failure { throw failure }
      // what it needs comes after the first frame
      explorer.receive(outcome)
    }
  }

  private static func run(
    _ explorer: inout Explorer, on terminal: borrowing Terminal, _ workshop: Workshop
  ) {
    explorer.resize(to: terminal.screen)
    terminal.show(explorer.draw(in: terminal.screen))
    Fault.wanted?.happen()
    let bureau = Bureau { Terminal.wake() }
    var effects = explorer.afterFirstFrame()[...]
    var lastFrame = ContinuousClock.now
    var isResizing = false
    var awaitsStanding = false
    var depth = explorer.depth
    var preview: Effect?
    // a text that is typed faster than it can be fitted, as one that is pasted, is fitted at its end
    var typed: Effect?
    func fitTyped() {
      if let outcome = typed.flatMap(workshop.carryOut) { effects += explorer.receive(outcome) }
      typed = nil
    }
    while true {
      while let effect = effects.popFirst() {
        switch effect {
        case .quit: return
        case .fit: typed = effect
        case .repaint: terminal.repaint()
        case .start(let job): bureau.start(job)
        case .stop(let desk): bureau.stop(desk)
        case .reportMouse(let isReported): terminal.reportMouse(isReported)
        // what is only nice to see waits until the key that asked for it is answered
        case .preview: preview = effect
        case .quiz(.standing) where !workshop.desk.isPrepared:
          workshop.desk.prepare { Terminal.wake() }
          awaitsStanding = true
        default: effects += workshop.carryOut(effect).map { explorer.receive($0) } ?? []
        }
      }
      // of events that come faster than the eye not each gets a frame; a window that is pulled
      // larger sends sizes without an end, and each would cost a whole one
      let age = ContinuousClock.now - lastFrame
      var event = terminal.nextEvent(within: isResizing ? frameTime - age : .zero)
      if event == nil || ContinuousClock.now - lastFrame >= frameTime {
        fitTyped()
        for outcome in bureau.news() { explorer.receive(outcome) }
        terminal.show(explorer.draw(in: terminal.screen))
        lastFrame = .now
      }
      // asked after the wait that may have taken the wake for it, and before the one without end
      if awaitsStanding, workshop.desk.isPrepared {
        awaitsStanding = false
        effects.append(.quiz(.standing))
        if event == nil { continue }
      }
      if event == nil, let effect = preview {
        preview = nil
        workshop.carryOut(effect).map { _ = explorer.receive($0) }
        continue
      }
      if event == nil, explorer.depth != depth {
        // a view that was left may have held hundreds of mebibytes
        if explorer.depth < depth { ProcessMemory.giveBackFreedPages() }
        depth = explorer.depth
      }
      // without motion a clock goes on with the next key
      let isTicking = explorer.showsClock && explorer.allowsMotion
      event = event ?? terminal.nextEvent(within: isTicking ? .seconds(1) : nil)
      if explorer.showsClock { explorer.receive(.quiz(.clock(workshop.desk.now))) }
      isResizing = false
      switch event {
      case .key(let key)?:
        // a key that is no text may ask what the text has come to
        if case .character = key {} else { fitTyped() }
        effects += explorer.press(key)
      case .mouse(let mouse)?: effects += explorer.press(mouse)
      case .resize?:
        isResizing = true
        explorer.resize(to: terminal.screen)
      case nil: break
      }
    }
  }

  /// The least time between two frames while events wait.
  private static let frameTime = Duration.milliseconds(16)

  /// The grid that the explorer would show after some keys, without a terminal.
  static func screen(
    after keys: [Key], _ workshop: Workshop, _ openings: [Effect], on screen: Screen
  ) throws -> Grid {
    var explorer = Explorer(
      workshop.chapters, networks: workshop.library.networks, screen: screen)
    try enter(openings, in: &explorer, workshop)
    var effects = explorer.afterFirstFrame()[...]
    for key in keys.map(Optional.some) + [nil] {
      while let effect = effects.popFirst() {
        switch effect {
        case .quit: return explorer.draw(in: screen)
        case .start(let job): explorer.receive(job.outcome())
        // to look is not to read, nor to change anything
        case .remember, .keep, .save, .quiz(.exportLog): break
        default: effects += workshop.carryOut(effect).map { explorer.receive($0) } ?? []
        }
      }
      effects = key.map { explorer.press($0)[...] } ?? []
    }
    return explorer.draw(in: screen)
  }
}
