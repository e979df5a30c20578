import Diagrams
import Networks
import Screens
import Tensors
import Testing
import Training

@testable import Views

/// A net that learns in the explorer.
@Suite struct TrainerTests {
  static let small = "conv 3x3 4, norm, relu, basic 4, globalpool, dense 10"

  private func opened(
    _ notation: String = small, with compared: String? = nil, on screen: Size = Size(80, 24)
  ) throws -> Stage {
    var stage = try Stage(Screen(screen))
    stage.ask(.train(TrainingRequest(notation, with: compared)))
    return stage
  }
  private func lines(_ stage: Stage) -> [String] { stage.explorer.draw(in: stage.screen).lines }
  private func trainer(_ stage: Stage) throws -> Trainer {
    try #require(stage.explorer.views.shown as? Trainer)
  }
  /// The same run without a view.
  private func run(of stage: Stage) throws -> any ObservedRun {
    var run = try trainer(stage).pair.main
    try run.go(to: 0)
    return run
  }

  @Test func `Home leads to it, and so does the palette`() throws {
    var stage = try Stage()
    try stage.press("end")
    let index = try #require(Home.places.firstIndex { $0.name == "Training" })
    for _ in index + 1..<Home.places.count { stage.press(.up) }
    try stage.press("enter")
    #expect(lines(stage)[0].contains("step 0 of 168"))
    #expect(lines(stage)[0].contains("repeat 9 { basic 8 }"))
    try stage.press("q")
    for character in ":train flatten, dense 10" { stage.press(.character(character)) }
    try stage.press("enter")
    #expect(lines(stage)[0].contains("training › flatten, dense 10"))
  }

  @Test func `Space trains to the end, with the numbers of the same run without a view`() throws {
    var stage = try opened("flatten, dense 10")
    try stage.press("space")
    #expect(lines(stage)[0].contains("step 168 of 168 · finished"))
    var alone = try run(of: stage)
    try alone.go(to: 168)
    #expect(try trainer(stage).pair.main.records == alone.records)
    #expect(try trainer(stage).pair.main.file == alone.file)
    // at the end there is nothing to run
    try stage.press("space")
    #expect(lines(stage).contains { $0.contains("The run is at its end") })
  }

  @Test func `arrows make one update or take one back, digits and g go to a step`() throws {
    var stage = try opened()
    try stage.press("right right right")
    #expect(lines(stage)[0].contains("step 3 of 168"))
    let third = try trainer(stage).pair.main.weights.map(\.tensor)
    try stage.press("left left")
    #expect(lines(stage)[0].contains("step 1 of 168"))
    try stage.press("1 2 g")
    #expect(lines(stage)[0].contains("step 12 of 168"))
    try stage.press("3 g")
    #expect(try trainer(stage).pair.main.weights.map(\.tensor) == third)
    // the curve keeps what was made, and G goes back there
    #expect(try trainer(stage).pair.furthest == 12)
    try stage.press("G")
    #expect(lines(stage)[0].contains("step 12 of 168"))
    try stage.press("r")
    #expect(lines(stage)[0].contains("step 0 of 168"))
    #expect(try trainer(stage).pair.furthest == 12)
  }

  @Test func `R begins a run from the next seed`() throws {
    var stage = try opened()
    let first = try trainer(stage).pair.main.weights.map(\.tensor)
    try stage.press("right R")
    #expect(lines(stage)[0].contains("step 0 of 168 · seed 1"))
    #expect(try trainer(stage).pair.furthest == 0)
    #expect(try trainer(stage).pair.main.weights.map(\.tensor) != first)
  }

  @Test func `keys that come faster than updates add up`() throws {
    var stage = try opened()
    stage.keepsJobs = true
    try stage.press("right right right left right")
    #expect(lines(stage)[0].contains("going to 3"))
    #expect(stage.runningJobs.count == 1)
  }

