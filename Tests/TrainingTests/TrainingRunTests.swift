import Networks
import Tensors
import Testing

@testable import Training

/// A run that goes anywhere and finds everything as it was.
@Suite struct TrainingRunTests {
  @Test(arguments: [0.0, 0.9])
  func `back to any step and on again finds the same bits`(_ momentum: Double) throws {
    var run: TrainingRun<Float> = try Samples.run(steps: 60) {
      $0.optimizer = SGD(momentum: momentum)
    }
    var states = [run.state]
    while !run.isFinished {
      try run.advance()
      states.append(run.state)
    }
    let records = run.records
    for number in 0..<UInt64(20) {
      let step = Int(WeightRule(seed: 5, tensor: 0).fraction(number) * 61)
      try run.go(to: step)
      #expect(run.state == states[step], "step \(step)")
      #expect(run.checkpoint.bytes.count > 0 && run.furthest == 60)
    }
    try run.go(to: 0)
    while !run.isFinished { try run.advance() }
    #expect(run.state == states[60] && run.records == records)
  }

  @Test func `snapshots keep within their budget and every step stays within reach`() throws {
    var snapshots = Snapshots<Double>()
    var state = RunState([[Tensor<Double>(zeros: Shape(100_000))]])
    for step in 0..<500 {
      state.step = step
      snapshots.keep(state)
      #expect(snapshots.bytes <= max(Snapshots<Double>.budget, 2 * state.bytes))
    }
    #expect(snapshots.spacing == 64)
    for step in 0..<500 {
      let last = try #require(snapshots.last(before: step)).step
      #expect(last <= step && step - last < 64)
    }
    snapshots.forget(beyond: 200)
    #expect(snapshots.last(before: 499)?.step == 192)
  }

  @Test func `the number of threads changes no bit`() throws {
    let count = Workers.count
    defer { Workers.count = count }
    let files = try [1, 2].map { threads in
      Workers.count = threads
      var run: TrainingRun<Float> = try Samples.run(Samples.residual, steps: 12) { $0.batch = 64 }
      try run.go(to: 12)
      return run.checkpoint.bytes
    }
    #expect(files[0] == files[1])
  }

  @Test func `another seed is another run`() throws {
    let losses = try [UInt64(1), 2].map { seed in
      var run: TrainingRun<Float> = try Samples.run { $0.seed = seed }
      return try run.advance().loss
    }
    #expect(losses[0] != losses[1])
  }

  @Test(arguments: [RecipeKnob.rate, .momentum, .decay])
  func `a knob that is turned counts from there and is turned again on the way back`(
    _ knob: RecipeKnob
  ) throws {
    var run: TrainingRun<Double> = try Samples.run(steps: 20)
    try run.go(to: 10)
    let unturned = run
    try run.turn(knob, to: 0.02)
    #expect(run.recipe.value(of: knob) == 0.02)
    try run.go(to: 20)
    let end = run.state
    try run.go(to: 5)
    #expect(run.recipe.value(of: knob) == run.base.value(of: knob))
    try run.go(to: 20)
    #expect(run.state == end)
    var other = unturned
    try other.go(to: 20)
    #expect(other.state != end)
    #expect(other.records.prefix(10) == run.records.prefix(10))
  }

  @Test func `a knob turned in the past forgets what lay beyond`() throws {
    var run: TrainingRun<Double> = try Samples.run(steps: 20)
    try run.go(to: 20)
    try run.go(to: 8)
    try run.turn(.rate, to: 0)
    #expect(run.furthest == 8 && run.records.count == 8)
    let before = run.state
    try run.go(to: 12)
    // running statistics and velocity still move, weights with a rate of 0 do not
    #expect(run.state.parameters[1] == before.parameters[1])
    #expect(run.state.memories[1] != before.memories[1])
    #expect(throws: Misfit.self) { try run.turn(.rate, to: -1) }
    var adam: TrainingRun<Double> = try Samples.run { $0.optimizer = Adam() }
    #expect(throws: Misfit("adam has no momentum")) { try adam.turn(.momentum, to: 0.5) }
  }

