import Tensors

/// A block stripped to what it computes: calls and repeats opened, bare wires gone, branches of a
/// sum in an order of their own.
///
/// Two texts that say the same block in other words have equal wirings.
public struct Wiring: Hashable, Sendable {
  public let parts: [Part]

  /// An operation, or branches that a join ends.
  public indirect enum Part: Hashable, Sendable {
    case operation(Element)
    case join(Element, [Wiring])
  }

  /// An operation as it is compared: by what it does where it stands, not by how it was written.
  public struct Element: Hashable, Sendable {
    public let operation: any Operation
    /// Its keyword and resolved arguments.
    let key: String

    public static func == (left: Self, right: Self) -> Bool { left.key == right.key }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// What sort of thing it is.
    public let sort: Sort

    public var keyword: String { type(of: operation).keyword }
    public var caption: String { operation.caption }
  }

  /// What an operation is there for, as rubrics speak of it.
  public enum Sort: String, CaseIterable, Sendable {
    case normalization, activation, join, regulariser, layer

    init(_ kind: OperationKind) {
      self =
        switch kind {
        case .normalization: .normalization
        case .activation, .probabilities: .activation
        case .join: .join
        case .regulariser: .regulariser
        case .input, .convolution, .dense, .pooling, .flattening, .channelPadding, .upsampling,
          .rearrangement, .channelScale, .loss, .drawing:
          .layer
        }
    }
  }

  init(_ parts: [Part]) { self.parts = parts }

  /// The wiring of a network.
  ///
  ///     let block = try Wiring(Network("sum { conv 3x3 16, norm | identity }, relu"))
  ///     block.caption  // "sum { identity | conv 3×3, 16, BN }, ReLU"
  ///     try block == Wiring(Network("sum { identity | conv 3x3 16, norm }, relu"))  // true
  public init(_ network: Network) throws { try self.init(network.block, on: network.input) }

  /// The wiring of a block on an image of a shape, which has to fit it; throws a `Misfit` where it
  /// does not.
  public init(_ block: Block, on input: Shape) throws {
    var shape = input
    parts = try Self.parts(of: block, on: &shape)
  }

  /// How many operations it has, joins included.
  public var count: Int {
    parts.reduce(0) { count, part in
      switch part {
      case .operation: count + 1
      case .join(_, let branches): count + 1 + branches.reduce(0) { $0 + $1.count }
      }
    }
  }

  /// The sorts of operations that it has.
  public var sorts: Set<Sort> {
    parts.reduce(into: []) { sorts, part in
      switch part {
      case .operation(let element): sorts.insert(element.sort)
      case .join(let element, let branches):
        sorts.insert(element.sort)
        for branch in branches { sorts.formUnion(branch.sorts) }
      }
    }
  }

  /// The block that it came from, as far as it matters.
  public var block: Block {
    .sequence(
      parts.map { part in
        switch part {
        case .operation(let element): .operation(element.operation, at: nil)
        case .join(let element, let branches):
          .branches(branches.map(\.block), join: element.operation, at: nil)
        }
      })
  }

  /// In one line of words: `conv 3×3, 64, BN, ReLU`; the bare wire is `identity`.
  public var caption: String {
    if parts.isEmpty { return "identity" }
    return parts.map { part in
      switch part {
      case .operation(let element): element.caption
      case .join(let element, let branches):
        element.keyword + " { " + branches.map(\.caption).joined(separator: " | ") + " }"
      }
    }.joined(separator: ", ")
  }

  /// What tells it from others, for a fixed order.
  var key: String {
    parts.map { part in
      switch part {
      case .operation(let element): element.key
      case .join(let element, let branches):
        element.key + "{" + branches.map(\.key).joined(separator: "|") + "}"
      }
    }.joined(separator: ",")
  }
}

