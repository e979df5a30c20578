import Networks
import Tensors

/// A run as one looks at it: its numbers come in Double, whatever its precision.
///
/// It is a value. A copy goes on by itself, and where it has gone the other can go too.
public protocol ObservedRun: Sendable {
  var network: Network { get }
  /// The recipe as it was at the start.
  var base: Recipe { get }
  /// The recipe in force for the next update.
  var recipe: Recipe { get }
  /// The learning rate of the next update.
  var rate: Double { get }
  /// How many updates the run has in all, have been made, and were ever made.
  var length: Int { get }
  var step: Int { get }
  var furthest: Int { get }
  /// The first step that can be gone back to.
  var first: Int { get }
  var isFinished: Bool { get }
  var updatesPerEpoch: Int { get }
  var records: [Record] { get }
  var turns: [Turn] { get }
  /// The recipe in one line.
  var summary: String { get }
  /// What is told of the examples.
  var examples: ExampleFacts { get }
  /// The parameters by name, in the order of the nodes, statistics left out.
  var weights: [(name: String, tensor: Tensor<Double>)] { get }
  /// The file that `--resume` goes on with.
  var file: [UInt8] { get }

  func record(of step: Int) -> Record?
  @discardableResult mutating func advance() throws -> Record
  mutating func go(to step: Int) throws
  mutating func turn(_ knob: RecipeKnob, to value: Double) throws
  func evaluation(of examples: Range<Int>?) throws -> Evaluation
  /// The examples of the next update as they enter.
  func nextBatch() -> Batch<Double>
  /// Some of the examples as they are.
  func images(_ indices: [Int]) -> Tensor<Double>
  /// Figures of the next update, by node or by block.
  func figures(byBlock: Bool) throws -> [LayerFigures]
  /// What the engine starts from to make the passes of the next update.
  func nextPasses() -> RunSettings<Double>
  /// The next update; throws a `Divergence` where it cannot be made.
  func nextUpdate() throws -> UpdatePass
  /// The same from the start, from another seed.
  func reseeded(_ seed: UInt64) throws -> any ObservedRun
  /// Another network on the same data by the same recipe, from the start; throws a `Misfit`.
  func beside(_ network: Network) throws -> any ObservedRun
}

/// What there is to learn from, without the examples themselves.
public struct ExampleFacts: Hashable, Sendable {
  public let name: String
  public let input: Shape
  public let training: Range<Int>
  public let validation: Range<Int>
  /// Whether answers are classes, how many, and their names, which may be missing.
  public let hasClasses: Bool
  public let classes: Int
  public let classNames: [String]

  /// What a class is called: by its name, else by its number.
  public func called(_ label: Int) -> String {
    classNames.indices.contains(label) ? classNames[label] : "\(label)"
  }
}

extension TrainingRun: ObservedRun {
  public var examples: ExampleFacts {
    ExampleFacts(
      name: data.name, input: data.input, training: data.training, validation: data.validation,
      hasClasses: data.hasClasses, classes: data.output.count, classNames: data.classNames)
  }

  public var weights: [(name: String, tensor: Tensor<Double>)] {
    graph.nodes.flatMap { node in
      zip(node.parameters, state.parameters[node.index]).compactMap { parameter, tensor in
        parameter.isTrained ? ("\(node.id).\(parameter.name)", tensor.converted()) : nil
      }
    }
  }

  public var file: [UInt8] { checkpoint.bytes }

  public func nextBatch() -> Batch<Double> {
    var run = self
    let batch = run.batch(of: state.step)
    return Batch(
      indices: batch.indices, x: batch.x.converted(), targets: batch.targets.converted())
  }

  public func images(_ indices: [Int]) -> Tensor<Double> {
    data.examples(indices).converted()
  }

  public func figures(byBlock: Bool) throws -> [LayerFigures] {
    let inspection = try inspection()
    return byBlock ? inspection.blocks : inspection.layers
  }

  public func nextPasses() -> RunSettings<Double> {
    let batch = nextBatch()
    var settings = RunSettings<Double>(
      seed: base.seed, mode: .training, batch: batch.indices.count)
    settings.upstream = .loss(Loss(base.loss, target: batch.targets))
    settings.given = namedParameters.mapValues { $0.converted() }
    settings.given["x"] = batch.x
    let masks: [Tensor<Double>?] = graph.masks(
      drawnFrom: drawSeed(of: state.step), images: batch.indices.count)
    for (node, mask) in zip(graph.nodes, masks) { settings.given["\(node.id).mask"] = mask }
    return settings
  }

  public func nextUpdate() throws -> UpdatePass { UpdatePass(try inspection()) }

  public func reseeded(_ seed: UInt64) throws -> any ObservedRun {
    var recipe = base
    recipe.seed = seed
    return try TrainingRun(network, on: data, recipe, given: given)
  }

  public func beside(_ network: Network) throws -> any ObservedRun {
    try TrainingRun(network, on: data, base)
  }
}
