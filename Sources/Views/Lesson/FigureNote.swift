import Networks
import Tensors

extension Figure {
  /// `seed 9 · dropped`: what a reader cannot see from the block and its size.
  func note(among figures: [Figure]) -> String {
    guard let request else { return "" }
    var parts: [String] = []
    if request.mode == .inference { parts.append("inference") }
    if request.batch > 1 { parts.append("batch \(request.batch)") }
    let alike = figures.compactMap(\.request).filter {
      $0.notation == request.notation && $0.input == request.input
    }
    // where all numbers are written out, the seed decides nothing
    if request.isWhole {
      parts.append("whole numbers")
    } else if Set(alike.filter { !$0.isWhole }.map(\.seed)).count > 1 {
      parts.append("seed \(request.seed)")
    }
    if let cell = request.sight?.cell {
      parts.append("cell \(cell)")
    }
    if let gate = walk?.gateWord { parts.append(gate) }
    return parts.joined(separator: " · ")
  }
}

extension WalkRequest {
  /// Whether input, weights and gradient are whole numbers that the page says or chooses.
  fileprivate var isWhole: Bool { source == .whole && weights == .whole && upstream == .whole }
}

extension Walk {
  /// Whether the one branch that is left out by chance was kept; nothing where there are none or
  /// several.
  fileprivate var gateWord: String? {
    guard trace.mode == .training else { return nil }
    let gates = graph.nodes.indices.compactMap { index -> Double? in
      guard graph.nodes[index].operation.kind == .regulariser, let mask = trace.masks[index],
        mask.shape.count == 1
      else { return nil }
      return mask.elements[0]
    }
    guard gates.count == 1 else { return nil }
    return gates[0] == 0 ? "branch dropped" : "branch kept"
  }
}
