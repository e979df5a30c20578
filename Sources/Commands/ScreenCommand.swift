import ArgumentParser
import Screens
import Terminal
import Views
import Workshop

/// The screen that the explorer would show after some keys.
struct ScreenCommand: Printing {
  enum Coloring: String, CaseIterable, ExpressibleByArgument {
    case always, never
  }

  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Print the screen that the explorer shows after some keys.")

  @Option(help: "Size of the screen in columns x rows.") var size = ScreenSize(Size(80, 24))
  @Option(
    help: "Keys to press, separated by spaces: \"right right enter g 5 ctrl-l\".",
    transform: KeyPresses.init(names:))
  var keys = KeyPresses()
  @Option(
    help: ArgumentHelp(
      "Number of colours that the screen has: 256, 16, 8 or 0.", valueName: "number"))
  var colors = ColorDepth.many
  @Option(help: ArgumentHelp("When to print colours.", valueName: "when"))
  var color = Coloring.never
  @OptionGroup var characters: CharacterOptions
  @Argument(
    parsing: .captureForPassthrough,
    help: "A subcommand that opens the explorer, with its arguments; Home if omitted.")
  var place: [String] = []

  func validate() throws {
    // what is not an option of the screen itself has been captured with the place
    if let first = place.first, ["-h", "--help"].contains(first) {
      throw CleanExit.helpRequest(self)
    }
  }

  func run(on console: Console) throws {
    guard let opening = try Blockwalk.parse(place) as? any Opening else {
      throw ValidationError(
        "screen needs a subcommand that opens the explorer, such as: screen step \"basic 4\".")
    }
    let screen = Screen(
      size.size, colors: color == .never ? .none : colors,
      glyphs: characters.ascii || opening.isASCII ? .ascii : .unicode)
    var grid = try Session.screen(
      after: keys.keys, opening.sources.workshop(on: console, writing: false),
      opening.start(on: console),
      on: screen)
    // as a terminal shows it
    grid = grid.inGlyphs(of: screen.glyphs)
    // a grid holds nothing that a terminal obeys but the colours
    let theme = Theme(colors, on: opening.looks.settings(in: console.environment).knownBackground)
    let text =
      color == .never ? grid.lines.joined(separator: "\n") : ColoredText(grid, theme).text
    console.write(text + "\n")
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

/// Keys on the command line, by their names.
struct KeyPresses {
  var keys: [Key] = []
}

extension KeyPresses {
  init(names: String) throws {
    keys = try names.split(separator: " ").map { name in
      guard let key = Key(name: String(name)) else {
        throw ValidationError(
          "‘\(name)’ is not a key; try right, enter, pgdn, ctrl-l or a letter.")
      }
      return key
    }
  }
}

extension ColorDepth: ExpressibleByArgument {}
