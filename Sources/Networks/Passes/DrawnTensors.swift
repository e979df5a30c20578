import Tensors

/// What the weight rule draws for a whole graph.
extension Graph {
  /// The parameters of each node before anything has been learnt, statistics included.
  ///
  ///     // of conv 3x3 16, relu on 8×8×3, whose nodes are x, conv1 and relu1
  ///     graph.startingParameters(seed: 7, as: Float.self)[1][0].shape  // 3×3×3×16
  public func startingParameters<S: Scalar>(seed: UInt64, as: S.Type = S.self) -> [[Tensor<S>]] {
    // nothing is given, so that nothing can have another shape
    (try? TensorSource(self, RunSettings<S>(seed: seed)).parameters()) ?? []
  }

  /// What chance decides at each node for a batch of training; nothing where it has no say.
  ///
  /// The masks are those of a run with the seed before this one; one keeps, zero drops.
  ///
  ///     // of dropout keep: 0.5 on 2×2×1
  ///     let masks: [Tensor<Float>?] = graph.masks(drawnFrom: 7, images: 4)
  ///     masks[1]?.shape  // 4×2×2×1
  public func masks<S: Scalar>(drawnFrom seed: UInt64, images: Int) -> [Tensor<S>?] {
    let settings = RunSettings<S>(seed: seed &- 1, batch: images)
    return (try? TensorSource(self, settings).masks()) ?? nodes.map { _ in nil }
  }
}
