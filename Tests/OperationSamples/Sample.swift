import Networks
import Tensors

/// A text of the notation with what enters it: each operation in each of its ways.
///
/// The tests of every target try the same samples. An operation without one fails the conformance
/// tests; the first sample forks.
public struct Sample: Sendable, CustomStringConvertible {
  public let source: String
  public let input: Shape

  public init(_ source: String, _ input: Int...) {
    self.source = source
    self.input = Shape(input)
  }
  public var description: String { "\(source) on \(input)" }

  public func network() throws -> Network { try Network(source, on: input) }

  public static let all = [
    Sample("sum { conv 3x3 4 stride: 2, norm, relu | conv 1x1 4 stride: 2 }, relu", 5, 6, 3),
    Sample("conv 3x3 4", 5, 4, 2),
    Sample("conv 2x3 4 stride: 2x1 padding: valid bias", 5, 6, 2),
    Sample("conv 3x3 6 dilation: 2 groups: 2", 6, 5, 4),
    Sample("conv 3x3 3 stride: 2 padding: same_tf", 6, 5, 2),
    Sample("conv 5x5 2 padding: 1x2 bias", 5, 4, 2),
    Sample("conv 1x1 5", 3, 2, 4),
    Sample("depthwise 3x3 stride: 2", 5, 6, 3),
    Sample("depthwise 2x2 multiplier: 2 padding: same_tf bias", 4, 5, 2),
    Sample("depthwise 3x3 dilation: 2", 6, 6, 2),
    Sample("transposed 3x3 2 stride: 2", 3, 4, 3),
    Sample("transposed 3x3 4 stride: 2 output_padding: 1 groups: 2 bias", 3, 2, 4),
    Sample("transposed 3x3 2 dilation: 2 padding: 1 output_padding: 1", 4, 4, 1),
    Sample("transposed 2x3 2 stride: 2x1 padding: valid output: 7x6", 3, 4, 3),
    Sample("transposed 3x3 2 stride: 2 padding: same_tf", 3, 3, 2),
    Sample("transposed 3x3 2 dilation: 2 padding: 1", 4, 4, 2),
    Sample("norm", 3, 4, 3),
    Sample("norm eps: 1e-3 momentum: 0.25", 3),
    Sample("layer_norm", 3, 4, 2),
    Sample("layer_norm eps: 1e-3", 5),
    Sample("layer_norm per_position", 3, 2, 4),
    Sample("layer_norm per_position eps: 1e-6", 2, 2, 3),
    Sample("group_norm groups: 2", 3, 2, 4),
    Sample("group_norm groups: 3 eps: 1e-3", 6),
    Sample("instance_norm", 3, 4, 2),
    Sample("relu", 4, 4, 2),
    Sample("relu6", 4, 4, 2),
    Sample("swish", 4, 4, 2),
    Sample("sigmoid", 4, 4, 2),
    Sample("hard_sigmoid", 6),
    Sample("hard_swish", 4, 4, 2),
    Sample("gelu", 4, 4, 2),
    Sample("gelu approximate", 4, 4, 2),
    Sample("elu", 4, 4, 2),
    Sample("elu alpha: 0.5", 4, 4, 2),
    Sample("leaky_relu", 4, 4, 2),
    Sample("leaky_relu slope: 0.2", 4, 4, 2),
    Sample("prelu", 4, 4, 2),
    Sample("tanh", 4, 4, 2),
    Sample("softplus", 4, 4, 2),
    Sample("softmax", 5),
    Sample("softmax", 2, 3, 4),
    Sample("maxpool 2x2 stride: 2", 5, 6, 3),
    Sample("maxpool 3x3 stride: 2", 5, 6, 2),
    Sample("maxpool 3x3 stride: 2 padding: valid ceil", 6, 5, 2),
    Sample("avgpool 3x3 stride: 2", 5, 6, 2),
    Sample("avgpool 3x3 stride: 2 padding: valid ceil", 6, 6, 1),
    Sample("avgpool 2x2 stride: 3 padding: 1 ceil count_padding", 6, 5, 2),
    Sample("avgpool 2x3 stride: 2x1 count_padding padding: 1", 4, 5, 2),
    Sample("avgpool 3x3 stride: 2 padding: same_tf", 6, 6, 1),
    Sample("globalpool", 3, 4, 5),
    Sample("dense 4", 6),
    Sample("globalpool, dense 10", 3, 2, 4),
    Sample("dense 3 no_bias", 5),
    Sample("flatten", 2, 3, 4),
    Sample("pad_channels 5 stride: 2", 5, 4, 3),
    Sample("pad_channels 3", 2, 2, 3),
    Sample("upsample 2x3", 3, 2, 2),
    Sample("upsample 2x2 bilinear", 3, 2, 2),
    Sample("upsample 3x1 bilinear", 2, 3, 1),
    Sample("channel_shuffle groups: 2", 3, 2, 6),
    Sample("channel_shuffle groups: 3", 2, 2, 3),
    Sample("pixel_shuffle 2", 3, 2, 8),
    Sample("slice_channels 2", 2, 3, 4),
    Sample("slice_channels 2 from: 1", 2, 3, 4),
    Sample("layer_scale", 3, 4, 2),
    Sample("layer_scale initial: 0.1", 5),
    Sample("stochastic_depth keep: 0.6", 3, 3, 2),
    Sample("stochastic_depth keep: 0.6 per_example scale_training", 3, 3, 2),
    Sample("dropout keep: 0.7", 3, 4, 2),
    Sample("dropblock keep: 0.5 size: 2", 5, 4, 2),
    Sample("dropblock keep: 0.5 size: 2 shared", 5, 4, 2),
    Sample("cutout size: 3", 5, 6, 2),
    Sample("cutout size: 3 fill: 0.5", 5, 6, 2),
    Sample("cutmix", 5, 6, 2),
    Sample("cutmix alpha: 0.5 per_example permuted", 4, 5, 2),
    Sample("mixup", 5, 6, 2),
    Sample("mixup alpha: 2 per_example permuted", 4, 5, 2),
    Sample("cross_entropy", 4),
    Sample("dense 3, cross_entropy", 2),
    Sample("sigmoid_cross_entropy", 1),
    Sample("sigmoid_cross_entropy", 3),
    Sample("squared_error", 1),
    Sample("squared_error", 2, 3, 2),
    Sample("sum { identity | relu | sigmoid }", 3, 3, 2),
    Sample("sum { each 6 { conv 1x1 4 } }", 3, 2, 2),
    Sample("concat { conv 1x1 2 | identity | conv 3x3 3 }", 3, 4, 2),
    Sample("concat { each 6 { conv 1x1 2 } }", 3, 2, 2),
    Sample("scale { identity | globalpool, dense 3, sigmoid }", 3, 4, 3),
    Sample("scale { conv 1x1 2 | sigmoid | identity }", 3, 2, 2),
    Sample("globalpool, scale { dense 3 | sigmoid }", 3, 2, 3),
  ]
}
