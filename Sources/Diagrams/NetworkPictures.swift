import Networks

extension Diagram {
  /// Lays out the block of a network.
  public init(_ network: Network, options: Options = Options()) {
    self.init(block: network.block, graph: network.graph, options: options)
  }
}

extension CountTable {
  /// Counts a network.
  public init(_ network: Network) { self.init(block: network.block, graph: network.graph) }
}
