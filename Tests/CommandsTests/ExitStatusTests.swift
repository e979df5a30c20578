import Testing

@testable import Commands

/// What is said, where, and with which exit status.
struct ExitStatusTests {
  @Test(arguments: [
    ["count", "basic 4"], ["draw", "basic 4"], ["config"], ["experiment"], ["terms", "stride"],
  ])
  func `what goes well says nothing on standard error`(arguments: [String]) {
    let run = Run(arguments)
    #expect(run.status == 0 && !run.output.isEmpty && run.errors.isEmpty)
  }

  @Test(arguments: [
    (["count", "basci 4"], "did you mean ‘basic’?"),
    (["draw", "basic 4", "--open", "conv"], "Nothing is folded here"),
    (["draw", "resnet18", "--open", "conv9_x"], "did you mean ‘conv"),
    (["explain", "basic 4", "--node", "conv9", "--element", "0,0,0"], "did you mean ‘conv"),
    (["count", "basic 4", "--define", "/nowhere/a.block"], "/nowhere/a.block cannot be read"),
    (["count", "basic 4", "--lessons", "/nowhere"], "there is no such folder of lessons"),
    (["run", "basic 4", "--input", "/nowhere/x.safetensors"], "there is no such file"),
    (["experiment", "drop-mapp", "--plain"], "drop-map"),
    (["terms", "qqqqq"], "No term has the letters ‘qqqqq’."),
    (["progress", "--exam", "2099-01-32"], "‘2099-01-32’ is not a date"),
  ])
  func `an error is one sentence on standard error and exit status 1`(
    arguments: [String], words: String
  ) {
    let run = Run(arguments)
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("Error: ") && run.errors.contains(words), "\(run.errors)")
  }

  @Test(arguments: [
    (["draw"], "Missing expected argument '<notation>'"),
    (["draw", "basic 4", "--widht", "60"], "Did you mean '--width'?"),
    (["draw", "basic 4", "--width", "7"], "--width must be between 20 and 10000."),
    (["draw", "basic 4", "--on", "8x"], "'8x' is invalid for '--on <size>'"),
    (["draw", "basic 4", "--compare", "basic 8", "--backward"], "--compare does not work with"),
    (
      ["draw", "basic 4", "--compare", "basic 8", "--format", "dot"], "does not work with --format"
    ),
    (["draw", "basic 4", "--format", "dot", "--unfold"], "--unfold needs --format text or svg."),
    (["time", "basic 4", "--input-gradient"], "--input-gradient needs --passes both."),
    (["time", "basic 4", "--threads", "0"], "--threads must be between 1 and 1024."),
    (["time", "basic 4", "--repeat", "0"], "--repeat must be between 1 and 1000000."),
    (["time", "basic 4", "--batch", "0"], "--batch must be between 1 and"),
    (["run", "basic 4", "--batch", "0"], "--batch must be between 1 and"),
    (["run", "basic 4", "--loss", "squared_error"], "--loss and --target need each other"),
    (["quiz", "1", "--weakest"], "Choose one of question 1 and --weakest."),
    (["quiz", "--export", "anki", "--seed", "1"], "--export prints all cards"),
    (["screen", "--keys", "rihgt"], "‘rihgt’ is not a key"),
    (["screen", "--size", "80"], "'80' is invalid for '--size <size>'"),
    (["screen", "count", "basic 4"], "screen needs a subcommand that opens the explorer"),
    (["explain", "basic 4", "--node", "conv1", "--element", "a"], "is invalid for '--element"),
  ])
  func `wrong usage is told with the right one and exit status 64`(
    arguments: [String], words: String
  ) {
    let run = Run(arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(words) && run.errors.contains("Usage: "), "\(run.errors)")
  }

  @Test(arguments: HelpTests.names)
  func `an option with choices names them when it is given another`(name: String) throws {
    let needed = [
      "lesson": ["1"], "explain": ["basic 4", "--node", "conv1", "--element", "0,0,0"],
      "step": ["basic 4"], "network": ["basic 4"], "draw": ["basic 4"], "time": ["basic 4"],
      "count": ["basic 4"], "run": ["basic 4"],
    ]
    for argument in try HelpTests.subcommand(name).arguments ?? [] {
      guard argument.kind == .option, let choices = argument.allValues,
        let option = argument.names?.first?.spelling
      else { continue }
      let run = Run([name] + (needed[name] ?? []) + [option, "nonsense"])
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.errors.contains("'nonsense' is invalid for '\(option)"), "\(run.errors)")
      for choice in choices { #expect(run.errors.contains(choice), "\(run.errors)") }
    }
  }
}
