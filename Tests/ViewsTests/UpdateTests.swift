import Networks
import Screens
import Tensors
import Testing
import Training

@testable import Views

/// The update as third pass of the stepper.
@Suite struct UpdateTests {
  private func opened(
    _ notation: String = "conv 3x3 2, relu, globalpool, dense 3",
    _ change: (inout WalkRequest) -> Void = { _ in }
  ) throws -> Stage {
    var stage = try Stage()
    var request = WalkRequest(notation, on: Shape(4, 4, 1))
    request.loss = .crossEntropy
    request.firstUpdate = FirstUpdate(Adam())
    change(&request)
    stage.ask(.run(request))
    return stage
  }
  private func stepper(_ stage: Stage) throws -> Stepper {
    try #require(stage.explorer.views.shown as? Stepper)
  }
  private func lines(_ stage: Stage) -> [String] { stage.explorer.draw(in: stage.screen).lines }

  @Test func `a step for each parameter follows the backward pass`() throws {
    var stage = try opened()
    let walk = try stepper(stage).walk
    let names = walk.steps.filter { $0.pass == .update }.map { walk.name(of: $0) }
    #expect(names == ["conv1.weight", "dense1.weight", "dense1.bias"])
    try stage.press("G")
    #expect(lines(stage)[0].contains("\(walk.steps.count) of \(walk.steps.count) · update"))
    #expect(lines(stage)[0].contains("dense1.bias"))
    // w leads to the update of the node that one is at, b back to its gradients
    try stage.press("b")
    #expect(try stepper(stage).step == .backward(4))
    try stage.press("w")
    #expect(try stepper(stage).step == .update(4, parameter: 0))
    // a walk without an optimizer has no third pass
    stage = try opened { $0.firstUpdate = nil }
    #expect(try stepper(stage).walk.steps.allSatisfy { $0.pass != .update })
  }

  @Test func `weights, gradient and moments stand before and after`() throws {
    var stage = try opened()
    try stage.press("w")
    let stepper = try stepper(stage)
    #expect(stepper.panels.map(\.part) == ["w", "g", "s", "s'", "r", "r'", "w'"])
    let (before, gradient, after) = (
      stepper.panels[0].tensor, stepper.panels[1].tensor, stepper.panels[6].tensor
    )
    #expect(before == stepper.walk.trace.parameters[1][0])
    #expect(gradient == stepper.walk.trace.parameterGradients[1][0])
    // Adam's first step is the rate, along the sign of the gradient
    for (place, slope) in gradient.elements.enumerated() where slope != 0 {
      let move = after.elements[place] - before.elements[place]
      #expect(abs(move + 0.001 * (slope > 0 ? 1 : -1)) < 1e-6)
    }
  }

  @Test func `the loss that is minimised is told`() throws {
    var stage = try opened()
    let walk = try stepper(stage).walk
    let loss = try #require(walk.steps.firstIndex(of: .loss))
    try stage.press("\(loss + 1)".map(String.init).joined(separator: " ") + " g")
    #expect(lines(stage).contains { $0.contains("softmax") })
    let logits = try #require(walk.trace.outputs.last)
    let expected = try Loss(labels: [0], classes: 3).value(logits)
    #expect(walk.trace.loss == expected)
    stage = try opened("relu") { $0.loss = .squaredError }
    #expect(try stepper(stage).walk.trace.loss > 0)
    // cross-entropy is of classes
    stage = try opened("relu") { $0.loss = .crossEntropy }
    #expect(lines(stage).contains { $0.contains("needs a vector of classes") })
  }

  @Test func `Enter opens one weight, and the loss is asked along it`() throws {
    var stage = try opened()
    try stage.press("w enter")
    var weight = try #require(try stepper(stage).weight)
    #expect(weight.account?.value == weight.item.after[weight.index])
    #expect(lines(stage).contains { $0.contains("conv1.weight[") })
    // the bias corrections show their t
    #expect(lines(stage).contains { $0.contains("t ") && $0.contains("the number of the update") })
    #expect(lines(stage).contains { $0.contains("as a sum") })
    try stage.press("v pgdn pgdn")
    weight = try #require(try stepper(stage).weight)
    let verdict = try #require(weight.verdict)
    #expect(verdict.difference.error < 1e-8)
    #expect(abs(verdict.growth - verdict.promised) < 0.05 * abs(verdict.promised))
    #expect(lines(stage).joined().contains("as the gradient says"))
    // moving to another weight asks anew
    let index = weight.index
    try stage.press("down right up left right")
    weight = try #require(try stepper(stage).weight)
    #expect(weight.verdict == nil || weight.index == index)
    try stage.press("esc")
    #expect(try stepper(stage).weight == nil)
  }

  @Test func `a weight that is set by hand is updated from there`() throws {
    var stage = try opened()
    try stage.press("w tab t +")
    let stepper = try stepper(stage)
    #expect(stepper.request.changes.count == 1)
    let item = try #require(stepper.walk.update?.items.first)
    #expect(item.before == stepper.walk.trace.parameters[1][0])
    #expect(item.before[stepper.request.changes[0].index] == stepper.request.changes[0].value)
  }

  @Test func `statistics are not moved by an optimizer`() throws {
    let stage = try opened("conv 3x3 2, norm, relu, globalpool, dense 3")
    let walk = try stepper(stage).walk
    let names = walk.steps.filter { $0.pass == .update }.map { walk.name(of: $0) }
    #expect(names.contains("norm1.scale") && !names.contains("norm1.mean"))
  }
}
