import Tensors

/// How much memory a run takes at its peak, told before it starts from the graph alone.
///
/// Counted are tensors: parameters, activations, gradients. The program itself and the scratch
/// space of its kernels come on top, some tens of MiB.
public struct MemoryPlan: Hashable, Sendable {
  /// Bytes of parameters, of what enters and of masks; they are there from first to last.
  public let standing: Int
  /// The most bytes that activations and gradients take together at any moment.
  public let moving: Int
  public var peak: Int {
    let (sum, overflow) = standing.addingReportingOverflow(moving)
    return overflow ? .max : sum
  }

  /// The plan of a run that forgets what it no longer needs.
  ///
  ///     // of conv 3x3 4, norm, relu on 8×8×3, where one instruction does all three
  ///     let program = Program(graph, mode: .inference, passes: .forward)
  ///     MemoryPlan(program, images: 1, scalar: Float.self).moving  // 1024, once 8×8×4 numbers
  public init<S: Scalar>(_ program: Program, images: Int, scalar: S.Type) {
    var ledger = Ledger(images: images, size: MemoryLayout<S>.size)
    func shape(_ place: Int) -> Shape { program.instructions[place].shape }
    for place in program.instructions.indices.dropFirst() {
      ledger.take(shape(place))
      for forgotten in program.instructions[place].forgotten { ledger.give(shape(forgotten)) }
    }
    if program.passes == .both {
      ledger.take(program.graph.output.shape)
      var reached: Set<Int> = []
      for place in program.instructions.indices.dropFirst().reversed() {
        let instruction = program.instructions[place]
        if instruction.needsGradient {
          ledger.take(numbers: instruction.nodes.map { program.graph.nodes[$0].parameterCount })
          for input in instruction.inputs where program.instructions[input].needsGradient {
            ledger.take(shape(input))
            // what is added to what another branch sent is given back at once
            if !reached.insert(input).inserted { ledger.give(shape(input)) }
          }
          ledger.give(shape(place))
        }
        for forgotten in instruction.forgottenBackward { ledger.give(shape(forgotten)) }
      }
    }
    standing = program.graph.standing(mode: program.mode, ledger)
    moving = ledger.peak
  }

  /// The plan of passes that keep every tensor, as the explorer does.
  ///
  ///     // of conv 3x3 4, norm, relu on 8×8×3
  ///     MemoryPlan(
  ///       keepingAllOf: graph, mode: .inference, passes: .forward, images: 1, scalar: Float.self
  ///     ).moving  // 3072, three times 8×8×4 numbers
  public init<S: Scalar>(
    keepingAllOf graph: Graph, mode: Mode, passes: Passes, images: Int, scalar: S.Type
  ) {
    var ledger = Ledger(images: images, size: MemoryLayout<S>.size)
    for node in graph.nodes.dropFirst() { ledger.take(node.shape) }
    if passes == .both {
      ledger.take(graph.output.shape)
      for node in graph.nodes {
        ledger.take(numbers: [node.parameterCount])
        if graph.isFork(node.index) { ledger.take(node.shape) }
        // a sum hands on the gradient that it got
        if node.operation.kind == .join(.sum) { continue }
        for input in node.inputs { ledger.take(graph.nodes[input].shape) }
      }
    }
    standing = graph.standing(mode: mode, ledger)
    moving = ledger.peak
  }

  /// Throws a `Misfit` that names the figure and the limit if there is not that much memory.
  ///
  /// What is held already, in bytes, need not be had again.
  public func check(holding held: Int = 0) throws {
    guard let room = MemoryRoom.ifTooSmall(for: peak - held) else { return }
    throw Misfit(
      "the run would take \(Self.words(peak)) of memory, more than the \(room); use fewer or "
        + "smaller images")
  }

  /// An amount of memory as a person reads it, `412 MiB` or `31.2 GiB`: `words(1536)` → `2 KiB`.
  public static func words(_ bytes: Int) -> String { MemoryRoom.words(bytes) }
}

/// What is taken and given back, with the most that was ever held; it stops at what Int can hold.
private struct Ledger {
  let images: Int
  /// Bytes of one number.
  let size: Int
  private var held = 0
  private(set) var peak = 0

  init(images: Int, size: Int) {
    self.images = images
    self.size = size
  }

  /// The bytes of a batch of a shape.
  func bytes(_ shape: Shape) -> Int {
    Shape([images, size] + shape.extents).checkedCount ?? .max
  }
  mutating func take(_ shape: Shape) { take(bytes: bytes(shape)) }
  mutating func take(numbers: [Int]) { for count in numbers { take(bytes: count * size) } }
  mutating func take(bytes: Int) {
    let (sum, overflow) = held.addingReportingOverflow(bytes)
    held = overflow ? .max : sum
    peak = max(peak, held)
  }
  mutating func give(_ shape: Shape) { if held != .max { held -= bytes(shape) } }
}

extension Graph {
  /// Bytes that a run starts from: parameters with their statistics, input, target, masks.
  fileprivate func standing(mode: Mode, _ ledger: Ledger) -> Int {
    var ledger = Ledger(images: ledger.images, size: ledger.size)
    ledger.take(nodes[0].shape)
    if let targetShape { ledger.take(targetShape) }
    for node in nodes {
      ledger.take(numbers: node.parameters.map(\.shape.count))
      guard mode == .training else { continue }
      let mask = node.operation.maskShape(
        node.inputs.map { nodes[$0].shape }, images: ledger.images)
      if let mask { ledger.take(bytes: Shape(mask.extents + [ledger.size]).checkedCount ?? .max) }
    }
    return ledger.peak
  }
}
