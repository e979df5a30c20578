import OperationSamples
import Tensors
import Testing

@testable import Networks

/// Runs that forget: the same numbers as a trace that keeps all, in the memory that was planned.
@Suite struct LeanRunTests {
  private static let sources = [
    "bottleneck 4 stride: 2", "preact_bottleneck 4", "se_bottleneck 4", "mbconv 8",
    "inverted_residual 8", "resnext_paths paths: 2 width: 2 out: 8",
    "stochastic_basic 8 keep: 0.5", "dense_block 2 growth: 4", "mobile_v3 16 8",
  ]
  static let blocks = sources.compactMap { source in
    (try? Network(source, library: BlockLibrary.all(), on: Shape(8, 8, 8))).map {
      Case(name: source, graph: $0.graph)
    }
  }
  static let samples = Sample.all.compactMap { sample in
    (try? sample.network()).map { Case(name: sample.description, graph: $0.graph) }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let graph: Graph
    var testDescription: String { name }
  }

  @Test func `blocks of many kinds are there`() {
    #expect(Self.blocks.count == Self.sources.count)
    #expect(Self.samples.count == Sample.all.count)
  }

  @Test(arguments: blocks + samples, Mode.allCases)
  func `both passes give what a trace gives`(_ block: Case, _ mode: Mode) throws {
    let settings = RunSettings<Double>(seed: 7, mode: mode, batch: 2)
    let trace = try Trace(block.graph, settings)
    let lean = try LeanRun(block.graph, settings, passes: .both, wantsInputGradient: true).run()
    #expect(Self.distance(lean.output, trace.forward.output) < 1e-12)
    #expect(Self.distance(lean.inputGradient, trace.gradients[0]) < 1e-12)
    for node in block.graph.nodes {
      #expect(lean.parameterGradients[node.index].count == node.parameters.count)
      for (ours, theirs) in zip(
        lean.parameterGradients[node.index], trace.parameterGradients[node.index])
      {
        #expect((ours == nil) == (theirs == nil))
        if let theirs { #expect(Self.distance(ours, theirs) < 1e-12, "\(node.id)") }
      }
    }
  }

  @Test(arguments: blocks + samples, Mode.allCases)
  func `forward alone gives what a trace gives`(_ block: Case, _ mode: Mode) throws {
    let settings = RunSettings<Double>(seed: 7, mode: mode, batch: 2)
    let output = try ForwardPass(block.graph, settings).output
    let lean = try LeanRun(block.graph, settings, passes: .forward).run()
    #expect(Self.distance(lean.output, output) < 1e-12)
  }

  @Test(arguments: blocks) func `without the input's gradient the parameters' are the same`(
    _ block: Case
  ) throws {
    let settings = RunSettings<Double>(seed: 7, batch: 2)
    let all = try LeanRun(block.graph, settings, passes: .both, wantsInputGradient: true).run()
    let some = try LeanRun(block.graph, settings, passes: .both).run()
    #expect(some.inputGradient == nil)
    #expect(some.parameterGradients == all.parameterGradients)
  }

  @Test(arguments: blocks, Passes.allCases)
  func `a run holds what was planned and no more`(_ block: Case, _ passes: Passes) throws {
    let settings = RunSettings<Float>(seed: 7, batch: 3)
    let run = try LeanRun(block.graph, settings, passes: passes)
    let plan = MemoryPlan(run.program, images: 3, scalar: Float.self)
    var most = 0
    let end = try run.run { _, _, held in most = max(most, held.bytes) }
    // while an instruction runs, what it reads and writes is there beside what stays
    let largest = block.graph.nodes.map { $0.shape.count * 3 * 4 }.max() ?? 0
    #expect(plan.moving >= most)
    #expect(plan.moving <= most + 3 * largest)
    #expect(end.bytes <= most)
  }

  @Test func `of the activations only the last is left of a forward pass`() throws {
    let graph = Self.blocks[0].graph
    let end = try LeanRun(graph, RunSettings<Float>(batch: 3), passes: .forward).run()
    #expect(end.bytes == graph.output.shape.count * 3 * 4)
  }

  @Test func `plans know large networks without running them`() throws {
    let graph = try Network("resnet50", library: BlockLibrary.all()).graph
    func mebibytes(_ plan: MemoryPlan) -> Int { plan.peak >> 20 }
    let forward = Program(graph, mode: .inference, passes: .forward)
    let both = Program(graph, mode: .training, passes: .both)
    // the weights alone are 98 MiB
    #expect(98...120 ~= mebibytes(MemoryPlan(forward, images: 1, scalar: Float.self)))
    #expect(250...400 ~= mebibytes(MemoryPlan(both, images: 1, scalar: Float.self)))
    let all = MemoryPlan(
      keepingAllOf: graph, mode: .training, passes: .both, images: 1, scalar: Float.self)
    #expect(400...620 ~= mebibytes(all))
    // what would not fit into an Int stops at the largest
    let huge = MemoryPlan(
      keepingAllOf: graph, mode: .training, passes: .both, images: .max / 2, scalar: Float.self)
    #expect(huge.peak == .max)
  }

  @Test func `a run that would not fit is refused in one sentence`() throws {
    let graph = try Network("resnet152", library: BlockLibrary.all()).graph
    let settings = RunSettings<Double>(batch: 100_000)
    func refusal(_ run: () throws -> Void) -> String {
      do {
        try run()
        return "it ran"
      } catch { return "\(error)" }
    }
    for text in [
      refusal { _ = try Trace(graph, settings) },
      refusal { _ = try LeanRun(graph, settings, passes: .both) },
    ] {
      #expect(text.contains(/TiB of memory, more than the .+ that/))
    }
    #expect(refusal { _ = try ForwardPass(graph, RunSettings<Double>(batch: 0)) }.contains("batch"))
  }

  @Test(arguments: [(512, "1 KiB"), (5_000_000, "5 MiB"), (33_500_000_000, "31.2 GiB")])
  func `memory is told as a person reads it`(bytes: Int, words: String) {
    #expect(MemoryPlan.words(bytes) == words)
  }

  /// The largest difference, relative to the largest magnitude.
  private static func distance(_ ours: Tensor<Double>?, _ theirs: Tensor<Double>) -> Double {
    guard let ours, ours.shape == theirs.shape else { return .infinity }
    let largest = max(theirs.largestMagnitude, .leastNormalMagnitude)
    return zip(ours.elements, theirs.elements).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
  }
}
