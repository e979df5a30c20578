import ArgumentParser
import Screens
import Terminal
import Views
import Workshop

/// The screen that the explorer would show after some keys.
struct ScreenCommand: Printing {
  /// What the screen is written as.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, ansi, html, svg, cast, address
  }
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
  @Option(
    help: ArgumentHelp(
      "Output format: text, ansi, html, svg, cast with one frame per key, or address, the "
        + "command line that opens it (default: text, or ansi with colours).", valueName: "format"))
  var format: Format?
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
    var console = console
    console.arguments = place
    let format = format ?? (color == .never ? .text : .ansi)
    let screen = Screen(
      size.size, colors: format == .text || format == .address ? .none : colors,
      glyphs: characters.ascii || opening.isASCII ? .ascii : .unicode)
    let settings = opening.looks.settings(in: console.environment)
    func explorer(after count: Int) throws -> Explorer {
      try Session.explorer(
        after: Array(keys.keys.prefix(count)),
        opening.sources.workshop(on: console, writing: false),
        opening.place(on: console), on: screen)
    }
    func grid(after count: Int) throws -> Grid {
      // as a terminal shows it
      try explorer(after: count).draw(in: screen).inGlyphs(of: screen.glyphs)
    }
    // a grid holds nothing that a terminal obeys but the colours
    let theme = Theme(format == .ansi ? colors : .direct, on: settings.knownBackground)
    guard format != .address else {
      return console.print(try explorer(after: keys.keys.count).address().line)
    }
    let last = try grid(after: keys.keys.count)
    let text =
      switch format {
      case .text, .address: last.lines.joined(separator: "\n") + "\n"
      case .ansi: ColoredText(last, theme).text + "\n"
      case .html: HypertextScreen(last, theme).text
      case .svg: VectorScreen(last, theme).text
      case .cast:
        try ScreenRecording((0..<keys.keys.count).map { try grid(after: $0) } + [last], theme).text
      }
    console.write(text)
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