  @Test func `a run that is resumed ends as the one that was not stopped`() throws {
    var run: TrainingRun<Float> = try Samples.run(steps: 20) {
      $0.optimizer = RMSProp(momentum: 0.5)
      $0.rate = 0.003
    }
    try run.go(to: 9)
    try run.turn(.rate, to: 0.001)
    try run.go(to: 13)
    let file = run.checkpoint.bytes
    try run.go(to: 20)
    var resumed: TrainingRun<Float> = try Samples.run(steps: 20) {
      $0.optimizer = RMSProp(momentum: 0.5)
      $0.rate = 0.003
    }
    try resumed.resume(from: Checkpoint(file))
    #expect(resumed.step == 13 && resumed.checkpoint.bytes == file)
    try resumed.go(to: 20)
    #expect(resumed.checkpoint.bytes == run.checkpoint.bytes)
    #expect(resumed.records == Array(run.records.suffix(7)))
    #expect(throws: Misfit.self) { try resumed.go(to: 5) }
    try resumed.go(to: 13)
    #expect(resumed.checkpoint.bytes == file)
  }

  @Test func `what is no checkpoint of the run is refused`() throws {
    var run: TrainingRun<Float> = try Samples.run()
    let weights = Checkpoint(tensors: run.namedParameters, notes: [:])
    #expect(throws: Misfit.self) { try run.resume(from: weights) }
    var longer: TrainingRun<Float> = try Samples.run(steps: 31)
    try longer.go(to: 31)
    #expect(throws: Misfit("the file was written at step 31, but the run has 30 steps")) {
      try run.resume(from: longer.checkpoint)
    }
    let other: TrainingRun<Float> = try Samples.run(Samples.residual)
    #expect(throws: Misfit.self) { try run.resume(from: other.checkpoint) }
    #expect(run.step == 0)
  }

  @Test func `a run whose numbers explode stops and says where`() throws {
    var run: TrainingRun<Float> = try Samples.run("flatten, dense 16, relu, dense 10", steps: 400) {
      $0.optimizer = SGD()
      $0.rate = 1e30
    }
    let divergence = try #require(throws: Divergence.self) { try run.go(to: 400) }
    #expect(divergence.step == run.step + 1 && divergence.step < 5)
    #expect(divergence.description.contains("Step \(divergence.step)"))
    #expect(run.records.count == run.step && run.state.parameters.joined().allSatisfy(\.isFinite))
    // the run can still go back
    try run.go(to: 0)
    #expect(run.step == 0)
  }

  @Test func `the first tensor that is no number is named`() throws {
    var run: TrainingRun<Double> = try Samples.run()
    let norm = try #require(run.graph.node("norm1"))
    run.state.parameters[norm.index][1].elements[0] = .nan
    let parameter = try #require(throws: Divergence.self) { try run.advance() }
    #expect(parameter.tensor == "norm1.shift" && parameter.step == 1)
    run.state.parameters[norm.index][1].elements[0] = 1e308
    let map = try #require(throws: Divergence.self) { try run.advance() }
    #expect(run.graph.node(map.tensor) != nil)
  }

  @Test func `networks and data that do not go together are refused`() throws {
    func refusal(_ notation: String, on size: Shape = Shape(8, 8, 1)) -> String {
      do {
        _ = try TrainingRun<Float>(
          Samples.network(notation, on: size), on: Samples.digits(), Recipe())
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(
      refusal(Samples.small, on: Shape(16, 16, 1))
        == "digits has examples of 8×8×1, but the network takes 16×16×1.")
    #expect(
      refusal("globalpool, dense 8")
        == "digits has 10 classes, but the network gives 8; end it with dense 10.")
    #expect(refusal("conv 3x3 10").hasPrefix("cross_entropy needs a vector of classes"))
    #expect(refusal("flatten").contains("nothing to learn"))
    #expect(refusal("globalpool, dense 12").isEmpty)
  }

  @Test func `a summary says all that decides a run, in words`() throws {
    let run: TrainingRun<Float> = try Samples.run(steps: 20) {
      $0.optimizer = SGD(momentum: 0.9, isNesterov: true)
      $0.schedule = Schedule(.step(every: 4, factor: 0.5), warmUp: 2)
      $0.augmentations = [.shift(1), .cutmix(alpha: 1)]
      $0.start = Start(.constant(0))
    }
    for words in [
      "sgd with Nesterov momentum 0.9, ", ", step (every 4 by 0.5) schedule, warm-up 2, ",
      ", cross entropy, start zeros, ", ", shift 1, cutmix 1.0, ", "20 steps",
    ] {
      #expect(run.summary.contains(words), "\(run.summary)")
    }
    #expect(Adam().words == "adam with β₁ 0.9, β₂ 0.999, ε 1e-08")
    #expect(RMSProp().words.hasPrefix("rmsprop with ρ 0.99, ε 1e-08"))
  }
}
