import Testing

/// `blockwalk screen` shows a place after some keys and keeps nothing of what is done there.
struct ScreenTests {
  @Test(arguments: ["relu\n", "relu"])
  func `what is typed key by key stays, though nothing is written`(draft: String) throws {
    try Workplace.with { place in
      let file = "home/.local/share/blockwalk/playground.draft"
      try place.write(Array(draft.utf8), to: file)
      let run = Run(
        ["screen", "--size", "80x24", "--keys", "g h t", "playground"],
        environment: place.environment)
      #expect(run.output.contains("1 relught"), "\(run.output)\(run.errors)")
      #expect(place.bytes(file) == Array(draft.utf8))
    }
  }
}
