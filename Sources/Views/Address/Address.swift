import Screens
import Tensors

/// The command line that opens a place of the explorer: `blockwalk step "basic 4" --at conv1`.
public struct Address: Hashable, Sendable {
  /// The subcommand and its arguments.
  public private(set) var words: [String]
  /// What is pressed there, for what has no option of its own.
  private var keys: [Key] = []

  init(_ words: String...) { self.words = words }

  /// A command line without some of its options, each with the value that follows it.
  public init(_ arguments: [String], without options: Set<String>) {
    words = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if options.contains(word) {
        _ = rest.popFirst()
      } else if !options.contains(where: { word.hasPrefix("\($0)=") }) {
        words.append(word)
      }
    }
  }

  /// Adds an option without a value.
  mutating func add(_ flag: String) { words.append(flag) }
  /// Adds an option where it has a value.
  mutating func add(_ option: String, _ value: (some CustomStringConvertible)?) {
    if let value { words += [option, "\(value)"] }
  }
  /// Adds the size that enters.
  mutating func add(size: Shape?) {
    add("--on", size.map { "\($0)".replacing("×", with: "x") })
  }
  /// Adds the first key of a command, as often as it is pressed.
  mutating func press(_ command: Command, times: Int = 1) {
    guard let key = Binding.of(command)?.keys.first else { return }
    keys += Array(repeating: key, count: times)
  }
  /// Adds a number that is typed before a command, such as `12 g`.
  mutating func press(_ command: Command, after number: Int) {
    keys += "\(number)".map { Key.character($0) }
    press(command)
  }

  /// The subcommand with all its arguments, as a shell hands them over.
  public var arguments: [String] {
    words + (keys.isEmpty ? [] : ["--keys", keys.map(\.scriptName).joined(separator: " ")])
  }

  /// The line as it is typed in a shell.
  public var line: String {
    (["blockwalk"] + arguments).map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell takes it for one, whatever stands in it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:,=@+".contains($0)) }
    guard !isPlain else { return word }
    return word.contains(where: { "\"\\$`!".contains($0) })
      ? "'\(word.replacing("'", with: "'\\''"))'" : "\"\(word)\""
  }
}