  @Test func `a run that is paused stays at what was shown of it`() throws {
    var stage = try opened()
    stage.keepsJobs = true
    try stage.press("space")
    #expect(lines(stage)[0].contains("running, full speed"))
    var pair = try trainer(stage).pair
    for _ in 0..<5 { try pair.advance() }
    let finding = TrainingFinding(pair: pair, look: nil, trouble: nil)
    stage.explorer.receive(.progress(.training(finding)), at: 1)
    #expect(lines(stage)[0].contains("step 5 of 168 · running"))
    // other keys are answered while it runs
    try stage.press("=")
    #expect(lines(stage)[2].contains("powers of ten"))
    try stage.press("space")
    #expect(stage.runningJobs.isEmpty)
    stage.explorer.receive(.done(.training(finding)), at: 1)
    #expect(lines(stage)[0].contains("step 5 of 168 · seed 0"))
    // Esc pauses before it leaves
    try stage.press("space esc")
    #expect(lines(stage)[0].contains("step 5 of 168 · seed 0"))
    try stage.press("esc")
    #expect(lines(stage)[0].contains("Blockwalk"))
  }

  @Test func `c trains the same layers without shortcuts beside it, from the same step`() throws {
    var stage = try opened()
    try stage.press("4 right c")
    let pair = try trainer(stage).pair
    let other = try #require(pair.other)
    #expect(pair.main.step == 4 && other.step == 4)
    #expect(!other.network.graph.nodes.contains { $0.inputs.count > 1 })
    #expect(other.network.graph.nodes.count == pair.main.network.graph.nodes.count - 1)
    #expect(lines(stage).contains { $0.hasPrefix(" a loss") })
    #expect(lines(stage).contains { $0.hasPrefix(" b loss") })
    // both see the same examples
    #expect(other.nextBatch().indices == pair.main.nextBatch().indices)
    try stage.press("c")
    #expect(try trainer(stage).pair.other == nil)
  }

  @Test func `another net beside it comes from the palette, a misfit is said`() throws {
    var stage = try opened("flatten, dense 10")
    try stage.press("c")
    #expect(lines(stage).contains { $0.contains("no shortcut to leave out") })
    for character in ":beside flatten, dense 4, relu, dense 10" {
      stage.press(.character(character))
    }
    try stage.press("enter")
    #expect(try trainer(stage).pair.other?.network.line == "flatten, dense 4, relu, dense 10")
    try stage.press("c")
    for character in ":beside flatten, dense 3" { stage.press(.character(character)) }
    try stage.press("enter")
    #expect(lines(stage).contains { $0.contains("has 10 classes") })
    #expect(try trainer(stage).pair.other == nil)
  }

  @Test func `a knob that is turned counts from the next update, and is recorded`() throws {
    var stage = try opened("flatten, dense 10")
    try stage.press("5 right # - right")
    let run = try trainer(stage).pair.main
    #expect(run.turns == [Turn(step: 5, knob: .rate, value: 0.02)])
    let rates = (4...6).compactMap { run.record(of: $0)?.rate }
    // the schedule is a factor of the rate that was set
    #expect(abs(rates[2] / rates[1] - 0.4) < 0.01)
    #expect(lines(stage).contains { $0.contains("after step 5: rate 0.02") })
    try stage.press("down + + r")
    #expect(try trainer(stage).pair.main.turns.map(\.knob) == [.rate, .momentum])
  }

  @Test func `a run that diverges stops and names the step`() throws {
    // without a ReLU nothing can die: every layer makes the others' gradients larger
    var stage = try opened("flatten, dense 16, dense 16, dense 10")
    try stage.press("2 right # + + + + + + + + + + + + + + space")
    let trouble = try #require(try trainer(stage).trouble)
    #expect(trouble.hasPrefix("Step ") && trouble.contains("cannot be made"))
    #expect(lines(stage)[0].contains("stopped"))
    #expect(try trainer(stage).activity == .resting)
    try stage.press("r")
    #expect(try trainer(stage).trouble == nil)
  }

