import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A command as the argument parser describes it: its names, its texts and its arguments.
struct CommandDescription: Decodable, Sendable {
  struct Argument: Decodable, Sendable {
    enum Kind: String, Decodable, Sendable {
      case positional, option, flag
    }
    struct Name: Decodable, Sendable {
      let kind: String
      let name: String

      /// As it is written on the command line, with its dashes.
      var spelling: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: Kind
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let allValues: [String]?
    let shouldDisplay: Bool
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandDescription]?
  let arguments: [Argument]?

  /// The program with all its subcommands.
  static func program() throws -> CommandDescription { try described.get() }

  private static let described = Result {
    struct Tool: Decodable {
      let command: CommandDescription
    }
    let description = Data(Blockwalk._dumpHelp().utf8)
    return try JSONDecoder().decode(Tool.self, from: description).command
  }

  /// The options of this command and its subcommands that have a value behind them.
  var optionsWithValue: Set<String> {
    let own = (arguments ?? []).filter { $0.kind == .option }
      .flatMap { ($0.names ?? []).map(\.spelling) }
    return (subcommands ?? []).reduce(into: Set(own)) { $0.formUnion($1.optionsWithValue) }
  }
}
