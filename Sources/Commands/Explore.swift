import ArgumentParser
import LibC
import Screens
import Terminal
import Views
import Workshop

extension Workshop {
  /// Opens the explorer in the terminal.
  func explore(from start: SessionStart, _ settings: Settings) throws {
    // before the screen is taken, so that an error can be read where it belongs
    var session = try Session(self, at: start, .threads)
    // what is wrong with the settings can be read once the screen is left
    defer { for warning in settings.warnings { StandardError.say(warning) } }
    do throws(TerminalError) {
      let terminal = try Terminal(
        colors: settings.color, glyphs: settings.glyphs,
        background: settings.knownBackground, brackets: settings.sync)
      session.begin(on: terminal, with: settings)
      Fault.wanted?.happen()
      while session.step(on: terminal) {}
      // a signal that ends the program waits until this is done
      if let words = session.finish() { StandardError.say(words) }
    } catch {
      StandardError.say("\(error)")
      throw ExitCode(2)
    }
  }
}

extension BackgroundWork {
  /// A thread for each thing; news wake the terminal.
  static let threads = BackgroundWork(
    run: { Thread.run($0) }, wait: { usleep(UInt32($0) * 1000) }, wake: { Terminal.wake() },
    runForKey: { Thread.run($0) })
}

extension Session {
  /// The explorer after some keys, without a terminal.
  static func explorer(
    after keys: [Key], _ workshop: Workshop, _ start: SessionStart, on screen: Screen,
    _ time: TimeSource = .system
  ) throws -> Explorer {
    let display = OffscreenDisplay(screen)
    var session = try Session(workshop, at: start, .immediate, time)
    session.begin(on: display)
    session.settle(on: display)
    for key in keys where !session.isOver {
      session.take(.key(key), on: display)
      session.settle(on: display)
    }
    return session.explorer
  }
}
