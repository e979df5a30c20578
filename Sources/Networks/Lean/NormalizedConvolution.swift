import Tensors

/// A convolution in inference with the norm behind it, a second input that is added to that, if
/// there is one, and an activation: what leaves the convolution never goes to memory and back.
struct NormalizedConvolution: Computation {
  let plan: ConvolutionPlan
  let norm: Normalization
  let function: (any ElementFunction)?

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func prepared<S: Scalar>(_ parameters: [Tensor<S>]) -> [Tensor<S>] {
    [plan.packed(parameters[0])] + parameters.dropFirst()
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    plan.forward(
      call.inputs[0], packed: call.parameters[0],
      norm: norm.norm(inference: Array(call.parameters.dropFirst()), through: function),
      adding: call.inputs.count > 1 ? call.inputs[1] : nil)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    preconditionFailure("only a forward pass in inference has it")
  }
}
