import Diagrams
import Networks
import Tensors
import Testing

/// The calls and results that docstrings of Networks show, so that none of them becomes false.
@Suite struct `What the docstrings of Networks show` {
  /// `conv 3x3 16 stride: 2, relu` on 8×8×3.
  private let strided: Network
  /// `sum { conv 3x3 2 | identity }` on 4×4×2.
  private let shortcut: Network
  /// `conv 3x3 4, norm, relu` on 8×8×3.
  private let normalized: Network
  /// `conv 3x3 1 stride: 2` on 5×5×1 with x = 1…25, K = 1…9 and G = 1…9.
  private let counting: Trace<Double>
  /// `relu` on x = (−1, 2) with dy = (3, 4).
  private let rectified: (graph: Graph, settings: RunSettings<Double>)

  init() throws {
    strided = try Network("conv 3x3 16 stride: 2, relu", on: Shape(8, 8, 3))
    shortcut = try Network("sum { conv 3x3 2 | identity }", on: Shape(4, 4, 2))
    normalized = try Network("conv 3x3 4, norm, relu", on: Shape(8, 8, 3))
    func numbers(_ shape: Shape) -> Tensor<Double> {
      Tensor(shape, (1...shape.count).map(Double.init))
    }
    var settings = RunSettings<Double>()
    settings.given = [
      "x": numbers(Shape(1, 5, 5, 1)), "conv1.weight": numbers(Shape(3, 3, 1, 1)),
      "dy": numbers(Shape(1, 3, 3, 1)),
    ]
    counting = try Trace(Network("conv 3x3 1 stride: 2", on: Shape(5, 5, 1)).graph, settings)
    var given = RunSettings<Double>()
    given.given = ["x": Tensor(Shape(1, 2), [-1, 2]), "dy": Tensor(Shape(1, 2), [3, 4])]
    rectified = (try Network("relu", on: Shape(2)).graph, given)
  }

  @Test func `is true of texts and sizes`() throws {
    #expect(try Syntax("conv 3x3 4,relu").line == "conv 3x3 4, relu")
    #expect(try Shape(notation: "8x8x16") == Shape(8, 8, 16))
    #expect(throws: NotationError.self) { try Shape(notation: "8x8") }
    let long = Sentence(String(repeating: "0", count: 120), short: "Zeros.")
    #expect(long.long == "Zeros.")
  }

  @Test func `is true of graphs`() throws {
    #expect(strided.graph.output.shape == Shape(4, 4, 16))
    #expect(Graph(input: Shape(8, 8, 3)).nodes.map(\.id) == ["x"])
    let block = try Network("conv 3x3 16 stride: 2, relu").block
    #expect(try Graph(block, input: Shape(8, 8, 3)).nodes.map(\.id) == ["x", "conv1", "relu1"])
    var graph = Graph(input: Shape(8, 8, 3))
    #expect(try graph.append(strided.graph.nodes[1].operation, id: "conv1", inputs: [0]) == 1)
    let plain = try Network("conv 3x3 16", on: Shape(8, 8, 3)).graph
    #expect(plain.node("conv1")?.parameterCount == 432)
    let site = strided.graph.site(of: 1)
    #expect(site.inputs == [Shape(8, 8, 3)] && site.output == Shape(4, 4, 16))
    #expect(shortcut.graph.isFork(0) && !shortcut.graph.isFork(1))
    #expect(strided.graph.multiplyAdds(images: 32) == 221_184)
    #expect(rectified.graph.memoryKept(mode: .training, images: 1) == 64)
  }

  @Test func `is true of libraries and operations`() throws {
    let text = "block double(width, stride: 1)\n  conv 3x3 width stride: stride, relu"
    let library = try Library(texts: [("mine.block", text)])
    #expect(library.names == ["double"] && library.origin(of: "double") == "mine.block")
    #expect(library.definition(named: "double")?.header == "block double(width, stride: 1)")
    let nearer = try Library(texts: [("nearer.block", text)])
    #expect(nearer.over(library).origin(of: "double") == "nearer.block")
    let called = try Network("double 4 stride: 2", library: library, on: Shape(8, 8, 3))
    #expect(called.source(changing: "stride", to: .integer(1)) == "double 4 stride: 1")
    #expect(Catalogue.operation("conv")?.keyword == "conv")
    #expect(Catalogue.operation("convolve") == nil)
    let kinds = try Network("relu6, relu", on: Shape(2)).graph.nodes.map(\.operation.kind)
    #expect(kinds[2].changesNothing(after: kinds[1]) && !kinds[1].changesNothing(after: kinds[2]))
  }

