import FileSystem
import Lessons
import Screens
import Study
import Tensors
import Terminal
import Views
import Workshop

/// What a command is handed: where it writes, what it reads, and a way to show the explorer.
///
/// Commands touch no stream of the process themselves, so that tests can run them beside each
/// other and look at everything they say.
struct Console {
  /// Takes the bytes of results.
  var output: ([UInt8]) -> Void
  /// Takes the bytes of errors and remarks.
  var errors: ([UInt8]) -> Void
  /// Throws where not all results have arrived, as on a full disk.
  var finish: () throws -> Void = {}
  /// The next line of the input; nothing at its end.
  var readLine: () -> String? = { nil }
  /// The whole input, or its first bytes beyond a limit.
  var readAll: (_ limit: Int) throws -> [UInt8] = { _ in [] }
  /// The variables of the environment.
  var environment = Environment([:])
  /// Whether there is a terminal on which the explorer can be shown.
  var hasTerminal = false
  /// What can be known of the terminal without opening it.
  var probe: () -> TerminalProbe = { TerminalProbe(colors: nil, isUTF8: false) }
  /// Shows the explorer, opened at some place, until it is left.
  var explore: (Workshop, Settings, SessionStart) throws -> Void
  /// The width to which help is wrapped; that of the terminal if none is given.
  var columns: Int?
  /// The subcommand that is run, with its arguments.
  var arguments: [String] = []
  /// Whether only characters below 128 are written.
  var isASCII = false
}

extension Console {
  /// What the workshop uses of the world around it.
  var dependencies: Dependencies { Dependencies(in: environment) }

  /// Prints a text and a line end.
  ///
  /// Lessons, names and answers come from outside: what a terminal would obey in them is replaced.
  func print(_ text: String, terminator: String = "\n", as form: TextForm = .plain) {
    let text = (text + terminator).harmless(keepingLines: true)
    write(isASCII ? form.ascii(text) : text)
  }

  /// Prints the rows of a grid without the blanks at their ends.
  func print(_ grid: Grid) {
    for line in (isASCII ? grid.inASCII() : grid).lines { print(line.trimmedEnd) }
  }

  /// Writes a text as it is, with escape codes that are meant to be obeyed.
  func write(_ text: String) { output(Array(text.utf8)) }

  /// Writes bytes to a file or what else a path leads to; `-` is where results go.
  func write(_ bytes: [UInt8], to path: String) throws {
    if path == "-" { return output(bytes) }
    // what has been printed comes before what goes to the same place by another name
    try finish()
    try Files.write(bytes, to: path)
  }

  /// Asks for a line; nothing at the end of the input.
  func ask(_ prompt: String) throws -> String? {
    print(prompt, terminator: "")
    try finish()
    return readLine()
  }

  /// The notation that stands on the input.
  func notation() throws -> String {
    let bytes = try readAll(Limits.source)
    guard bytes.count <= Limits.source else {
      throw Failure(
        "the notation on standard input is longer than \(Limits.source) bytes.")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A log of answers from a file, or from the input where its path is `-`.
  func log(_ path: String) throws -> AnswerLog {
    let limit = Limits.logBytes
    let bytes = path == "-" ? try readAll(limit) : try Files.bytes(path, atMost: limit)
    guard bytes.count <= limit else {
      throw Failure("the log on standard input is larger than \(MemoryRoom.words(limit)).")
    }
    return try AnswerLog(bytes, named: path == "-" ? "standard input" : path)
  }

  /// Says a sentence on standard error.
  func note(_ sentence: String) {
    let text = (sentence + "\n").harmless(keepingLines: true)
    errors(Array((isASCII ? TextForm.plain.ascii(text) : text).utf8))
  }

  /// Says what is wrong where the command goes on all the same.
  func warn(_ sentence: String) { note("Error: \(sentence)") }
}
