import Foundation
import Quiz
import Screens
import Study
import Testing

@testable import Views

/// Every key that a footer or a help names does something, or says why it does not.
///
/// At 120×40 every third station is tried, and with `BLOCKWALK_STATIONS=1` all of them.
@Suite struct PromisedKeyTests {
  /// Views whose keys differ from those of every station.
  private static let others = [
    Station("home-place", "home", "end"),
    Station("home-lecture", "home", "up"),
    Station("lesson-8", "lesson 8", "n"),
    Station("stepper-input", "step bottleneck 4 stride: 2 on 8x8x8"),
    Station("stepper-loss", "step conv 3x3 1 stride: 2 on 7x7x1", "2 g"),
    Station("stepper-vector", "step globalpool, dense 3 on 4x4x2", "end"),
    Station("table-output", "step conv 3x3 1 stride: 2 on 7x7x1", "right t"),
    Station("predict-answered", "step bottleneck 4 stride: 2 on 8x8x8", "4 g p right 2 enter"),
    Station("sum", "step basic 4 on 8x8x4", "end left left enter"),
    Station("build-typed", "card resnet-build-identity", "e"),
    Station("quiz-ticking", "card rubric-1-2", "ctrl-x"),
    Station("quiz-ticked", "card rubric-1-2", "ctrl-x space enter"),
    Station("quiz-over", "card resnet-relu-positions", "ctrl-n"),
    Station("exam-drawing", "exam", "ctrl-n"),
    Station("experiment-guess", "experiment three-forms"),
  ]

  private static let stations =
    Station.all.filter { !["help", "palette"].contains($0.name) } + others
  private static let triesAll =
    ProcessInfo.processInfo.environment["BLOCKWALK_STATIONS"] != nil

  private static let places =
    stations.map { ($0, Size(80, 24)) }
    + stations.enumerated().filter { triesAll || $0.offset.isMultiple(of: 3) }
    .map { ($0.element, Size(120, 40)) }

  @Test(arguments: places)
  func `a promised key changes the screen or says why not`(station: Station, size: Size) throws {
    let stage = try station.stage(on: Screen(size))
    let before = stage.explorer.draw(in: stage.screen)
    let hints = stage.explorer.hints + KeyList.everywhere.map { Hint($0, word: "everywhere") }
    for hint in hints {
      for command in hint.commands where command != .repaint {
        // at the end of a list the key that goes back acts, and so the pair does
        let partners = hint.commands.filter { $0 != command }
        let acts =
          try Self.acts(#require(hint.key(of: command)), on: stage, before)
          || partners.contains { partner in
            var other = stage
            try other.press(#require(hint.key(of: partner)))
            let before = other.explorer.draw(in: other.screen)
            return try Self.acts(#require(hint.key(of: command)), on: other, before)
          }
        #expect(acts, "\(command): \(hint.word)")
      }
    }
  }

  private static func acts(_ key: Key, on stage: Stage, _ before: Grid) throws -> Bool {
    var stage = stage
    // what a job does at once might look like nothing
    stage.keepsJobs = true
    defer { stage.keepsJobs = false }
    stage.press(key)
    return stage.hasQuit || stage.explorer.draw(in: stage.screen) != before
  }
}
