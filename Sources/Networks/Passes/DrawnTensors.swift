import Tensors

/// What the weight rule draws for a whole graph.
extension Graph {
  /// The parameters of each node before anything has been learnt, statistics included.
  public func startingParameters<S: Scalar>(seed: UInt64, as: S.Type = S.self) -> [[Tensor<S>]] {
    // nothing is given, so that nothing can have another shape
    (try? TensorSource(self, RunSettings<S>(seed: seed)).parameters()) ?? []
  }

  /// What chance decides at each node for a batch of training; nothing where it has no say.
  ///
  /// The masks are those of a run with the seed before this one.
  public func masks<S: Scalar>(drawnFrom seed: UInt64, images: Int) -> [Tensor<S>?] {
    let settings = RunSettings<S>(seed: seed &- 1, batch: images)
    return (try? TensorSource(self, settings).masks()) ?? nodes.map { _ in nil }
  }
}
