import Tensors

/// Which tensors of a file become which parameters of a network, found by names and shapes alone.
///
/// Files of the program's own have its names; a state dictionary of PyTorch has those of
/// `ZooNames`, and its layouts. All names may stand behind one prefix, as wrappers of PyTorch
/// write it: `module.`, `model.`, `_orig_mod.`, `state_dict.`.
public struct WeightsPlan: Sendable {
  private struct Assignment {
    let own: String
    let name: String
    let layout: StateDictionary.Layout
  }
  private let assignments: [Assignment]
  private let masks: [String]
  /// What was done to the tensors or assumed of them, in sentences.
  public let remarks: [String]

  /// Throws a `Misfit` that lists what is missing, has another shape, or has no place here;
  /// running statistics may be missing in training, which does not read them.
  ///
  ///     // of conv 3x3 1 on one channel
  ///     let kernel = StoredTensor(shape: Shape(3, 3, 1, 1), type: .float)
  ///     try WeightsPlan(network, ["module.conv1.weight": kernel], mode: .inference).remarks
  ///     // ["The names of the weights begin with ‘module.’, which is left out here."]
  public init(
    _ network: Network, _ file: [String: StoredTensor], mode: Mode
  ) throws {
    let zoos = ZooNames.all(of: network).map { StateDictionary(network.graph, $0) }
    try self.init(network.graph, [StateDictionary(network.graph)] + zoos, file, mode: mode)
  }

  fileprivate init(
    _ graph: Graph, _ dictionaries: [StateDictionary], _ file: [String: StoredTensor], mode: Mode
  ) throws {
    let matches = dictionaries.map { WeightsMatch($0, file) }
    // of equals the first wins, and own names stand before those of zoos
    let most = matches.map(\.count).max()
    guard let match = matches.first(where: { $0.count == most }) else {
      preconditionFailure("a network has names of its own")
    }
    let faults = WeightsFaults(match, mode: mode)
    if let misfit = faults.misfit(isOfZoo: dictionaries.count > 1) { throw misfit }

    assignments = match.dictionary.entries.compactMap { entry in
      match.found[entry.own].map { Assignment(own: entry.own, name: $0, layout: entry.layout) }
    }
    let isOwn = match.dictionary.allowsOthers
    masks = isOwn ? graph.nodes.map { "\($0.id).mask" }.filter { file[$0] != nil } : []
    remarks = match.remarks + match.dictionary.remarks
  }

  /// The parameters, and masks that the file gives, by their names here and laid out as here:
  /// `["module.conv1.weight": kernel]` becomes `["conv1.weight": kernel]`.
  public func parameters<S: Scalar>(from file: [String: Tensor<S>]) -> [String: Tensor<S>] {
    var given: [String: Tensor<S>] = [:]
    for assignment in assignments {
      given[assignment.own] = file[assignment.name]?.laidOut(assignment.layout)
    }
    for mask in masks { given[mask] = file[mask] }
    return given
  }
}

extension Graph {
  /// What of a file of the program's own are this graph's parameters and masks; throws as
  /// `WeightsPlan` does.
  ///
  ///     // a file may hold more, such as a whole run
  ///     try graph.parameters(from: file, mode: .inference).keys  // ["conv1.weight"]
  public func parameters<S: Scalar>(
    from file: [String: Tensor<S>], mode: Mode
  ) throws -> [String: Tensor<S>] {
    try WeightsPlan(self, [StateDictionary(self)], contents(of: file), mode: mode)
      .parameters(from: file)
  }
}

extension Network {
  /// What of a file's tensors are this network's parameters and masks, by their names here; throws
  /// as `WeightsPlan` does.
  ///
  ///     // of conv 3x3 1 on one channel
  ///     let file = ["module.conv1.weight": Tensor<Float>(zeros: Shape(3, 3, 1, 1))]
  ///     try network.parameters(from: file, mode: .inference).keys  // ["conv1.weight"]
  public func parameters<S: Scalar>(
    from file: [String: Tensor<S>], mode: Mode
  ) throws -> [String: Tensor<S>] {
    try WeightsPlan(self, contents(of: file), mode: mode).parameters(from: file)
  }
}

/// What a file would say of tensors that are read already.
private func contents<S: Scalar>(of file: [String: Tensor<S>]) -> [String: StoredTensor] {
  let type = S.self == Float.self ? NumberType.float : .double
  return file.mapValues { StoredTensor(shape: $0.shape, type: type) }
}
