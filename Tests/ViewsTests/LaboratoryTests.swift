import Experiments
import Screens
import Testing

@testable import Views

/// An experiment in the explorer: it runs beside the keys.
@Suite struct LaboratoryTests {
  private func opened() throws -> Stage {
    var stage = try Stage()
    stage.keepsJobs = true
    try stage.openExperiment("gradient-depth")
    return stage
  }
  private func lines(_ stage: Stage) -> [String] {
    stage.explorer.draw(in: Screen(Size(80, 24))).lines
  }
  private let part = Finding.experiment(nil, done: 3, of: 9)

  @Test func `it waits for Enter, counts and takes keys meanwhile`() throws {
    var stage = try opened()
    #expect(lines(stage)[0].contains("⏎ runs it"))
    #expect(stage.runningJobs.isEmpty)
    try stage.press("enter")
    #expect(Array(stage.runningJobs.keys) == [1])
    stage.explorer.receive(.progress(part), at: 1)
    #expect(lines(stage)[0].contains("running, 3 of 9"))
    try stage.press("tab")
    #expect(lines(stage)[22].contains("▸width"))
  }

  @Test(arguments: Experiments.all.filter(\.isQuick).map(\.name), [Size(80, 24), Size(120, 40)])
  func `what a picture shows is said whole`(name: String, size: Size) throws {
    let experiment = try #require(Experiments.named(name))
    let heading = try experiment.run(Setup(experiment.knobs), .none).heading
    var stage = try Stage(Screen(size))
    try stage.openExperiment(name)
    // beside a narrow picture measures stand, so that its words are parted by blanks and lines
    let shown = stage.explorer.draw(in: stage.screen).lines.dropFirst(2).prefix(4)
      .joined(separator: " ")
    let missing = heading.split(separator: " ").filter { !shown.contains($0) }
    #expect(missing.isEmpty, "\(missing) of ‘\(heading)’")
  }

  @Test func `Esc ends what runs first, and only then the view`() throws {
    var stage = try opened()
    try stage.press("enter")
    stage.explorer.receive(.progress(part), at: 1)
    try stage.press("esc")
    #expect(stage.runningJobs.isEmpty)
    #expect(lines(stage)[0].contains("stopped at 3 of 9"))
    // its last word came too late
    stage.explorer.receive(.progress(.experiment(nil, done: 4, of: 9)), at: 1)
    #expect(lines(stage)[0].contains("stopped at 3 of 9"))
    try stage.press("esc")
    #expect(lines(stage)[0].contains("Blockwalk"))
    #expect(stage.runningJobs.isEmpty)
  }

  @Test func `leaving ends it too`() throws {
    var stage = try opened()
    try stage.press("enter q")
    #expect(stage.runningJobs.isEmpty)
    #expect(lines(stage)[0].contains("Blockwalk"))
  }

  @Test func `a knob turns to its ends and back`() throws {
    var stage = try opened()
    try stage.press("left left left left left")
    #expect(lines(stage)[22].contains("▸depth 5 "))
    try stage.press("+")
    #expect(lines(stage)[22].contains("▸depth 10 "))
    try stage.press("r")
    #expect(lines(stage)[22].contains("▸depth 50 "))
  }

  @Test func `a failure is said`() throws {
    var stage = try opened()
    try stage.press("enter")
    stage.explorer.receive(.failed(Failure("It does not fit.")), at: 1)
    #expect(lines(stage).contains { $0.contains("It does not fit.") })
  }
}