extension Wiring {
  private static func parts(of block: Block, on shape: inout Shape) throws -> [Part] {
    switch block {
    case .operation(let operation, _):
      let element = Element(operation, on: shape)
      shape = try operation.fittingShape([shape])
      return element.isBareWire ? [] : [.operation(element)]
    case .sequence(let blocks), .rounds(let blocks):
      var parts: [Part] = []
      for block in blocks {
        parts += try Self.parts(of: block, on: &shape)
      }
      return tidied(parts)
    case .call(_, let body):
      return try parts(of: body, on: &shape)
    case .branches(let branches, let join, _):
      var shapes: [Shape] = []
      var wirings: [Wiring] = []
      for branch in branches {
        var end = shape
        wirings.append(Wiring(try parts(of: branch, on: &end)))
        shapes.append(end)
      }
      shape = try join.fittingShape(shapes)
      return joined(wirings, by: Element(join, on: shape))
    }
  }

  /// A join of one branch is that branch; a sum of a sum is one sum.
  private static func joined(_ branches: [Wiring], by join: Element) -> [Part] {
    let flat = branches.flatMap { branch -> [Wiring] in
      guard branch.parts.count == 1, case .join(join, let inner) = branch.parts[0] else {
        return [branch]
      }
      return inner
    }
    if flat.count == 1 { return flat[0].parts }
    let isOrdered = join.operation.kind == .join(.concatenation)
    return [.join(join, isOrdered ? flat : flat.sorted { $0.key < $1.key })]
  }

  /// Without activations that find nothing left to do.
  private static func tidied(_ parts: [Part]) -> [Part] {
    var tidy: [Part] = []
    for part in parts {
      if case .operation(let element) = part, case .operation(let last)? = tidy.last,
        element.changesNothing(after: last)
      {
        continue
      }
      tidy.append(part)
    }
    return tidy
  }
}

extension Wiring.Element {
  /// What an operation does on a map of this shape, said in one way only.
  init(_ operation: any Operation, on shape: Shape) {
    let resolved = Self.resolved(operation, on: shape)
    self.operation = resolved
    key = Self.key(of: resolved, on: shape)
    sort = Wiring.Sort(resolved.kind)
  }

  /// A convolution with a group for each channel is a depthwise one.
  private static func resolved(_ operation: any Operation, on shape: Shape) -> any Operation {
    guard let convolution = operation as? Convolution, shape.rank == 3, shape[2] > 1,
      convolution.groups == shape[2], convolution.channels % shape[2] == 0
    else { return operation }
    return Depthwise(convolution, multiplier: convolution.channels / shape[2])
  }

  private static func key(of operation: any Operation, on shape: Shape) -> String {
    let sliding: (sliding: Sliding, rest: String)? =
      switch operation {
      case let conv as Convolution:
        (conv.sliding, "\(conv.channels) \(conv.groups) \(conv.hasBias)")
      case let depthwise as Depthwise:
        (depthwise.sliding, "\(depthwise.multiplier) \(depthwise.hasBias)")
      case let pool as any Pooling:
        (
          pool.sliding,
          pool.source.hasSuffix("count_padding") ? "count_padding" : ""
        )
      default: nil
      }
    guard let sliding, shape.rank == 3 else { return operation.source }
    let keyword = type(of: operation).keyword
    return "\(keyword) \(sliding.sliding.key(on: shape)) \(sliding.rest)"
  }

  /// Whether it hands on what it gets.
  var isBareWire: Bool { operation.kind == .input }

  /// Whether it finds its work done by the operation before it.
  func changesNothing(after last: Self) -> Bool {
    operation.kind.changesNothing(after: last.operation.kind)
  }
}

extension Depthwise {
  /// A grouped convolution that keeps its channels apart.
  fileprivate init(_ convolution: Convolution, multiplier: Int) {
    sliding = convolution.sliding
    self.multiplier = multiplier
    hasBias = convolution.hasBias
  }
}

extension Sliding {
  /// Kernel, stride, dilation and the zeros around this map.
  fileprivate func key(on map: Shape) -> String {
    let window = window(on: map)
    return [window.rows, window.columns].map { axis in
      // the padding of a 1×1 kernel is none, and its dilation says nothing
      let dilation = axis.kernel == 1 ? 1 : axis.dilation
      return "\(axis.kernel)/\(axis.stride)/\(dilation)/\(axis.before)/\(axis.after)"
    }.joined(separator: "x")
  }
}
