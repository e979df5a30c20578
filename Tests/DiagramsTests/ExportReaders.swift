import Foundation

/// What a reader of a format stumbles over.
struct ReadingFault: Error { let words: String }

/// The statements of a digraph, by the lexical rules of Graphviz's DOT language: words, strings
/// between quotes in which a quote is escaped, brackets, `->` and `=`.
struct GraphvizReader {
  struct Statement {
    var words: [String] = []
    var isEdge = false
    var attributes: [String: String] = [:]
  }
  private(set) var statements: [Statement] = []

  private enum Token: Equatable { case word(String), string(String), sign(Character), arrow, line }

  init(_ text: String) throws {
    var statement = Statement()
    var key: String?
    var isList = false
    func value(_ token: Token) -> String? {
      switch token {
      case .word(let text), .string(let text): text
      default: nil
      }
    }
    let tokens = try Self.tokens(text)
    for (index, token) in tokens.enumerated() {
      switch token {
      case .sign("["): isList = true
      case .sign("]"): isList = false
      case .sign("="):
        guard index > 0, let name = value(tokens[index - 1]) else {
          throw ReadingFault(words: "nothing before =")
        }
        key = name
        if !isList, statement.words.last == name { statement.words.removeLast() }
      case .arrow: statement.isEdge = true
      case .line, .sign("{"), .sign("}"), .sign(";"):
        if !statement.words.isEmpty || !statement.attributes.isEmpty {
          statements.append(statement)
        }
        statement = Statement()
      case .word, .string:
        guard let text = value(token) else { continue }
        if let name = key {
          statement.attributes[name] = text
          key = nil
        } else if !isList {
          statement.words.append(text)
        }
      case .sign(let sign): throw ReadingFault(words: "\(sign) has no place here")
      }
    }
    guard !isList else { throw ReadingFault(words: "a bracket is not closed") }
  }

  private static func tokens(_ text: String) throws -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(text)
    while let first = rest.first {
      switch first {
      case "\"":
        rest.removeFirst()
        var string = ""
        var isClosed = false
        while let next = rest.popFirst() {
          if next == "\"" {
            isClosed = true
            break
          }
          // a label's own escapes: a backslash and a quote stand for themselves
          if next == "\\", let escaped = rest.popFirst() {
            guard "\\\"".contains(escaped) else { throw ReadingFault(words: "\\\(escaped)") }
            string.append(escaped)
          } else {
            string.append(next)
          }
        }
        guard isClosed else { throw ReadingFault(words: "a string is not closed") }
        tokens.append(.string(string))
      case "\n":
        rest.removeFirst()
        tokens.append(.line)
      case " ": rest.removeFirst()
      case "-" where rest.hasPrefix("->"):
        rest.removeFirst(2)
        tokens.append(.arrow)
      case _ where first.isLetter || first.isNumber || first == "_":
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest[word.endIndex...]
        tokens.append(.word(String(word)))
      default:
        rest.removeFirst()
        tokens.append(.sign(first))
      }
    }
    return tokens
  }
}

/// The captions of a flowchart of Mermaid: what stands in quotes in the box of a node, entities
/// such as `#quot;` and `#43;` resolved.
struct MermaidReader {
  private(set) var captions: [String] = []
  /// Subgraphs that are open at the end.
  private(set) var depth = 0

