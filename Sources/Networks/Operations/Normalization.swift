import Tensors

/// Batch normalization (Ioffe and Szegedy 2015): brings each channel to mean 0 and deviation 1.
///
///     y = (x − mean) / √(variance + ε) · scale + shift
///
/// Training takes mean and biased variance of the batch, over images and positions; inference the
/// running ones, which training moves by `momentum` towards those of the batch, there with the
/// unbiased variance, as in the paper and in PyTorch.
struct Normalization: Operation {
  static let keyword = "norm"
  var kind: OperationKind { .normalization(.batch) }
  static let spelling = Spelling(labelled: [.init("eps", .number), .init("momentum", .number)])
  let epsilon: Double
  let momentum: Double

  init(_ arguments: Arguments) throws {
    epsilon = arguments.number("eps") ?? 1e-5
    momentum = arguments.number("momentum") ?? 0.1
    guard (1e-12...1).contains(epsilon) else {
      throw Misfit(
        "eps keeps a variance of 0 from dividing by 0 and lies between 1e-12 and 1, not at "
          + Words.source(epsilon))
    }
    guard (0...1).contains(momentum) else {
      throw Misfit(
        "momentum is the part that a new batch has in the running statistics, between 0 and 1, "
          + "not " + Words.source(momentum))
    }
  }

  var arguments: String {
    var words: [String] = []
    if epsilon != 1e-5 { words.append("eps: " + Words.source(epsilon)) }
    if momentum != 0.1 { words.append("momentum: " + Words.source(momentum)) }
    return words.joined(separator: " ")
  }
  var caption: String { "BN" }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }
  func parameters(_ inputs: [Shape]) -> [Parameter] {
    let channels = Shape(inputs[0][inputs[0].rank - 1])
    return [
      Parameter("scale", channels, start: .ones), Parameter("shift", channels, start: .zeros),
      Parameter("mean", channels, start: .zeros, isTrained: false),
      Parameter("variance", channels, start: .ones, isTrained: false),
    ]
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let input = place.site.inputs[0]
    return PyTorch(
      "\(place.module)(\(place.x))",
      module: "nn.BatchNorm\(input.rank == 1 ? 1 : 2)d(\(input[input.rank - 1])"
        + ", eps=\(Words.source(epsilon)), momentum=\(Words.source(momentum)))")
  }
  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { forward(call, through: nil) }
  /// The same with an activation behind it, in one pass over memory.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>, through function: (any ElementFunction)?) -> Tensor<S> {
    norm(call, through: function).norm.forward(call.inputs[0])
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    backward(call, through: nil, dy: dy)
  }
  /// In training the statistics depend on x too: the gradient loses its mean and its part along
  /// the normalised value.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(
    _ call: Call<S>, through function: (any ElementFunction)?, dy: Tensor<S>
  ) -> Gradients<S> {
    let x = call.inputs[0]
    let (norm, factor, deviation) = norm(call, through: function)
    var scale: [Double] = []
    let gradient = norm.backward(x, dy) { shift, times in
      scale = times.indices.map { times[$0] / deviation[$0] }
      var along = [Double](repeating: 0, count: scale.count)
      var common = along
      if call.mode == .training {
        let count = Double(x.elements.count / x.channels)
        for c in scale.indices {
          along[c] = -factor[c] * scale[c] / (deviation[c] * count)
          common[c] = -factor[c] * shift[c] / count
        }
      }
      return (along, common)
    }
    return Gradients(
      inputs: [gradient.input], parameters: [Tensor(scale), Tensor(gradient.plain), nil, nil])
  }

  /// Its pass over memory in inference, by the running statistics.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func norm<S: Scalar>(
    inference parameters: [Tensor<S>], through function: (any ElementFunction)?
  ) -> ChannelNorm<S> {
    norm(parameters, (parameters[2].doubles, parameters[3].doubles), through: function).norm
  }
  /// Its pass over memory, with factor and √(variance + ε) of each channel, by the mode of the run.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func norm<S: Scalar>(
    _ call: Call<S>, through function: (any ElementFunction)?
  ) -> (norm: ChannelNorm<S>, factor: [Double], deviation: [Double]) {
    let running = (call.parameters[2].doubles, call.parameters[3].doubles)
    return norm(call.parameters, moments(call) ?? running, through: function)
  }
  @inline(__always)
  private func norm<S: Scalar>(
    _ parameters: [Tensor<S>], _ moments: (mean: [Double], variance: [Double]),
    through function: (any ElementFunction)?
  ) -> (norm: ChannelNorm<S>, factor: [Double], deviation: [Double]) {
    let deviation = moments.variance.map { ($0 + epsilon).squareRoot() }
    let scale = parameters[0].doubles
    let factor = deviation.indices.map { scale[$0] / deviation[$0] }
    let norm = ChannelNorm<S>(
      mean: moments.mean, factor: factor, shift: parameters[1].doubles, function: function)
    return (norm, factor, deviation)
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func moments<S: Scalar>(_ call: Call<S>) -> (mean: [Double], variance: [Double])? {
    call.mode == .training ? call.moments ?? call.inputs[0].channelMoments() : nil
  }

  func updatedStatistics<S: Scalar>(_ call: Call<S>) -> [Tensor<S>?] {
    guard let (mean, variance) = moments(call) else { return [nil, nil, nil, nil] }
    let x = call.inputs[0]
    let count = Double(x.elements.count / x.channels)
    // one value has no unbiased variance; it stays 0
    let unbiased = variance.map { $0 * count / max(count - 1, 1) }
    return [
      nil, nil, moved(call.parameters[2], towards: mean),
      moved(call.parameters[3], towards: unbiased),
    ]
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func moved<S: Scalar>(_ running: Tensor<S>, towards batch: [Double]) -> Tensor<S> {
    Tensor(zip(running.doubles, batch).map { (1 - momentum) * $0 + momentum * $1 })
  }
}
