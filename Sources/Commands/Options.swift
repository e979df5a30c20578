import ArgumentParser
import Lessons
import Networks
import Screens
import Tensors
import Terminal
import Views
import Workshop

/// Where lessons and definitions come from.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of lessons and blocks to use instead of the built-in one.", valueName: "folder"))
  var lessons: String?
  @Option(
    name: .customLong("define"),
    help: ArgumentHelp("File of block definitions to add; may be repeated.", valueName: "file"))
  var definitions: [String] = []
}

/// Which characters are written.
struct CharacterOptions: ParsableArguments {
  @Flag(help: "Use ASCII characters only.")
  var ascii = false
}

extension SourceOptions {
  /// The lessons and blocks that the options name.
  func workshop(on console: Console, writing: Bool = true) throws -> Workshop {
    try Workshop(
      lessons: lessons ?? console.environment["BLOCKWALK_LESSONS"], definitions: definitions,
      writing ? console.dependencies : console.dependencies.readOnly)
  }
}

/// How the terminal is used.
struct LookOptions: ParsableArguments {
  @Option(help: ArgumentHelp("When to use colours.", valueName: "when"))
  var color: ColorPreference?
  @OptionGroup var characters: CharacterOptions
  @Flag(help: "Disable autoplay.")
  var noMotion = false
  @Flag(help: "Ignore the settings file.")
  var noConfig = false

  /// The file's settings, over which the options go, and the environment over motion.
  func settings(in environment: Environment) -> Settings {
    var settings = Settings(in: environment, readingFile: !noConfig)
    if let color { settings.color = color }
    if characters.ascii { settings.glyphs = .ascii }
    if noMotion { settings.allowsMotion = false }
    return settings
  }
}

/// A block and the size that enters it.
struct NotationOptions: ParsableArguments {
  @Argument(
    help: "A block in the notation, a library block with its arguments, or '-' to read it.")
  var notation: String
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp(
      "Input size, such as 8x8x16 (default: the block's own, or 8x8x16).", valueName: "size"))
  var input: InputSize?
  @OptionGroup var sources: SourceOptions

  /// The text of the notation, read from standard input where it is `-`.
  func source(on console: Console) throws -> String {
    notation == "-" ? try console.readAll() : notation
  }

  func network(on console: Console) throws -> Network {
    try network(of: source(on: console), on: console)
  }
  /// The block on the size of a picture that enters, where nothing else states one.
  func network(entered files: TensorFiles, on console: Console) throws -> Network {
    let (text, library) = (try source(on: console), try sources.workshop(on: console).library)
    return try Network(
      text, library: library, on: input?.shape ?? files.size(for: text, library: library))
  }
  /// Another text on the same input, with the same definitions.
  func network(of text: String, on console: Console) throws -> Network {
    try Network(text, library: sources.workshop(on: console).library, on: input?.shape)
  }
}

/// A size on the command line: rows x columns x channels, or channels alone.
struct InputSize: ExpressibleByArgument {
  let shape: Shape

  init?(argument: String) {
    guard let shape = try? Shape(notation: argument) else { return nil }
    self.shape = shape
  }
}

extension ColorPreference: ExpressibleByArgument {}
extension Mode: ExpressibleByArgument {}
