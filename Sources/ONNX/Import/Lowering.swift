import Networks
import Tensors

/// Turns the nodes of a model, one after the other, into steps of a `Flow`.
///
/// Shapes of a model are known once its input is, so that arithmetic on shapes is carried out here
/// and leaves no step. What cannot be expressed makes its outputs faults, which matter only if
/// what is asked for needs them.
struct Lowering {
  /// What a name of the model stands for.
  enum Value {
    case flow(Int, View)
    case stored(StoredArray)
    /// Whole numbers of shape arithmetic; a scalar has no shape.
    case integers([Int], isScalar: Bool)
    case fault(ImportFault)
  }

  /// How the model's tensor lies, beside the step that it is here.
  enum View: Equatable {
    /// N × C × H × W, or N × C.
    case usual
    /// N × C × 1 × 1, where here it is a vector.
    case pooled
    /// N × H × W × C.
    case channelsLast
    /// With zeros around it that the next window takes as its padding: rows before and after,
    /// columns before and after.
    case padded([Int])
    /// A map flattened in the order C × H × W.
    case flattened(Shape)
    /// Channels as groups × channels of a group, or the other way round.
    case grouped(Int, isSwapped: Bool)
  }

  let model: Model
  /// Images in a batch, as the model was made for.
  let batch: Int
  var flow = Flow()
  private var values: [String: Value]
  /// How many nodes read each tensor.
  let uses: [String: Int]
  let version: Int

  /// `size` is that of the input where the model leaves sides open.
  init(_ model: Model, on size: Shape?) throws {
    self.model = model
    version = model.versions[""] ?? 0
    guard Limits.modelVersions ~= version else {
      throw ModelFault(
        "the model uses version \(version) of ONNX's operators, and "
          + "\(Limits.modelVersions.lowerBound) to \(Limits.modelVersions.upperBound) are read")
    }
    let entering = model.inputs.filter { model.stored[$0.name] == nil }
    guard entering.count == 1, let input = entering.first else {
      throw ModelFault(
        "the model has \(entering.count) inputs, and a network here has one"
          + (entering.isEmpty
            ? "" : ": " + entering.map { "‘\($0.name.quotable())’" }.joined(separator: ", ")))
    }
    values = model.stored.mapValues { .stored($0) }
    uses = model.nodes.reduce(into: [:]) { uses, node in
      for input in node.inputs { uses[input, default: 0] += 1 }
    }
    batch = input.extents.first.flatMap { $0 } ?? 1
    guard 1...Limits.images ~= batch else {
      throw ModelFault("the model takes \(batch) images at once")
    }
    let (shape, view) = try Self.entrance(input, of: model, on: size)
    guard shape.extents.allSatisfy({ 1...Limits.extent ~= $0 }), Self.isBearable(shape) else {
      throw ModelFault("what enters the model, \(shape), is larger than the program takes on")
    }
    flow.steps = [
      Flow.Step(work: .input, inputs: [], shape: shape, origin: input.name, output: input.name)
    ]
    values[input.name] = .flow(0, view)
  }

  /// The input as it is here.
  private static func entrance(
    _ input: ModelValue, of model: Model, on size: Shape?
  ) throws -> (Shape, View) {
    let extents = input.extents
    let first = model.nodes.first { $0.inputs.contains(input.name) }
    if case .integers(let order)? = first?.attributes["perm"], first?.kind == "Transpose",
      order == [0, 3, 1, 2], extents.count == 4
    {
      // models of TensorFlow have the channels last, as it is here
      guard let channels = extents[3] ?? size?.extents.last else { throw openChannels(input) }
      let rows = size?.rank == 3 ? size?[0] : extents[1]
      let columns = size?.rank == 3 ? size?[1] : extents[2]
      return (Shape(rows ?? 224, columns ?? 224, channels), .channelsLast)
    }
    switch extents.count {
    case 2:
      guard let channels = extents[1] ?? size?.extents.last else { throw openChannels(input) }
      return (Shape(channels), .usual)
    case 4:
      guard let channels = extents[1] ?? size?.extents.last else { throw openChannels(input) }
      let rows = size?.rank == 3 ? size?[0] : extents[2]
      let columns = size?.rank == 3 ? size?[1] : extents[3]
      return (Shape(rows ?? 224, columns ?? 224, channels), .usual)
    default:
      throw ModelFault(
        "what enters the model, ‘\(input.name.quotable())’, has \(extents.count) axes; images with "
          + "channels have 4, vectors 2")
    }
  }
  private static func openChannels(_ input: ModelValue) -> ModelFault {
    ModelFault(
      "the model leaves open how many channels ‘\(input.name.quotable())’ has; state a size, "
        + "such as --on 224x224x3")
  }

