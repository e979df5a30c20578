import ArgumentParser
import Views
import Workshop

/// What the program does for one word of the command line.
protocol Subcommand: ParsableCommand {
  /// Whether only characters below 128 are to be written.
  var isASCII: Bool { get }
  func run(on console: Console) throws
}

extension Subcommand {
  var isASCII: Bool { false }
}

/// A subcommand that prints text and lets the user choose its characters.
protocol Printing: Subcommand {
  var characters: CharacterOptions { get }
}

extension Printing {
  var isASCII: Bool { characters.ascii }
}

/// A subcommand that opens the explorer at some place.
protocol Opening: Subcommand {
  var sources: SourceOptions { get }
  var looks: LookOptions { get }
  var beginning: BeginningOptions { get }
  /// Where the explorer opens; throws where the command names nothing that can be opened.
  func start(on console: Console) throws -> SessionStart
  /// The same with the keys that are pressed there.
  func place(on console: Console) throws -> SessionStart
}

extension Opening {
  var isASCII: Bool { looks.characters.ascii }

  func run(on console: Console) throws { try explore(on: console) }

  func explore(on console: Console) throws {
    try console.explore(
      sources.workshop(on: console), looks.settings(in: console.environment),
      place(on: console))
  }

  func place(on console: Console) throws -> SessionStart {
    try start(on: console).pressing(beginning.keys.keys)
  }
}

/// A subcommand that opens the explorer, or prints the same line by line: where that is asked
/// for, and where there is no terminal.
protocol PlainOpening: Opening {
  var plain: Bool { get }
  func printPlainly(on console: Console) throws
}

extension PlainOpening {
  func run(on console: Console) throws {
    if plain || !console.hasTerminal {
      try printPlainly(on: console)
    } else {
      try explore(on: console)
    }
  }
}
