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
  @Option(help: "Read lessons and blocks from this folder instead of the built-in one.")
  var lessons: String?
  @Option(name: .customLong("define"), help: "Add the definitions of a file.")
  var definitions: [String] = []
}

/// What is written.
struct CharacterOptions: ParsableArguments {
  @Flag(help: "Use characters below 128 only.")
  var ascii = false
}

extension SourceOptions {
  /// The lessons and blocks that the options name.
  func workshop(_ dependencies: Dependencies = Dependencies()) throws -> Workshop {
    try Workshop(lessons: lessons, definitions: definitions, dependencies)
  }
}

/// How the terminal is used.
struct LookOptions: ParsableArguments {
  @Option(help: "Use colours: auto, always or never.")
  var color: ColorPreference?
  @OptionGroup var characters: CharacterOptions
  @Flag(help: "Play nothing by itself.")
  var noMotion = false
  @Flag(help: "Leave the file of settings unread.")
  var noConfig = false

  /// The file's settings, over which the options go, and the environment over motion.
  var settings: Settings {
    var settings = noConfig ? Settings() : Settings.read()
    if let color { settings.color = color }
    if characters.ascii { settings.glyphs = .ascii }
    if noMotion { settings.allowsMotion = false }
    return settings.inEnvironment
  }
}

/// A block and the size that enters it.
struct NotationOptions: ParsableArguments {
  @Argument(help: "Text of the notation, '-', or a library block with its arguments.")
  var notation: String
  @Option(name: .customLong("on"), help: "The size that enters, such as 8x8x16.")
  var input: InputSize?
  @OptionGroup var sources: SourceOptions

  /// The text of the notation, read from standard input where it is `-`.
  func source(on console: Console) throws -> String {
    notation == "-" ? try console.readAll() : notation
  }

  func network(on console: Console) throws -> Network { try network(of: source(on: console)) }
  /// The block on the size of a picture that enters, where nothing else states one.
  func network(entered files: TensorFiles, on console: Console) throws -> Network {
    let (text, library) = (try source(on: console), try sources.workshop().library)
    return try Network(
      text, library: library, on: input?.shape ?? files.size(for: text, library: library))
  }
  /// Another text on the same input, with the same definitions.
  func network(of text: String) throws -> Network {
    try Network(text, library: sources.workshop().library, on: input?.shape)
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
