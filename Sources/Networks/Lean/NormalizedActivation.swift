import Tensors

/// A norm and the activation behind it, of which only what leaves the activation is kept.
///
/// The way back makes what was between them again, which costs less than to read it from memory.
struct NormalizedActivation: Computation {
  let norm: Normalization
  let function: any ElementFunction

  var recalls: Recall { .inputs }
  func moments<S: Scalar>(_ call: Call<S>) -> (mean: [Double], variance: [Double])? {
    norm.moments(call)
  }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { norm.forward(call, through: function) }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    norm.backward(call, through: function, dy: dy)
  }
}