  init(_ text: String) throws {
    for line in text.split(separator: "\n").dropFirst() {
      let line = line.drop { $0 == " " }
      if line == "end" {
        depth -= 1
      } else if line.hasPrefix("subgraph ") {
        guard line.wholeMatch(of: #/subgraph s\d+ \["[^"]+"\]/#) != nil else {
          throw ReadingFault(words: "\(line)")
        }
        depth += 1
      } else if let box = line.wholeMatch(
        of: #/(?:n\d+|y)(?:\(\("([^"]+)"\)\)|\(\["([^"]+)"\]\)|\["([^"]+)"\]):::\w+/#)
      {
        captions.append(try Self.resolved(box.1 ?? box.2 ?? box.3 ?? ""))
      } else if line.wholeMatch(of: #/n\d+ -->(?:\|"[^"]+"\|)? (?:n\d+|y)/#) == nil,
        line.wholeMatch(of: #/classDef \w+ fill:\#\w+,stroke:\#\w+,color:\#\w+/#) == nil
      {
        throw ReadingFault(words: "\(line)")
      }
    }
  }

  private static func resolved(_ text: Substring) throws -> String {
    guard !text.contains(#/[<>&`]/#) else { throw ReadingFault(words: "\(text) is obeyed") }
    let names = ["quot": "\"", "lt": "<", "gt": ">", "amp": "&"]
    return try String(text).replacing(#/#(\w*);?/#) { match -> String in
      let word = String(match.1)
      if let name = names[word] { return name }
      guard let number = UInt32(word), let scalar = Unicode.Scalar(number) else {
        throw ReadingFault(words: "#\(word)")
      }
      return String(scalar)
    }
  }
}

/// The tokens of Python that matter to whether a text is one: strings, names, brackets.
struct PythonReader {
  /// The strings without a prefix, escapes resolved.
  private(set) var strings: [String] = []
  /// Names in order, with whether they follow a point.
  private var names: [(text: String, isMember: Bool)] = []
  private var lines: [Substring] = []

  /// Python 3, section 2.3.1 of its reference.
  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
  ]
  private static let used: Set<String> = ["torch", "nn", "F", "self", "super"]

  init(_ text: String) throws {
    var rest = Substring(text)
    var open: [Character] = []
    lines = text.split(separator: "\n")
    while let first = rest.first {
      if first == "#" {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("\"\"\"") {
        rest.removeFirst(3)
        strings.append(try Self.string(&rest, end: "\"\"\""))
      } else if first == "\"" {
        rest.removeFirst()
        strings.append(try Self.string(&rest, end: "\""))
      } else if first.isLetter || first == "_" {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let isMember =
          rest.startIndex > text.startIndex
          && text[text.index(before: rest.startIndex)] == "."
        names.append((String(name), isMember))
        rest = rest[name.endIndex...]
      } else {
        if "([{".contains(first) { open.append(first) }
        if ")]}".contains(first) {
          let pairs: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
          guard let last = open.popLast(), pairs[last] == first else {
            throw ReadingFault(words: "brackets")
          }
        }
        rest.removeFirst()
      }
    }
    guard open.isEmpty else { throw ReadingFault(words: "an open bracket") }
  }

  /// Throws where a keyword is used as a name, or a name that the module uses gets another meaning.
  func check() throws {
    for (name, isMember) in names where isMember && Self.keywords.contains(name) {
      throw ReadingFault(words: ".\(name)")
    }
    for line in lines {
      let line = line.drop { $0 == " " }
      if let match = line.prefixMatch(of: #/(?:class|def) +(\w+)/#),
        Self.keywords.union(Self.used).contains(String(match.1))
      {
        throw ReadingFault(words: "\(line)")
      }
      if let match = line.prefixMatch(of: #/(\w+) *=(?!=)/#),
        Self.keywords.union(Self.used).contains(String(match.1))
      {
        throw ReadingFault(words: "\(line)")
      }
    }
  }

  private static func string(_ rest: inout Substring, end: String) throws -> String {
    var text = ""
    while !rest.isEmpty {
      if rest.hasPrefix(end) {
        rest.removeFirst(end.count)
        return text
      }
      let next = rest.removeFirst()
      if next.isNewline, end.count == 1 { break }
      guard next == "\\" else {
        text.append(next)
        continue
      }
      let escaped = rest.removeFirst()
      switch escaped {
      case "\\", "\"": text.append(escaped)
      case "u":
        guard let scalar = UInt32(rest.prefix(4), radix: 16).flatMap(Unicode.Scalar.init) else {
          throw ReadingFault(words: "\\u\(rest.prefix(4))")
        }
        text.unicodeScalars.append(scalar)
        rest.removeFirst(4)
      default: throw ReadingFault(words: "\\\(escaped)")
      }
    }
    throw ReadingFault(words: "a string is not closed")
  }

  /// Python, where the machine has it.
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Whether Python itself takes a text; nothing of it is run.
  static func compiles(_ text: String, by python: String) throws -> Bool {
    let (process, input) = (Process(), Pipe())
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", "import ast, sys; ast.parse(sys.stdin.read())"]
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
