import Tensors

/// A convolution of each channel by itself: one window for each, or `multiplier` of them.
///
///     y[i,j,c] = Σ m,n  x[S·i+D·m−P, S·j+D·n−P, c] · K[m,n,0,c]
///
/// With a 1×1 convolution after it, which mixes the channels, it is a separable convolution
/// (Chollet 2017; Howard et al. 2017).
struct Depthwise: Convolving {
  static let keyword = "depthwise"
  var kind: OperationKind { .convolution(.depthwise) }
  static let spelling = Spelling(
    [Sliding.kernelArgument],
    labelled: [
      Sliding.strideArgument, .init("multiplier", .count), Sliding.paddingArgument,
      Sliding.dilationArgument,
    ],
    flags: ["bias"])
  let sliding: Sliding
  let multiplier: Int
  let hasBias: Bool

  init(_ arguments: Arguments) throws {
    sliding = Sliding(arguments)
    multiplier = arguments.integer("multiplier") ?? 1
    hasBias = arguments.has("bias")
  }

  var arguments: String {
    sliding.kernel.source + sliding.options
      + (multiplier == 1 ? "" : " multiplier: \(multiplier)") + (hasBias ? " bias" : "")
  }
  var caption: String { "depthwise " + shortCaption }
  var shortCaption: String {
    sliding.caption + (multiplier == 1 ? "" : ", ×\(multiplier)") + sliding.captionOfDilation
  }

  func plan(on map: Shape) -> ConvolutionPlan? {
    ConvolutionPlan(
      sliding.window(on: map), input: map, channels: map[2] * multiplier, groups: map[2])
  }

  func sentence(at site: Site) -> Sentence {
    sliding.sentence(
      "Every output cell looks at a \(sliding.kernel) window", more: " of its own channel only",
      from: site.inputs[0], to: site.output)
  }
  func gradientSentence(at site: Site) -> Sentence {
    sliding.gradientSentence(from: site.inputs[0], to: site.output)
  }
}
