import Tensors

/// What a run takes, known before anything of it is asked for; for its memory see `MemoryPlan`.
extension Graph {
  /// Multiply-adds of one image in the forward pass; the limits keep their sum in range.
  public var multiplyAdds: Int { nodes.reduce(0) { $0 + $1.multiplyAdds } }

  /// Multiply-adds of a batch in the forward pass, the largest number there is where they are more:
  /// `graph.multiplyAdds(images: 32)` → `221184` for `conv 3x3 16 stride: 2` on 8×8×3.
  public func multiplyAdds(images: Int) -> Int {
    let (work, overflow) = multiplyAdds.multipliedReportingOverflow(by: images)
    return overflow ? .max : work
  }

  /// Bytes of all that both passes keep in double precision, as stepping does:
  /// `graph.memoryKept(mode: .training, images: 1)` → `64` for `relu` on a vector of two, whose
  /// input, output and two gradients are two numbers each.
  public func memoryKept(mode: Mode, images: Int) -> Int {
    MemoryPlan(keepingAllOf: self, mode: mode, passes: .both, images: images, scalar: Double.self)
      .peak
  }

  /// Whether it is quick and small enough to be run while somebody looks at something else.
  public func isLight(mode: Mode = .training, images: Int = 1) -> Bool {
    multiplyAdds(images: images) <= Limits.lightWork
      && memoryKept(mode: mode, images: images) <= Limits.lightMemory
  }
}
