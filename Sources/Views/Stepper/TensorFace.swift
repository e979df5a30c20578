/// How the tensors of a step are shown: `z` turns from one to the next.
enum TensorFace: Hashable, Sendable {
  /// The picture that tells most, where a step has one: a fork, a normalization, a gate.
  case picture
  /// The statistics of a normalization: of the batch, and the running ones before and after.
  case statistics
  /// Every tensor by itself.
  case tensors
}
