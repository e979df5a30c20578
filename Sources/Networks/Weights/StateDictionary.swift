import Tensors

extension Network {
  /// What of a file's tensors are this network's parameters and masks, by their names here.
  ///
  /// Files of the program's own have those names already; a state dictionary of PyTorch has those
  /// of `ZooNames`, and its layouts: kernels out × in × rows × columns, dense weights out × in.
  /// Throws a `Misfit` that names the first tensor which is missing, has another shape, or has no
  /// place here; running statistics may be missing in training, which does not read them.
  public func parameters<S: Scalar>(
    from file: [String: Tensor<S>], mode: Mode
  ) throws -> [String: Tensor<S>] {
    let own = graph.nodes.flatMap { node in node.parameters.map { "\(node.id).\($0.name)" } }
    let zoos = ZooNames.all(of: self).map { StateDictionary(graph, $0) }
    let best = zoos.max { $0.count(in: file) < $1.count(in: file) }
    guard let best, best.count(in: file) > own.count(where: { file[$0] != nil }) else {
      return try graph.parameters(from: file, mode: mode)
    }
    return try best.parameters(from: file, mode: mode)
  }
}

/// A network's parameters as a state dictionary of PyTorch holds them.
struct StateDictionary {
  struct Entry {
    /// In the file: `layer1.0.conv1.weight`.
    let name: String
    /// Here: `bottleneck1.conv1.weight`.
    let own: String
    let parameter: Parameter
    /// The shape in the file.
    let shape: Shape

    /// Whether it belongs to a dense layer outside of all blocks, which makes the classes.
    var isOfHead: Bool { own.hasPrefix("dense") && own.split(separator: ".").count == 2 }
  }
  private(set) var entries: [Entry] = []

  init(_ graph: Graph, _ names: ZooNames) {
    for node in graph.nodes {
      guard let module = names.modules[node.index] else { continue }
      for parameter in node.parameters {
        entries.append(
          Entry(
            name: "\(module).\(Self.name(of: parameter))", own: "\(node.id).\(parameter.name)",
            parameter: parameter, shape: Self.shape(of: parameter)))
      }
    }
  }

  private static func name(of parameter: Parameter) -> String {
    switch parameter.name {
    case "scale": "weight"
    case "shift": "bias"
    case "mean": "running_mean"
    case "variance": "running_var"
    default: parameter.name
    }
  }

  private static func shape(of parameter: Parameter) -> Shape {
    let shape = parameter.shape
    return switch shape.rank {
    case 4: Shape(shape[3], shape[2], shape[0], shape[1])
    case 2: Shape(shape[1], shape[0])
    default: shape
    }
  }

  /// How many of the names a file has.
  func count<S>(in file: [String: Tensor<S>]) -> Int { entries.count { file[$0.name] != nil } }

  func parameters<S: Scalar>(
    from file: [String: Tensor<S>], mode: Mode
  ) throws -> [String: Tensor<S>] {
    let names = Set(entries.map(\.name))
    // how many batches were seen decides nothing here
    let strangers = file.keys.filter {
      !names.contains($0) && !$0.hasSuffix("num_batches_tracked")
    }.sorted()
    var given: [String: Tensor<S>] = [:]
    for entry in entries {
      guard let tensor = file[entry.name] else {
        if !entry.parameter.isTrained, mode == .training { continue }
        let near = nearest(to: entry.name, among: strangers)
        throw Misfit(
          "the weights have no tensor ‘\(entry.name)’, which is \(entry.shape)"
            + (near.map { "; the nearest that has no place here is ‘\($0)’" } ?? ""))
      }
      given[entry.own] = try converted(tensor, for: entry)
    }
    if let stranger = strangers.first {
      let near = nearest(to: stranger, among: names)
      throw Misfit(
        "the weights have a tensor ‘\(stranger)’ for which the network has no place"
          + (near.map { "; its nearest is ‘\($0)’" } ?? ""))
    }
    return given
  }

  /// A tensor of the file in the layout that operations here have.
  private func converted<S: Scalar>(_ tensor: Tensor<S>, for entry: Entry) throws -> Tensor<S> {
    // zoos write the dense layers of a gate as 1×1 convolutions
    let isMatrix = entry.shape.rank == 2 && tensor.shape.extents == entry.shape.extents + [1, 1]
    guard tensor.shape == entry.shape || isMatrix else {
      let classes =
        entry.shape.rank <= 2 && tensor.shape.rank == entry.shape.rank
          && entry.isOfHead
        ? "; a network for \(tensor.shape[0]) classes is written with ‘classes: \(tensor.shape[0])’"
        : ""
      throw Misfit(
        "\(entry.name) is \(tensor.shape) in the weights but the network needs \(entry.shape)"
          + classes)
    }
    return switch entry.shape.rank {
    case 4: tensor.permuted([2, 3, 1, 0])
    case 2: tensor.reshaped(entry.shape).permuted([1, 0])
    default: tensor
    }
  }
}
