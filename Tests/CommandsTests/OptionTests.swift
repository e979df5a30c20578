import Testing

@testable import Commands

/// Every option of every subcommand does what it promises, wherever it stands.
struct OptionTests {
  @Test(arguments: OptionCases.all)
  func `an option has its effect in every place where it may stand`(option: OptionCase) throws {
    let lines = option.commandLines
    let without = try OptionRuns.result(of: option, lines.without)
    // where the option is ignored, the case must fail
    #expect(!option.isObeyed(without, without))
    for line in try option.distinct(lines.with) {
      let with = try option.result(line)
      #expect(
        option.isObeyed(with, without),
        "\(line): exit status \(with.run.status)\n\(with.run.output)\(with.run.errors)")
    }
  }

  @Test(arguments: HelpTests.names)
  func `every option of a subcommand has a case here`(name: String) throws {
    let command = try HelpTests.subcommand(name)
    let options = (command.arguments ?? []).filter { $0.kind != .positional && $0.shouldDisplay }
      .flatMap { ($0.names ?? []).map(\.spelling) }
    let tried = Set(OptionCases.all.filter { $0.subcommand == name }.map(\.option))
    // what all subcommands have is tried for each of them by the tests of the help
    let missing = Set(options).subtracting(tried).subtracting(["--version", "--help", "-h"])
    #expect(missing.isEmpty, "no case of \(missing.sorted())")
    #expect(tried.isSubset(of: options), "\(tried.subtracting(options))")
  }
}
