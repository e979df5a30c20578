import Diagrams
import Networks
import Tensors

/// A part of a network as its outline lists it: a stage, a block of a stage, or an operation.
struct NetworkPart: Sendable {
  enum Kind: Sendable {
    case input, stage, block, operation
  }
  let kind: Kind
  /// What it is called where it stands: `conv3_x`, `2`, `conv1`.
  let name: String
  /// What it is made of: `4 × bottleneck 128`.
  let caption: String
  /// Its nodes, neighbours in the list of the graph.
  let nodes: Range<Int>
  /// The size of what leaves it.
  let shape: Shape
  let parameters: Int
  let multiplyAdds: Int
  /// What is seen when it is opened.
  let parts: [NetworkPart]
  /// The text that the stepper can walk through by itself, if there is one.
  let notation: String?

  private init(
    _ kind: Kind, name: String, caption: String, nodes: Range<Int>, of graph: Graph,
    parts: [NetworkPart] = [], notation: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.caption = caption
    self.nodes = nodes
    self.parts = parts
    self.notation = notation
    shape = graph.nodes[nodes.upperBound - 1].shape
    parameters = graph.nodes[nodes].reduce(0) { $0 + $1.parameterCount }
    multiplyAdds = graph.nodes[nodes].reduce(0) { $0 + $1.multiplyAdds }
  }

  /// The node whose output leaves it.
  var last: Int { nodes.upperBound - 1 }
}

extension NetworkPart {
  /// What enters a network.
  static func input(of graph: Graph, caption: String) -> NetworkPart {
    NetworkPart(.input, name: "x", caption: caption, nodes: 0..<1, of: graph)
  }

  /// The parts of a network, from the stem to the head; of a network without stages its operations.
  static func parts(of network: Network) -> [NetworkPart] {
    let graph = network.graph
    let stages = Stage.stages(of: network)
    guard !stages.isEmpty else {
      return operations(1..<graph.nodes.count, of: graph) { _ in nil }
    }
    return stages.map { NetworkPart($0, of: graph) }
  }

  private init(_ stage: Stage, of graph: Graph) {
    let nodes =
      stage.units[0].nodes.lowerBound..<stage.units[stage.units.count - 1].nodes.upperBound
    let blocks = stage.units.filter { $0.nodes.count > 1 }
    let parts: [NetworkPart]
    let notation: String?
    if blocks.isEmpty {
      let sources = graph.nodes[nodes].map(\.operation.source)
      notation = sources.joined(separator: ", ")
      parts = nodes.count == 1 ? [] : Self.operations(nodes, of: graph) { sources[$0] }
    } else if stage.units.count == 1 {
      notation = stage.units[0].call?.source
      parts = Self.operations(nodes, of: graph) { _ in nil }
    } else {
      notation = nil
      parts = stage.units.enumerated().map { index, unit in
        NetworkPart(unit, number: index + 1, of: graph)
      }
    }
    self.init(
      nodes.count == 1 ? .operation : .stage, name: stage.name, caption: stage.caption,
      nodes: nodes, of: graph, parts: parts, notation: notation)
  }

  private init(_ unit: Stage.Unit, number: Int, of graph: Graph) {
    guard unit.nodes.count > 1 else {
      let operation = graph.nodes[unit.nodes.lowerBound].operation
      self.init(
        .operation, name: "\(number)", caption: operation.caption, nodes: unit.nodes, of: graph,
        notation: operation.source)
      return
    }
    let given = unit.call?.arguments.filter { $0.isGiven && !$0.isPositional } ?? []
    let words =
      given.map { "\($0.name) \($0.value.caption)" }
      + (graph.projects(unit.nodes) ? ["projection"] : [])
    self.init(
      .block, name: "\(number)", caption: words.joined(separator: ", "), nodes: unit.nodes,
      of: graph, parts: Self.operations(unit.nodes, of: graph) { _ in nil },
      notation: unit.call?.source)
  }

  private static func operations(
    _ nodes: Range<Int>, of graph: Graph, notation: (Int) -> String?
  ) -> [NetworkPart] {
    let names = graph.names(within: nodes)
    return nodes.enumerated().map { place, index in
      NetworkPart(
        .operation, name: names[place], caption: graph.nodes[index].operation.caption,
        nodes: index..<index + 1, of: graph, notation: notation(place))
    }
  }
}

extension Graph {
  /// Whether the shortcut of a block has operations of its own.
  func projects(_ nodes: Range<Int>) -> Bool {
    self.nodes[nodes].contains { node in
      node.id.split(separator: ".").contains { $0.hasPrefix("shortcut") }
    }
  }

