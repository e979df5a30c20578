import Testing

@testable import Commands

/// What the program says of itself.
struct HelpTests {
  static var names: [String] {
    ((try? CommandDescription.program().subcommands) ?? []).map(\.commandName)
      .filter { $0 != "help" }
  }

  /// A subcommand as the argument parser describes it.
  static func subcommand(_ name: String) throws -> CommandDescription {
    try #require(try CommandDescription.program().subcommands?.first { $0.commandName == name })
  }

  @Test func `the help of the program is as it is kept`() throws {
    let run = Run(["--help"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(Run(["help"]).output == run.output && Run(["-h"]).output == run.output)
    try Golden.expect(run.output, in: "Help/blockwalk.txt")
  }

  @Test(arguments: names)
  func `the help of a subcommand is as it is kept`(name: String) throws {
    let run = Run([name, "--help"])
    #expect(run.status == 0 && run.errors.isEmpty)
    for arguments in [["help", name], ["--help", name], [name, "-h"]] {
      #expect(Run(arguments).output == run.output, "\(arguments)")
    }
    try Golden.expect(run.output, in: "Help/\(name).txt")
  }

  @Test(arguments: names)
  func `every text of the help is a sentence`(name: String) throws {
    let command = try Self.subcommand(name)
    let texts =
      [command.abstract, command.discussion].compactMap { $0 }
      + (command.arguments ?? []).compactMap(\.abstract)
    #expect(!texts.isEmpty)
    for text in texts {
      #expect(text.first?.isUppercase == true && (text.hasSuffix(".") || text.hasSuffix(").")))
      #expect(text.count <= 200 || text == command.discussion, "\(text)")
    }
  }

  @Test(arguments: ["--version", "-V"])
  func `the version is one line, before and behind a subcommand`(option: String) {
    for arguments in [[option], [option, "draw"], ["draw", "basic 4", option]] {
      let run = Run(arguments)
      #expect(run.status == 0 && run.errors.isEmpty, "\(arguments)")
      #expect(run.output == Blockwalk.version + "\n", "\(arguments)")
    }
  }

  @Test func `help after its subcommand wins over what is wrong with the rest`() {
    #expect(Run(["screen", "--help"]).output.contains("USAGE: blockwalk screen"))
    #expect(Run(["draw", "--help"]).output.contains("USAGE: blockwalk draw"))
  }
}
