import Activations

/// All operations that the notation knows: adding one is its file, a line here and a sample in
/// the tests.
public enum Catalogue {
  /// Steps, in the order in which help lists them.
  public static let operations: [any Operation.Type] = [
    Convolution.self,
    Depthwise.self,
    Transposed.self,
    Normalization.self,
    LayerNormalization.self,
    GroupNormalization.self,
    InstanceNormalization.self,
    Elementwise<ReLU>.self,
    Elementwise<ReLU6>.self,
    Elementwise<Swish>.self,
    Elementwise<Sigmoid>.self,
    Elementwise<HardSigmoid>.self,
    Elementwise<HardSwish>.self,
    Elementwise<GELU>.self,
    Elementwise<ELU>.self,
    Elementwise<LeakyReLU>.self,
    PReLU.self,
    Elementwise<Tanh>.self,
    Elementwise<Softplus>.self,
    Softmax.self,
    MaxPool.self,
    AveragePool.self,
    GlobalPool.self,
    Dense.self,
    Flatten.self,
    PadChannels.self,
    Upsample.self,
    ChannelShuffle.self,
    SliceChannels.self,
    PixelShuffle.self,
    LayerScale.self,
    StochasticDepth.self,
    Dropout.self,
    DropBlock.self,
    Cutout.self,
    CutMix.self,
    Mixup.self,
    CrossEntropy.self,
    SigmoidCrossEntropy.self,
    SquaredError.self,
  ]
  /// Operations that end branches: `sum { … | … }`.
  public static let joins: [any Operation.Type] = [Sum.self, Concat.self, Scale.self]

  /// The step or join of a keyword: `Catalogue.operation("conv")?.keyword` → `"conv"`; nothing for
  /// a word that is none.
  public static func operation(_ keyword: String) -> (any Operation.Type)? {
    (operations + joins).first { $0.keyword == keyword }
  }
}