  /// Ids without what they all begin with, and without a path's name that says nothing new.
  fileprivate func names(within range: Range<Int>) -> [String] {
    var paths = nodes[range].map { $0.id.split(separator: ".") }
    if let first = paths.first?.first, paths.allSatisfy({ $0.count > 1 && $0.first == first }) {
      paths = paths.map { Array($0.dropFirst()) }
    }
    let inner = Set(paths.filter { $0.count > 1 }.map { $0[0] })
    let short = paths.map { $0.count > 1 ? Array($0.dropFirst()) : $0 }
    if inner.count == 1, Set(short).count == short.count { paths = short }
    return paths.map { $0.joined(separator: ".") }
  }
}

/// The outline of a network: which parts are open, and which row is chosen.
struct NetworkOutline: Sendable {
  /// A visible row: where its part stands in the tree, an index a level.
  struct Row: Sendable {
    let path: [Int]
    let part: NetworkPart
  }
  let parts: [NetworkPart]
  private(set) var open: Set<[Int]> = []
  private(set) var chosen = [0]

  /// `input` is what is said of what enters, where that is a part to look at.
  init(_ network: Network, input: String? = nil) {
    parts =
      (input.map { [NetworkPart.input(of: network.graph, caption: $0)] } ?? [])
      + NetworkPart.parts(of: network)
  }

  subscript(path: [Int]) -> NetworkPart? {
    var parts = parts
    var part: NetworkPart?
    for index in path {
      guard parts.indices.contains(index) else { return nil }
      part = parts[index]
      parts = parts[index].parts
    }
    return part
  }

  /// What is seen, in order.
  var rows: [Row] {
    var rows: [Row] = []
    func add(_ parts: [NetworkPart], below path: [Int]) {
      for (index, part) in parts.enumerated() {
        let place = path + [index]
        rows.append(Row(path: place, part: part))
        if open.contains(place) { add(part.parts, below: place) }
      }
    }
    add(parts, below: [])
    return rows
  }

  var chosenPart: NetworkPart? { self[chosen] }
  var chosenRow: Int { rows.firstIndex { $0.path == chosen } ?? 0 }
  /// The parts around the chosen one, outermost first, itself last.
  var lineage: [NetworkPart] {
    chosen.indices.compactMap { self[Array(chosen.prefix($0 + 1))] }
  }

  mutating func choose(row: Int) {
    let rows = rows
    guard !rows.isEmpty else { return }
    chosen = rows[min(max(row, 0), rows.count - 1)].path
  }
  /// Chooses a part wherever it is, and opens what it stands in.
  mutating func reveal(_ path: [Int]) {
    guard self[path] != nil else { return }
    for depth in 1..<max(path.count, 1) { open.insert(Array(path.prefix(depth))) }
    chosen = path
  }

  /// Opens the chosen part; false where there is nothing in it, or it is open.
  @discardableResult
  mutating func openChosen() -> Bool {
    guard let part = chosenPart, !part.parts.isEmpty else { return false }
    return open.insert(chosen).inserted
  }
  /// Closes the chosen part, else goes to the part around it.
  mutating func closeChosen() {
    if open.remove(chosen) == nil, chosen.count > 1 { chosen.removeLast() }
  }
  mutating func toggleChosen() { if !openChosen() { open.remove(chosen) } }
  /// Opens everything, or closes everything where all is open.
  mutating func toggleAll() {
    var all: Set<[Int]> = []
    func add(_ parts: [NetworkPart], below path: [Int]) {
      for (index, part) in parts.enumerated() where !part.parts.isEmpty {
        all.insert(path + [index])
        add(part.parts, below: path + [index])
      }
    }
    add(parts, below: [])
    if open == all {
      open = []
      chosen = [chosen.first ?? 0]
    } else {
      open = all
    }
  }

  /// The name of a part, from the outermost on.
  func name(at path: [Int]) -> String? { all.first { $0.path == path }?.name }

  /// Opens and chooses parts by their names.
  mutating func show(_ sight: NetworkSight) {
    let all = all
    func path(_ name: String?) -> [Int]? { all.first { $0.name == name }?.path }
    for name in sight.open {
      guard let path = path(name) else { continue }
      reveal(path)
      openChosen()
    }
    reveal(path(sight.part) ?? [0])
  }

  /// All parts with their names from the outermost on, in order.
  var all: [(path: [Int], name: String, part: NetworkPart)] {
    var list: [(path: [Int], name: String, part: NetworkPart)] = []
    func add(_ parts: [NetworkPart], below path: [Int], _ name: String) {
      for (index, part) in parts.enumerated() {
        let whole = name.isEmpty ? part.name : "\(name) \(part.name)"
        list.append((path + [index], whole, part))
        add(part.parts, below: path + [index], whole)
      }
    }
    add(parts, below: [], "")
    return list
  }
}
