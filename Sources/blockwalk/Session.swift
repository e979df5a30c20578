import ArgumentParser
import Screens
import Terminal
import Views

/// A command that opens the explorer at some place.
protocol Opening {
  var sources: SourceOptions { get }
  var looks: LookOptions { get }
  /// What must be done before the first frame: nothing at Home, a walk to run for the stepper.
  func openings() throws -> [Effect]
}

/// The explorer in a terminal: shows, waits for an event, presses, and carries out the effects.
enum Session {
  static func open(_ opening: some Opening) throws {
    let workshop = try opening.sources.workshop()
    var explorer = Explorer(workshop.chapters, networks: workshop.library.networks)
    // before the screen is taken, so that an error can be read where it belongs
    for effect in try opening.openings() {
      if case .enter(let entrance) = effect { explorer.enter(entrance) }
      switch workshop.carryOut(effect) {
      case .lesson(.failure(let failure))?, .walk(_, .failure(let failure))?,
        .network(.failure(let failure))?, .quiz(.dealt(_, .failure(let failure)))?:
        throw failure
      // what it needs comes after the first frame
      case let outcome?: explorer.receive(outcome)
      case nil: break
      }
    }
    let settings = opening.looks.settings
    explorer.allowsMotion = settings.allowsMotion
    // what is wrong with the settings can be read once the screen is left
    defer { for warning in settings.warnings { StandardError.say(warning) } }
    do throws(TerminalError) {
      let terminal = try Terminal(
        colors: settings.color, glyphs: settings.glyphs,
        ramp: settings.background == .dark ? .berlin : .vik)
      if settings.mouse { terminal.reportMouse(explorer.turnMouseOn()) }
      run(&explorer, on: terminal, workshop)
    } catch {
      StandardError.say("\(error)")
      throw ExitCode(2)
    }
  }

  private static func run(
    _ explorer: inout Explorer, on terminal: borrowing Terminal, _ workshop: Workshop
  ) {
    explorer.resize(to: terminal.screen)
    terminal.show(explorer.draw(in: terminal.screen))
    let bureau = Bureau { Terminal.wake() }
    var effects = explorer.afterFirstFrame()[...]
    var lastFrame = ContinuousClock.now
    while true {
      while let effect = effects.popFirst() {
        switch effect {
        case .quit: return
        case .repaint: terminal.repaint()
        case .start(let job): bureau.start(job)
        case .stop(let desk): bureau.stop(desk)
        case .reportMouse(let isReported): terminal.reportMouse(isReported)
        default: effects += workshop.carryOut(effect).map { explorer.receive($0) } ?? []
        }
      }
      // of events that come faster than the eye not each gets a frame
      var event = terminal.nextEvent(within: .zero)
      if event == nil || ContinuousClock.now - lastFrame >= frameTime {
        for outcome in bureau.news() { explorer.receive(outcome) }
        terminal.show(explorer.draw(in: terminal.screen))
        lastFrame = .now
      }
      // without motion a clock goes on with the next key
      let isTicking = explorer.showsClock && explorer.allowsMotion
      event = event ?? terminal.nextEvent(within: isTicking ? .seconds(1) : nil)
      if explorer.showsClock { explorer.receive(.quiz(.clock(workshop.desk.now))) }
      switch event {
      case .key(let key)?: effects = explorer.press(key)[...]
      case .mouse(let mouse)?: effects = explorer.press(mouse)[...]
      case .resize?: explorer.resize(to: terminal.screen)
      case nil: break
      }
    }
  }

  /// The least time between two frames while events wait.
  private static let frameTime = Duration.milliseconds(16)

  /// The grid that the explorer would show after some keys, without a terminal.
  static func screen(
    after keys: [Key], _ opening: some Opening, on screen: Screen
  ) throws -> Grid {
    let workshop = try opening.sources.workshop()
    var explorer = Explorer(
      workshop.chapters, networks: workshop.library.networks, screen: screen)
    for effect in try opening.openings() {
      if case .enter(let entrance) = effect { explorer.enter(entrance) }
      if let outcome = workshop.carryOut(effect) { explorer.receive(outcome) }
    }
    var effects = explorer.afterFirstFrame()[...]
    for key in keys.map(Optional.some) + [nil] {
      while let effect = effects.popFirst() {
        switch effect {
        case .quit: return explorer.draw(in: screen)
        case .start(let job): explorer.receive(job.outcome())
        // to look is not to read
        case .remember: break
        default: effects += workshop.carryOut(effect).map { explorer.receive($0) } ?? []
        }
      }
      effects = key.map { explorer.press($0)[...] } ?? []
    }
    return explorer.draw(in: screen)
  }
}