  /// Goes through all nodes, or to the one that is named; gives the step that is the output.
  mutating func run(until last: String?) throws -> Int {
    var lastGood: String?
    var firstFault: ImportFault?
    var target = last == nil ? model.outputs.first : nil
    for node in model.nodes {
      let count = flow.steps.count
      do {
        try lower(node)
        if let large = flow.steps[count...].first(where: { !Self.isBearable($0.shape) }) {
          throw Misfit("what leaves it, \(large.shape), is larger than the program takes on")
        }
        if case .flow? = values[node.outputs.first ?? ""], firstFault == nil {
          lastGood = node.title
        }
      } catch let misfit as Misfit {
        var fault = ImportFault(node: node.title, kind: node.kind, reason: misfit.reason)
        fault.before = lastGood
        if firstFault == nil { firstFault = fault }
        for output in node.outputs { values[output] = .fault(firstFault ?? fault) }
      }
      if let last, node.name == last || node.title == last || node.outputs.contains(last) {
        target = node.outputs.first
        break
      }
    }
    guard let target else {
      let near = last.flatMap { nearest(to: $0, among: model.nodes.map(\.title)) }
      throw ModelFault(
        "the model has no node ‘\((last ?? "").quotable())’"
          + (near.map { "; did you mean ‘\($0)’?" } ?? ""))
    }
    switch values[target] {
    case .flow(let step, _)?: return step
    case .fault(let fault)?: throw fault
    default: throw ModelFault("what leaves the model, ‘\(target.quotable())’, is never computed")
    }
  }
}

// What lowering a node uses.
extension Lowering {
  /// The step that an input of a node is; throws where it is none.
  func source(_ node: ModelNode, _ index: Int = 0) throws -> (step: Int, view: View) {
    switch try value(node, index) {
    case .flow(let step, let view): return (step, view)
    case .fault(let fault): throw Misfit("it needs ‘\(fault.node)’, which cannot be shown")
    default: throw Misfit("it works on a stored tensor")
    }
  }

  func value(_ node: ModelNode, _ index: Int) throws -> Value {
    guard node.inputs.indices.contains(index), !node.inputs[index].isEmpty else {
      throw Misfit("an input is missing")
    }
    guard let value = values[node.inputs[index]] else {
      throw Misfit("‘\(node.inputs[index].quotable())’ is computed nowhere before it")
    }
    return value
  }

  /// Whether an optional input is there.
  func has(_ node: ModelNode, _ index: Int) -> Bool {
    node.inputs.indices.contains(index) && !node.inputs[index].isEmpty
  }

  func stored(_ node: ModelNode, _ index: Int) throws -> StoredArray {
    guard case .stored(let array) = try value(node, index) else {
      throw Misfit("its weights are computed, and not stored with the model")
    }
    return array
  }

  /// The numbers of a small input that is known beforehand; nothing where it is computed.
  func known(_ node: ModelNode, _ index: Int) -> [Double]? {
    guard has(node, index) else { return nil }
    switch values[node.inputs[index]] {
    case .stored(let array)?: return array.few
    case .integers(let integers, _)?: return integers.map(Double.init)
    default: return nil
    }
  }
  /// An axis of so many, counted from the front; negative ones count from the end.
  func axis(_ axis: Int, of rank: Int) throws -> Int {
    guard -rank..<rank ~= axis else { throw Misfit("there is no axis \(axis) of \(rank)") }
    return axis < 0 ? axis + rank : axis
  }
  /// Whether a tensor of this shape is one that the program takes on.
  static func isBearable(_ shape: Shape) -> Bool {
    shape.checkedCount.map { 1...Limits.elements ~= $0 } ?? false
  }
  /// A stored tensor that has a number for each channel.
  func channelNumbers(_ node: ModelNode, _ index: Int, _ channels: Int) throws -> WeightSource {
    let array = try stored(node, index)
    guard array.shape.count == channels else {
      throw Misfit("it has \(array.shape) stored where \(channels) numbers are needed")
    }
    return WeightSource(origin: .stored(array), shape: Shape(channels))
  }

