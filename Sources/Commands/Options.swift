import ArgumentParser
import FileSystem
import Lessons
import Networks
import ONNX
import Screens
import Tensors
import Terminal
import Views
import Workshop

/// Which lessons are open beside the program's own.
struct PackOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of lessons and blocks to open beside the built-in one; may be repeated.",
      valueName: "folder"))
  var lessons: [String] = []
  @Flag(help: "Open only the lessons of --lessons or BLOCKWALK_LESSONS.")
  var only = false

  func selection(on console: Console) throws -> PackSelection {
    let selection = PackSelection(lessons, isOnly: only, in: console.environment)
    guard !only || !selection.folders.isEmpty else {
      throw ValidationError("--only needs --lessons or \(PackSelection.variable).")
    }
    return selection
  }
}

/// Where lessons and definitions come from.
struct SourceOptions: ParsableArguments {
  @OptionGroup var packs: PackOptions
  @Option(
    name: .customLong("define"),
    help: ArgumentHelp("File of block definitions to add; may be repeated.", valueName: "file"))
  var definitions: [String] = []

  /// The number of a question that is called by its number, its name or its title.
  func question(called words: String, on console: Console) throws -> Int {
    let course = try workshop(on: console, writing: false).course
    do {
      return try course.chapter(called: words).front.number
    } catch {
      // a number that is not there is told as such by what looks for it
      guard let number = Int(words) else { throw error }
      return number
    }
  }
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
      packs.selection(on: console), definitions: definitions,
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

/// What is done as soon as the explorer is open.
struct BeginningOptions: ParsableArguments {
  @Option(
    name: .customLong("keys"),
    help: "Keys to press at once, separated by spaces: \"tab ] enter\".",
    transform: KeyPresses.init(names:))
  var keys = KeyPresses()
}

/// A block and the size that enters it.
struct NotationOptions: ParsableArguments {
  @Argument(
    help: """
      A block in the notation, a library block with its arguments, an ONNX model, or '-' to read \
      the notation.
      """)
  var notation: String
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp(
      "Input size, such as 8x8x16 (default: the block's own, or 8x8x16).", valueName: "size"))
  var input: InputSize?
  @Option(help: "Of an ONNX model, take the node of this name for the output.")
  var until: String?
  @OptionGroup var sources: SourceOptions

  /// The model that stands in place of the notation, if one does.
  private var model: ModelFile? { ModelFile(notation, until: until) }

  func validate() throws {
    guard until == nil || model != nil else {
      throw ValidationError("--until is for a model, a file that ends in ‘.onnx’.")
    }
  }

  /// Files of tensors; a model brings its weights, where no others are given.
  func files(_ given: TensorFiles) -> TensorFiles {
    var files = given
    if files.weights == nil, let model {
      files.weights = model.path
      files.until = model.last
    }
    return files
  }

  /// The names that nodes had in the model, by their ids here.
  func origins(on console: Console) throws -> [String: String] {
    try model?.imported(
      library: sources.workshop(on: console).library, on: input?.shape
    ).origins ?? [:]
  }

  /// The text of the notation: read from standard input where it is `-`, recovered from a model.
  func source(on console: Console) throws -> String {
    if let model {
      return try model.imported(
        library: sources.workshop(on: console).library, on: input?.shape
      ).text
    }
    return notation == "-" ? try console.notation() : notation
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
