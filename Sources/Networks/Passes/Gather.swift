import Tensors

/// What the stepper says where the gradients that return to a fork are added up.
extension Graph {
  /// The sum of the shares of all that read the tensor, in LaTeX.
  ///
  ///     // of sum { conv 3x3 2 | identity }
  ///     try Formula(graph.gatherEquation(at: 0)).line().text
  ///     // "∂L/∂x = ∂L/∂x |_conv1 + ∂L/∂x |_sum1"
  public func gatherEquation(at index: Int) -> String {
    let tensor = index == 0 ? "x" : "\\text{\(nodes[index].id)}"
    let gradient = "\\frac{\\partial L}{\\partial \(tensor)}"
    let shares = readers(of: index).map { reader in
      "\\left. \(gradient) \\right|_{\\text{\(nodes[reader.node].id)}}"
    }
    return gradient + " = " + shares.joined(separator: " + ")
  }

  /// Why they are added, and how much of the tensor each branch reaches.
  ///
  ///     // of sum { conv 3x3 2, norm | identity }
  ///     graph.gatherSentence(at: 0).short
  ///     // "The fork copied x forward, so its gradients add up backward."
  public func gatherSentence(at index: Int) -> Sentence {
    let named = Self.copied(nodes[index].id)
    let copied = named.count < Sentence.room.short ? named : Self.copied("its tensor")
    return Sentence("\(copied): \(remark(at: index)).", short: "\(copied).")
  }

  private static func copied(_ tensor: String) -> String {
    "The fork copied \(tensor) forward, so its gradients add up backward"
  }
  private func remark(at index: Int) -> String {
    let readers = readers(of: index).map { reader in
      (name: name(of: nodes[reader.node]), share: share(of: nodes[reader.node], reading: index))
    }
    let partial = readers.filter { $0.share != nil }
    let whole = readers.filter { $0.share == nil }.map(\.name)
    guard !partial.isEmpty else {
      // an identity shortcut ends in the join itself
      let join = consumers[index].contains { nodes[$0].operation.kind == .join(.sum) }
      let others = whole.filter { $0 != "the shortcut" }.joined(separator: " and ")
      if join, readers.count == 2, !others.isEmpty {
        return "the shortcut brings G unchanged, \(others) adds its part"
      }
      return "\(Words.counted(readers.count, "share")) of \(nodes[index].shape) meet in every cell"
    }
    let reached = partial.map { "\($0.name) reaches \($0.share ?? "")" }.joined(separator: ", ")
    return whole.isEmpty ? reached : "\(reached), \(whole.joined(separator: " and ")) all"
  }

  /// A reader by its role: the shortcut of a residual block, else its id.
  private func name(of node: Node) -> String {
    let isShortcut =
      node.operation.kind == .join(.sum)
      || node.id.split(separator: ".").contains {
        $0.hasPrefix("shortcut")
      }
    return isShortcut ? "the shortcut" : node.id
  }

  /// What part of a map's cells a window reads; nothing where it reads all of them.
  private func share(of node: Node, reading index: Int) -> String? {
    guard node.operation.kind != .convolution(.transposed), let window = window(of: node) else {
      return nil
    }
    let map = nodes[index].shape
    let rows = (0..<map[0]).count { !window.rows.readers(of: $0, outputs: node.shape[0]).isEmpty }
    let columns = (0..<map[1]).count {
      !window.columns.readers(of: $0, outputs: node.shape[1]).isEmpty
    }
    if rows * columns == map[0] * map[1] { return nil }
    return Words.share(rows * columns, of: map[0] * map[1], "cell")
  }

  /// The window with which a node reads its map; nothing for operations without one.
  ///
  /// That of a transposed convolution is the one that leads back.
  ///
  ///     // of conv 3x3 1 stride: 2 on 5×5×1, with a row of zeros above the map
  ///     graph.window(of: conv)?.rows.before  // 1
  public func window(of node: Node) -> Window? {
    guard let input = node.inputs.first.map({ nodes[$0].shape }), input.rank == 3 else {
      return nil
    }
    return node.operation.window(on: input, output: node.shape)
  }
}