  func knownIntegers(_ node: ModelNode, _ index: Int) -> [Int]? {
    known(node, index)?.map { Int(exactly: $0.rounded()) ?? 0 }
  }

  /// The numbers of an attribute, or of the input that later versions have in its place.
  func integers(_ node: ModelNode, _ name: String, or index: Int? = nil) -> [Int]? {
    switch node.attributes[name] {
    case .integers(let integers)?: integers
    case .integer(let integer)?: [integer]
    default: index.flatMap { knownIntegers(node, $0) }
    }
  }

  /// The shape that a value has in the model.
  func modelShape(_ step: Int, _ view: View) -> [Int] {
    let shape = flow.steps[step].shape
    guard shape.rank == 3 else {
      return view == .pooled ? [batch, shape[0], 1, 1] : [batch] + shape.extents
    }
    switch view {
    case .channelsLast: return [batch, shape[0], shape[1], shape[2]]
    case .flattened: return [batch, shape.count]
    case .grouped(let groups, let isSwapped):
      let pair = [groups, shape[2] / groups]
      return [batch] + (isSwapped ? pair.reversed() : pair) + [shape[0], shape[1]]
    case .padded(let zeros):
      return [
        batch, shape[2], shape[0] + zeros[0] + zeros[1], shape[1] + zeros[2] + zeros[3],
      ]
    case .usual, .pooled: return [batch, shape[2], shape[0], shape[1]]
    }
  }

  func shape(_ step: Int) -> Shape { flow.steps[step].shape }
  func work(_ step: Int) -> Flow.Work { flow.steps[step].work }

  mutating func set(_ node: ModelNode, _ value: Value) {
    for output in node.outputs.prefix(1) where !output.isEmpty { values[output] = value }
  }

  /// Adds a step and gives it to the node's output.
  @discardableResult
  mutating func add(
    _ node: ModelNode, _ work: Flow.Work, of inputs: [Int], _ shape: Shape, _ view: View = .usual,
    parameters: [String: WeightSource] = [:], window: WindowFacts? = nil
  ) -> Int {
    flow.steps.append(
      Flow.Step(
        work: work, inputs: inputs, shape: shape, parameters: parameters, origin: node.title,
        output: node.outputs.first ?? "", window: window))
    set(node, .flow(flow.steps.count - 1, view))
    return flow.steps.count - 1
  }

  /// Adds a step for one of several outputs of a node.
  mutating func add(
    _ node: ModelNode, output: Int, _ work: Flow.Work, of input: Int, _ shape: Shape, _ view: View
  ) {
    flow.steps.append(
      Flow.Step(
        work: work, inputs: [input], shape: shape, origin: node.title, output: node.outputs[output])
    )
    values[node.outputs[output]] = .flow(flow.steps.count - 1, view)
  }

  /// Adds an operation that changes each number by itself.
  mutating func add(_ node: ModelNode, eachBy keyword: String) throws {
    guard Catalogue.operation(keyword.split(separator: " ").first.map(String.init) ?? "") != nil
    else { throw Misfit("the notation has no operation for it") }
    let (step, view) = try source(node)
    add(node, .operation(keyword), of: [step], shape(step), view)
  }
}

extension ModelNode {
  func integer(_ name: String, else standard: Int) -> Int {
    if case .integer(let integer)? = attributes[name] { return integer }
    return standard
  }
  func float(_ name: String, else standard: Double) -> Double {
    // a Float as it is written: 1e-05 and not 9.999999747378752e-06
    if case .float(let float)? = attributes[name] { return Double("\(float)") ?? Double(float) }
    return standard
  }
  func text(_ name: String) -> String? {
    if case .text(let text)? = attributes[name] { return text }
    return nil
  }
}