  @Test func `layers, kernels and mistakes are those of the step and the run`() throws {
    var stage = try opened(on: Size(120, 40))
    try stage.press("6 right tab")
    var shown = try trainer(stage)
    guard case .layers(let figures) = shown.look else {
      Issue.record("no layers")
      return
    }
    #expect(try figures == shown.pair.main.figures(byBlock: true))
    #expect(figures.map(\.node) == ["conv1", "norm1", "relu1", "basic1", "globalpool1", "dense1"])
    try stage.press("Z")
    #expect(lines(stage).contains { $0.contains("basic1.conv2") })
    try stage.press("tab")
    shown = try trainer(stage)
    guard case .kernels(let batch) = shown.look else {
      Issue.record("no kernels")
      return
    }
    #expect(batch.indices == shown.pair.main.nextBatch().indices)
    #expect(lines(stage)[2].contains("conv1.weight"))
    try stage.press("down")
    #expect(lines(stage)[2].contains("norm1.scale"))
    try stage.press("tab")
    shown = try trainer(stage)
    guard case .mistakes(let evaluation, let images) = shown.look else {
      Issue.record("no mistakes")
      return
    }
    let mistakes = evaluation.mistakes
    #expect(try evaluation.said == shown.pair.main.evaluation(of: nil).said)
    #expect(lines(stage)[2].contains("\(mistakes.count) of the 450 examples held back"))
    #expect(images == shown.pair.main.images(mistakes.prefix(200).map(\.index)))
    // a step on shows the step's own
    try stage.press("left")
    guard case .mistakes(let earlier, _) = try trainer(stage).look else { return }
    #expect(try earlier.said == trainer(stage).pair.main.evaluation(of: nil).said)
  }

  @Test func `Enter opens the stepper with the batch and the weights of the step`() throws {
    var stage = try opened()
    try stage.press("7 right")
    var run = try trainer(stage).pair.main
    let weights = run.weights
    let batch = run.nextBatch()
    try stage.press("enter")
    let stepper = try #require(stage.explorer.views.shown as? Stepper)
    #expect(stepper.walk.trace.outputs[0] == batch.x)
    for (name, tensor) in weights {
      let parts = name.split(separator: ".")
      let id = parts.dropLast().joined(separator: ".")
      let node = try #require(stepper.walk.graph.node(id))
      let place = try #require(node.parameters.firstIndex { $0.name == parts.last ?? "" })
      #expect(stepper.walk.trace.parameters[node.index][place] == tensor)
    }
    let next = try run.advance()
    #expect(abs(stepper.walk.trace.loss - next.loss) < 1e-12)
    try stage.press("q")
    #expect(lines(stage)[0].contains("step 7 of 168"))
  }

  @Test func `E says where the run is written`() throws {
    var stage = try opened("flatten, dense 10")
    try stage.press("3 right E")
    #expect(lines(stage).contains { $0.contains("now in blockwalk-run.safetensors") })
  }

  @Test func `the smoothed curve is a mean that forgets`() {
    let points = Smoothing.smoothed([Plot.Point(1, 4), Plot.Point(2, 2)])
    // 0.1 · 4 / 0.1, then (0.9 · 0.4 + 0.1 · 2) / 0.19
    #expect(abs(points[0].y - 4) < 1e-12)
    #expect(abs(points[1].y - 0.56 / 0.19) < 1e-12)
  }

  @Test func `what two runs say follows from their records`() throws {
    var stage = try opened("flatten, dense 10", with: "flatten, dense 10")
    try stage.press("4 2 right")
    // equal runs: no factor is told
    let words = PairWords(pair: try trainer(stage).pair).sentence(on: .unicode)
    let mean = try trainer(stage).pair.main.records.reduce(0) { $0 + $1.loss } / 42
    #expect(!words.contains("times as high"))
    #expect(words.contains("Over the last 42 updates a’s mean loss is"))
    #expect(words.contains(Numbers.significant(mean)))
  }
}
