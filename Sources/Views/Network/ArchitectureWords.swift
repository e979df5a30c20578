import Diagrams
import Networks
import Screens
import Tensors

/// What is read of a network and its parts.
extension Architecture {
  /// What the chosen part does to its tensor.
  func sentence(on glyphs: GlyphTier, room: Int) -> String {
    guard let part = outline.chosenPart else { return "" }
    if part.kind == .input {
      let origin = opened.words ?? "x comes from the file, as it stands there."
      return ([origin] + opened.remarks).joined(separator: " ")
    }
    if part.kind == .operation {
      let operation = graph.nodes[part.last].operation
      let site = graph.site(of: part.last, mode: opened.request.mode)
      let words =
        isBackward ? operation.gradientSentence(at: site) : operation.sentence(at: site)
      return words.long.unicodeScalars.count <= room ? words.long : words.short
    }
    let name = outline.lineage.map(\.name).joined(separator: " ")
    var sentence = "\(name) \(change(in: part))"
    if part.kind == .block { sentence += shortcut(of: part).map { "; \($0)" } ?? "" }
    if part.kind == .stage, let first = part.parts.first, first.kind == .block,
      part.parts.count > 1, graph.projects(first.nodes)
    {
      sentence += "; its first block projects"
    }
    return sentence + "."
  }

  /// `halves the side and doubles the channels`, or what becomes of the size otherwise.
  private func change(in part: NetworkPart) -> String {
    let before = graph.nodes[part.nodes.lowerBound - 1].shape
    let after = part.shape
    guard before.rank == 3, after.rank == 3 else {
      return before == after ? "keeps \(after)" : "makes \(after) of \(before)"
    }
    if before == after { return "keeps \(after)" }
    let side = Self.comparison(before[0], after[0], "the side")
    let channels = Self.comparison(before[2], after[2], "the channels")
    return [side, channels].compactMap { $0 }.joined(separator: " and ")
  }

  private static func comparison(_ before: Int, _ after: Int, _ noun: String) -> String? {
    if before == after { return nil }
    // a side of 7 is half of 13 and of 14
    if after == (before + 1) / 2 || after * 2 == before { return "halves \(noun)" }
    if after == 2 * before { return "doubles \(noun)" }
    return "takes \(noun) from \(before) to \(after)"
  }

  /// How the shortcut of a block goes, if it has one.
  private func shortcut(of part: NetworkPart) -> String? {
    if graph.projects(part.nodes) { return "its shortcut projects" }
    let enters = part.nodes.lowerBound - 1
    let isAdded = graph.nodes[part.nodes].contains { node in
      node.operation.source == "sum" && node.inputs.contains(enters)
    }
    return isAdded ? "its shortcut is the identity" : nil
  }

  /// The pass that is shown, where it stands.
  func state(isWide: Bool) -> String {
    let pass = isBackward ? "backward" : "forward"
    let nodes = graph.nodes.count - 1
    var words: [String]
    switch activity {
    case .running(let runsBackward) where runsBackward == isBackward:
      let done = run.count(isBackward: isBackward)
      words = [done == 0 && !isBackward ? "preparing" : "\(pass), \(done) of \(nodes)"]
    case .failed: words = ["it could not be run"]
    default:
      if let seconds = run.seconds(1..<graph.nodes.count, isBackward: isBackward) {
        words = ["\(pass) \(Self.milliseconds(seconds)) ms"]
      } else {
        let done = run.count(isBackward: isBackward)
        words = [done > 0 ? "\(pass) stopped at \(done) of \(nodes)" : "\(pass) not run"]
      }
    }
    words += ["float", opened.request.mode.rawValue]
    if isWide { words.append("seed \(opened.request.seed)") }
    return words.joined(separator: " · ")
  }

  static func milliseconds(_ seconds: Double) -> String {
    let milliseconds = seconds * 1000
    return Numbers.fixed(milliseconds, decimals: milliseconds < 999.95 ? 1 : 0)
  }

  /// How the run went; nothing while it goes on.
  var account: String? {
    switch activity {
    case .running: return nil
    case .failed(let sentence): return sentence
    case .stopped: return "The run was stopped; what it had computed stays. r runs it again."
    case .waiting: break
    }
    guard let seconds = run.seconds(1..<graph.nodes.count, isBackward: isBackward) else {
      return isBackward ? "b runs the backward pass." : "r runs the forward pass."
    }
    let pass = isBackward ? source : "forward"
    // each product has two on the way back: one for the input, one for the weight
    let work = Double(graph.nodes.reduce(0) { $0 + $1.multiplyAdds }) * (isBackward ? 4 : 2)
    let speed = seconds > 0 ? work / seconds / 1e9 : 0
    let plan = MemoryPlan(
      keepingAllOf: graph, mode: opened.request.mode, passes: isBackward ? .both : .forward,
      images: run.outputs.first?.shape[0] ?? 1, scalar: Float.self)
    return "\(pass) ran in \(Self.milliseconds(seconds)) ms, "
      + "\(Numbers.significant(speed)) GFLOP/s; tensors \(MemoryPlan.words(plan.peak))"
  }

  /// The pass that is run back, and from where.
  private var source: String {
    guard let top = run.upstreamClass else { return "backward" }
    return "backward from \(opened.labels?.names[top] ?? "class \(top)")"
  }

  /// Where a run is: `conv4_x, 3 of 6`.
  var whereabouts: String {
    guard case .running(let isBackward) = activity else { return "" }
    let done = run.count(isBackward: isBackward)
    let next = isBackward ? graph.nodes.count - 1 - done : done + 1
    guard let part = outline.parts.first(where: { $0.nodes.contains(next) }) else { return "" }
    let blocks = part.parts.filter { $0.kind == .block }
    guard let index = blocks.firstIndex(where: { $0.nodes.contains(next) }) else {
      return part.name
    }
    return "\(part.name), \(index + 1) of \(blocks.count)"
  }
}
