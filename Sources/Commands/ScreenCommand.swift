import ArgumentParser
import Screens
import Terminal
import Views

/// The screen that the explorer would show after some keys.
struct ScreenCommand: Printing {
  /// What the screen is written as.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, ansi, html, svg, cast
  }
  enum Coloring: String, CaseIterable, ExpressibleByArgument {
    case always, never
  }

  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Prints the screen that the explorer would show after keys.")

  @Option(help: "Columns x rows of the screen.") var size = ScreenSize(Size(80, 24))
  @Option(
    help: "Keys with blanks between them: \"right right enter g 5 ctrl-l\".",
    transform: KeyPresses.init(names:))
  var keys = KeyPresses()
  @Option(help: "How many colours the screen has: 256, 16, 8 or 0.") var colors = ColorDepth.many
  @Option(help: "Print colours: always or never.") var color = Coloring.never
  @Option(help: "text, ansi with colours, html, svg, or cast: one frame a key for asciinema.")
  var format: Format?
  @OptionGroup var characters: CharacterOptions
  @Argument(parsing: .captureForPassthrough, help: "Where to open: lesson N, step NOTATION …")
  var place: [String] = []

  func validate() throws {
    // what is not an option of the screen itself has been captured with the place
    if let first = place.first, ["-h", "--help"].contains(first) {
      throw CleanExit.helpRequest(self)
    }
  }

  func run(on console: Console) throws {
    guard let opening = try Blockwalk.parse(place) as? any Opening else {
      throw ValidationError("screen opens a lesson, a step or nothing: screen step \"basic 4\".")
    }
    let format = format ?? (color == .never ? .text : .ansi)
    let screen = Screen(
      size.size, colors: format == .text ? .none : colors,
      glyphs: characters.ascii || opening.isASCII ? .ascii : .unicode)
    func grid(after count: Int) throws -> Grid {
      try Session.screen(
        after: Array(keys.keys.prefix(count)), opening.sources.workshop(isRecording: false),
        opening.openings(on: console), on: screen)
    }
    // a grid holds nothing that a terminal obeys but the colours
    let theme = Theme(
      format == .ansi ? colors : .direct, on: opening.looks.settings.knownBackground)
    let last = try grid(after: keys.keys.count)
    let text =
      switch format {
      case .text: last.lines.joined(separator: "\n") + "\n"
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
