import Testing

@testable import Commands

/// Where options may stand, and what is said of words that are no subcommand.
struct CommandLineArgumentsTests {
  @Test(arguments: [
    (["--ascii", "draw", "basic 4"], ["draw", "--ascii", "basic 4"]),
    (["--width", "60", "draw", "basic 4"], ["draw", "--width", "60", "basic 4"]),
    (["--width=60", "draw", "basic 4"], ["draw", "--width=60", "basic 4"]),
    (["draw", "--width", "60", "basic 4"], ["draw", "--width", "60", "basic 4"]),
    (["--lessons", "draw", "count", "basic 4"], ["count", "--lessons", "draw", "basic 4"]),
    (["--help", "draw"], ["draw", "--help"]),
    (["--ascii", "--no-motion"], ["--ascii", "--no-motion"]),
    (["--generate-completion-script", "bash"], ["--generate-completion-script", "bash"]),
  ])
  func `options come behind the subcommand`(arguments: [String], ordered: [String]) throws {
    #expect(try CommandLineArguments(arguments).ordered == ordered)
  }

  @Test(arguments: [
    (["drow", "basic 4"], "There is no subcommand ‘drow’; did you mean ‘draw’?"),
    (["--ascii", "cuont", "basic 4"], "There is no subcommand ‘cuont’; did you mean ‘count’?"),
    (["resnet50"], "There is no subcommand ‘resnet50’."),
  ])
  func `a word that is no subcommand is answered by the nearest`(
    arguments: [String], sentence: String
  ) {
    let run = Run(arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("Error: \(sentence)\n"), "\(run.errors)")
  }

  @Test(arguments: [
    ["--ascii", "draw", "basic 4"], ["draw", "--ascii", "basic 4"], ["draw", "basic 4", "--ascii"],
  ])
  func `draw obeys ascii wherever it stands`(arguments: [String]) {
    let run = Run(arguments)
    #expect(run.status == 0 && run.output.contains("conv 3x3"))
    #expect(run.output.utf8.allSatisfy { $0 < 128 })
    #expect(Run(["draw", "basic 4"]).output.contains("conv 3×3"))
  }

  @Test func `an option of another subcommand is refused before and behind`() {
    for arguments in [["--json", "draw", "basic 4"], ["draw", "basic 4", "--json"]] {
      let run = Run(arguments)
      #expect(run.status == 64 && run.output.isEmpty && run.errors.contains("--json"))
    }
  }
}
