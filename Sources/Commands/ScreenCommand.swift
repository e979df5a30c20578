import ArgumentParser
import Screens
import Terminal
import Views

/// The screen that the explorer would show after some keys.
struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Prints the screen that the explorer would show after keys.")

  @Option(help: "Columns x rows of the screen.") var size = ScreenSize(Size(80, 24))
  @Option(help: "Keys with blanks between them: \"right right enter g 5 ctrl-l\".") var keys = ""
  @Option(help: "How many colours the screen has: 256, 16, 8 or 0.") var colors = 256
  @Option(help: "Print colours: always or never.") var color = ColorPreference.never
  @Flag(help: "Use characters below 128 only.") var ascii = false
  @Argument(parsing: .captureForPassthrough, help: "Where to open: lesson N, step NOTATION …")
  var place: [String] = []

  func run() throws {
    guard let depth = ColorDepth(rawValue: colors) else {
      throw ValidationError("--colors takes 256, 16, 8 or 0.")
    }
    let names = keys.split(separator: " ").map(String.init)
    let pressed = try names.map { name in
      guard let key = Key(name: name) else {
        throw ValidationError("‘\(name)’ is no key; try right, enter, pgdn, ctrl-l or a letter.")
      }
      return key
    }
    guard let opening = try Blockwalk.parseAsRoot(place) as? any Opening else {
      throw ValidationError("screen opens a lesson, a step or nothing: screen step \"basic 4\".")
    }
    let screen = Screen(
      size.size, colors: color == .never ? .none : depth,
      glyphs: ascii || opening.looks.ascii ? .ascii : .unicode)
    let grid = try Session.screen(after: pressed, opening, on: screen)
    // a grid holds nothing that a terminal obeys but the colours
    let theme = Theme(depth, ramp: opening.looks.settings.ramp)
    Swift.print(
      color == .never ? grid.lines.joined(separator: "\n") : ColoredText(grid, theme).text)
  }
}

/// A size of a screen on the command line, such as 100x30.
struct ScreenSize: ExpressibleByArgument {
  let size: Size

  init(_ size: Size) { self.size = size }
  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      1...1000 ~= width, 1...1000 ~= height
    else { return nil }
    size = Size(width, height)
  }
  var defaultValueDescription: String { "\(size.width)x\(size.height)" }
}