  @Test func `is true of adjustments`() throws {
    #expect(Adjustment("stride", .integer(1)).turned(by: 1) == .integer(2))
    #expect(Adjustment("stride", .integer(1)).turned(by: -1) == nil)
    #expect(Adjustment("padding", .word("same")).turned(by: 1) == .integer(0))
    let conv = strided.graph.nodes[1]
    #expect(
      strided.adjustments(of: conv).map { "\($0.name) \($0.value.source)" }
        == ["kernel 3x3", "out 16", "stride 2", "padding same", "dilation 1", "groups 1"])
    #expect(
      strided.source(changing: "out", of: conv, to: .integer(8)) == "conv 3x3 8 stride: 2, relu")
  }

  @Test func `is true of both passes`() throws {
    let trace = try Trace(rectified.graph, rectified.settings)
    #expect(try ForwardPass(rectified.graph, rectified.settings).output.elements == [0, 2])
    #expect(trace.loss == 8 && trace.gradients[0].elements == [0, 4])
    let run = try LeanRun(
      rectified.graph, rectified.settings, passes: .both, wantsInputGradient: true)
    #expect(try run.run().inputGradient?.elements == [0, 4])
    #expect(try run.run().output?.elements == [0, 2])
    #expect(trace.unit(of: trace.gradients[0]) == 4)

    let conv = try Network("conv 3x3 4", on: Shape(4, 4, 2)).graph
    let pass = try ForwardPass(conv, RunSettings<Float>())
    #expect(pass.call(of: conv.nodes[1]).parameters[0].shape == Shape(3, 3, 2, 4))
    let forked = try Trace(shortcut.graph, RunSettings<Double>())
    #expect(forked.shares(returningTo: 0).count == 2)
    let readers = shortcut.graph.readers(of: 0)
    #expect(readers.map(\.node) == [1, 2] && readers.map(\.input) == [0, 1])
    let steps: [Step] = [.forward(0), .forward(2), .backward(2), .gather(0)]
    #expect(shortcut.graph.steps.filter(shortcut.graph.isOfInterest) == steps)
  }

  @Test func `is true of what a run starts from`() throws {
    let settings = RunSettings<Float>(seed: 7)
    #expect(Array(try settings.parameters(of: strided.graph).keys) == ["conv1.weight"])
    let starting = strided.graph.startingParameters(seed: 7, as: Float.self)
    #expect(starting[1][0].shape == Shape(3, 3, 3, 16))
    let dropout = try Network("dropout keep: 0.5", on: Shape(2, 2, 1)).graph
    let masks: [Tensor<Float>?] = dropout.masks(drawnFrom: 7, images: 4)
    #expect(masks[1]?.shape == Shape(4, 2, 2, 1))
    let own = try Trace(
      Network("conv 3x3 4, relu", on: Shape(8, 8, 3)).graph, RunSettings<Float>())
    #expect(Array(own.sharedParameters(with: normalized.graph).keys) == ["conv1.weight"])
  }

  @Test func `is true of losses`() throws {
    let loss = try Loss<Double>(labels: [1], classes: 2)
    #expect(loss.target.elements == [0, 1])
    #expect(throws: Misfit.self) { try Loss<Double>(labels: [2], classes: 2) }
    let y = Tensor<Double>(Shape(1, 2), [0, 0])
    #expect(abs(try loss.value(y) - 0.693147) < 1e-6)
    let gradient = try loss.gradient(y).elements
    #expect(abs(gradient[0] - 0.5) < 1e-12 && abs(gradient[1] + 0.5) < 1e-12)
    let square = Loss<Double>(.squaredError, target: Tensor(Shape(2, 1), [1, 0]))
    #expect(try square.gradient(Tensor(Shape(2, 1), [3, 1])).elements == [2, 1])
    #expect(try Objective<Double>.product(Tensor([1, 2])).value(Tensor([3, 4])) == 11)
  }

  @Test func `is true of checks of gradients`() throws {
    let trace = try Trace(rectified.graph, rectified.settings)
    let check = try trace.centralDifference(
      of: .inputGradient(0), at: rectified.graph.nodes[1], element: [0, 1])
    #expect(check.computed == 4 && check.error < 1e-9)
    let block = try Network("sum { conv 3x3 2, norm, relu | identity }", on: Shape(4, 4, 2)).graph
    let whole = try GradientCheck(block, RunSettings(seed: 1))
    #expect(whole.checked + whole.atKinks == 72)
    #expect(try #require(whole.worst).error < 1e-8)
    #expect(try DirectionCheck(block, RunSettings(seed: 1)).error < 1e-6)
    let difference = try #require(
      TensorDifference(Tensor<Double>([1, 2, 3]), Tensor<Double>([1, 2, 4])))
    #expect(difference.error == 0.25 && difference.index == [2])
  }

  @Test func `is true of forks, windows and quantities`() throws {
    let line = try Formula(shortcut.graph.gatherEquation(at: 0)).line().text
    #expect(line == "∂L/∂x = ∂L/∂x |_conv1 + ∂L/∂x |_sum1")
    let normed = try Network("sum { conv 3x3 2, norm | identity }", on: Shape(4, 4, 2)).graph
    #expect(
      normed.gatherSentence(at: 0).short
        == "The fork copied x forward, so its gradients add up backward.")
    let conv = counting.graph.nodes[1]
    #expect(counting.graph.window(of: conv)?.rows.before == 1)
    #expect(Quantity("input-gradient:1") == .inputGradient(1) && Quantity("colour") == nil)
    #expect(
      counting.graph.quantities(of: conv).map(\.name)
        == ["output", "input-gradient", "weight-gradient"])
    #expect(try counting.tensor(.parameterGradient("weight"), of: conv).shape == Shape(3, 3, 1, 1))
  }

  @Test func `is true of the products behind a number`() throws {
    let conv = counting.graph.nodes[1]
    let corner = try counting.explanation(of: .output, at: conv, element: [0, 0, 0])
    #expect(corner.terms.map(\.product) == [5, 12, 48, 63] && corner.value == 128)
    #expect(
      ExplanationTable(corner).text.contains(
        """
        product                                         values             running total
        x[0,0,0,0] · conv1.weight[1,1,0,0]  =  1.0000 · 5.0000   = 5.0000         5.0000
        x[0,0,1,0] · conv1.weight[1,2,0,0]  =  2.0000 · 6.0000  = 12.0000        17.0000
        """))
  }

  @Test func `is true of the four ways to an input gradient`() throws {
    let conv = counting.graph.nodes[1]
    let ways = try #require(counting.inputGradient(.inputGradient(0), of: conv))
    #expect(ways.givenChannels(of: 0) == 0..<1)
    #expect(
      InputGradient.candidates(ways.rows, cell: 1, outputs: 3).map(\.output) == [1, nil, 0])
    #expect(ways.rowCandidates(of: 1).map(\.output) == [1, nil, 0])
    #expect(ways.columnCandidates(of: 2).map(\.output) == [nil, 1, nil])
    #expect(ways.gathered(row: 1, column: 1, channel: 0) == 40)
    #expect(ways.convolved(row: 1, column: 1, channel: 0) == 40)
    #expect(counting.gradients[0][0, 1, 1, 0] == 40)
    #expect((0..<7).map(ways.rowSpread.output) == [nil, 0, nil, 1, nil, 2, nil])
    let z = ways.inserted(channel: 0)
    #expect(z.shape == Shape(7, 7) && z.elements[7..<14] == [0, 1, 0, 2, 0, 3, 0])
    #expect(ways.turned(channel: 0, o: 0).elements == [9, 8, 7, 6, 5, 4, 3, 2, 1])
    let window = ways.windowProducts(row: 1, column: 1, channel: 0)
    #expect(window.products.map(\.value) == [9, 14, 12, 5] && window.zeros == 5)
    let stamp = ways.stamp(4, channel: 0)
    #expect(stamp.top == 1 && stamp.left == 1)
    #expect(stamp.values.elements == [5, 10, 15, 20, 25, 30, 35, 40, 45])
    let (values, stamps) = ways.landed(after: 2, channel: 0)
    #expect(values.elements[0..<5] == [5, 14, 10, 12, 0])
    #expect(stamps.elements[0..<5] == [1, 2, 1, 1, 0])
    let all = ways.landed(after: ways.stampCount, channel: 0).values
    #expect(all.elements == counting.gradients[0].elements)
  }

  @Test func `is true of the patches of a kernel gradient`() throws {
    let conv = counting.graph.nodes[1]
    let patches = try #require(counting.kernelGradient(.parameterGradient("weight"), of: conv))
    #expect(patches.stampCount == 9)
    let patch = patches.patch(4, input: 0, output: 0)
    #expect(patch.seen.elements == [7, 8, 9, 12, 13, 14, 17, 18, 19] && patch.gradient == 5)
    #expect(
      patches.landed(after: 1, input: 0, output: 0).elements == [0, 0, 0, 0, 1, 2, 0, 6, 7])
    #expect(
      patches.landed(after: 9, input: 0, output: 0).elements
        == counting.parameterGradients[1][0]?.elements)
  }

  @Test func `is true of weights, pictures and classes`() throws {
    let network = try Network("conv 3x3 1", on: Shape(5, 5, 1))
    let kernel = StoredTensor(shape: Shape(3, 3, 1, 1), type: .float)
    #expect(
      try WeightsPlan(network, ["module.conv1.weight": kernel], mode: .inference).remarks
        == ["The names of the weights begin with ‘module.’, which is left out here."])
    let file = ["module.conv1.weight": Tensor<Float>(zeros: Shape(3, 3, 1, 1))]
    #expect(Array(try network.parameters(from: file, mode: .inference).keys) == ["conv1.weight"])
    let run = [
      "conv1.weight": Tensor<Float>(zeros: Shape(3, 3, 1, 1)),
      "x": Tensor<Float>(zeros: Shape(1, 5, 5, 1)),
    ]
    #expect(
      Array(try network.graph.parameters(from: run, mode: .inference).keys) == ["conv1.weight"])
    let picture = Picture(rows: 2, columns: 2, channels: 3, Array(repeating: 0.5, count: 12))
    let prepared: PreparedPicture<Float> = try Network("conv 3x3 4", on: Shape(2, 2, 3))
      .prepared(picture)
    #expect(prepared.x.shape == Shape(1, 2, 2, 3))
    let ranking = Ranking(Tensor<Double>(Shape(1, 3), [0, 2, 1]), count: 2)
    #expect(ranking.entries.map(\.label) == ["class 1", "class 2"])
    #expect(ranking.entries.map { Int($0.probability * 10000) } == [6652, 2447])
    #expect(try Labels("cat\ndog\n", classes: 2).names == ["cat", "dog"])
  }

  @Test func `is true of lean runs`() throws {
    let graph = normalized.graph
    let forward = Program(graph, mode: .inference, passes: .forward)
    #expect(forward.instructions.map(\.nodes) == [[0], [1, 2, 3]])
    let both = Program(graph, mode: .training, passes: .both)
    #expect(both.multiplyAdds(of: both.instructions[1]) == 13824)
    #expect(MemoryPlan(forward, images: 1, scalar: Float.self).moving == 1024)
    let keeping = MemoryPlan(
      keepingAllOf: graph, mode: .inference, passes: .forward, images: 1, scalar: Float.self)
    #expect(keeping.moving == 3072)
    #expect(MemoryPlan.words(1536) == "2 KiB" && MemoryPlan.words(412 << 20) == "412 MiB")
    let run = try LeanRun(graph, RunSettings<Float>(), passes: .forward)
    let timing = try Timing(run, repeats: 3)
    #expect(timing.multiplyAdds == 6912)
    #expect(abs(timing.kinds.reduce(0) { $0 + timing.share(of: $1) } - 1) < 1e-9)
  }

  @Test func `is true of wirings`() throws {
    let block = try Wiring(Network("sum { conv 3x3 16, norm | identity }, relu"))
    #expect(block.caption == "sum { identity | conv 3×3, 16, BN }, ReLU")
    #expect(try block == Wiring(Network("sum { identity | conv 3x3 16, norm }, relu")))
    let pool = try Wiring(Network("maxpool 3x3, relu"))
    let other = try Wiring(Network("relu, maxpool 3x3"))
    #expect(pool.computesSame(as: other, on: Shape(8, 8, 16)) && pool != other)
    let wanted = try Wiring(Network("conv 3x3 4, norm, relu"))
    let given = try Wiring(Network("conv 3x3 4, relu"))
    #expect(
      WiringDifference(of: given, from: wanted).edits.map(\.words)
        == ["BN is missing after conv 3×3, 4"])
  }
}
