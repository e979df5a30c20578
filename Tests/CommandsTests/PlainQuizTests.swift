import Testing

@testable import Commands

/// The quiz line by line: answers are read from the input and recorded.
struct PlainQuizTests {
  private func quiz(_ place: Workplace, _ input: String) -> Run {
    Run(
      place.resolve(["quiz", "--card", "own-card", "--plain", "--lessons", "@lessons"]),
      input: input,
      environment: place.environment)
  }
  private func log(_ place: Workplace) -> String {
    Run(["progress", "--export", "-"], environment: place.environment).output
  }

  @Test func `an answer is graded and recorded`() throws {
    try Workplace.with { place in
      let run = quiz(place, "4\n")
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output.contains("What is two and two?"))
      #expect(log(place).contains("\"card\":\"lessons/own-card\""))
      #expect(log(place).contains("\"reply\":\"4\""))
    }
  }

  @Test func `an empty line skips a card and records nothing`() throws {
    try Workplace.with { place in
      #expect(quiz(place, "\n").output.contains("Skipped."))
      #expect(log(place).isEmpty)
    }
  }

  @Test func `the end of the input ends the quiz`() throws {
    try Workplace.with { place in
      let run = quiz(place, "")
      #expect(run.status == 0 && run.output.hasSuffix("> "))
      #expect(log(place).isEmpty)
    }
  }

  @Test func `what was wrong last time is asked again, and nothing else`() throws {
    try Workplace.with { place in
      func wrong(_ input: String) -> String {
        Run(
          place.resolve(["quiz", "--wrong", "--plain", "--lessons", "@lessons"]), input: input,
          environment: place.environment
        ).output
      }
      #expect(wrong("").contains("your last answer to every card was right"))
      _ = quiz(place, "5\n")
      let again = wrong("4\n")
      #expect(again.contains("1 of 1: "))
      #expect(
        wrong("").contains("your last answer to every card was right"), "\(again)\n\(log(place))")
    }
  }

  @Test func `an equation is read back in words before it is graded`() {
    let run = Run(
      ["quiz", "--card", "transposed-forward-size-formula", "--plain"],
      input: "H' = floor((H - N)/S) + 1\n")
    let output = run.output.replacing("\n", with: " ")
    #expect(
      output.contains("Read as: H prime equals the floor of ((H minus N) over S) plus 1."),
      "\(run.output)")
    #expect(run.output.contains("padding"))
  }

  @Test func `what is read from standard input is the notation`() {
    let run = Run(["count", "-"], input: "conv 1x1 4")
    #expect(run.status == 0 && run.output.contains("conv1"))
  }
}
