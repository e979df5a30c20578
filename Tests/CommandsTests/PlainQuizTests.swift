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
      #expect(log(place).contains("\"card\":\"own-card\""))
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

  @Test func `what is read from standard input is the notation`() {
    let run = Run(["count", "-"], input: "conv 1x1 4")
    #expect(run.status == 0 && run.output.contains("conv1"))
  }
}
