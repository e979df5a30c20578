import Testing

@testable import Commands

/// Answers graded from the shell.
struct GradeTests {
  @Test func `an equation without its ranges gets half a point less`() {
    let run = Run([
      "grade", "transposed-formula", "--answer",
      "dI[i,j,c] = sum(i',j',o) G[i',j',o] * K[i - i'*S, j - j'*S, c, o]", "--json",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("\"points\" : 4.5") && run.output.contains("\"of\" : 5"))
    #expect(run.output.contains("the ranges are missing"))
    #expect(run.output.contains("\"differs\" : null"))
  }

  @Test func `a wrong equation is told where it differs`() {
    let run = Run([
      "grade", "transposed-formula", "--answer",
      "dI[i,j,c] = sum(i',j',o) G[i',j',o] * K[i - i', j - j', c, o]",
    ])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("2.5 of 5 points\n- the stride forgotten: "))
    #expect(run.output.contains("with S = 2, dI["))
  }

  @Test func `an equation that cannot be run gets nothing and its reason`() {
    let run = Run(["grade", "transposed-formula", "--answer", "-", "--json"], input: "dI = sum(")
    #expect(run.status == 0)
    #expect(run.output.contains("\"points\" : 0"))
    #expect(run.output.contains("the equation ends too soon"))
  }

  @Test func `answers of other kinds are graded too`() {
    let run = Run(["grade", "transposed-shape", "--answer", "14x14x8"])
    #expect(run.status == 0 && run.output == "1 of 1 points\n")
  }

  @Test func `a card that is not there is answered by the nearest`() {
    let run = Run(["grade", "transposed-formul", "--answer", "1"])
    #expect(run.status == 1)
    #expect(run.errors.contains("did you mean ‘transposed-formula’?"))
  }
}
