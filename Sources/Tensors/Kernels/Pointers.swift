/// Lends the elements of two tensors to read and of one to write, without bounds checks.
///
/// Kernels are the only callers; shapes have been checked before.
@inline(__always)
func withPointers<S: Scalar>(
  _ first: Tensor<S>, _ second: Tensor<S>, _ result: inout Tensor<S>,
  _ body: (UnsafePointer<S>, UnsafePointer<S>, UnsafeMutablePointer<S>) -> Void
) {
  first.elements.withUnsafeBufferPointer { first in
    second.elements.withUnsafeBufferPointer { second in
      result.elements.withUnsafeMutableBufferPointer { result in
        guard let first = first.baseAddress, let second = second.baseAddress,
          let result = result.baseAddress
        else { return }
        body(first, second, result)
      }
    }
  }
}

/// Lends the elements of two tensors to read.
@inline(__always)
func withPointers<S: Scalar, Result>(
  _ first: Tensor<S>, _ second: Tensor<S>,
  _ body: (UnsafePointer<S>, UnsafePointer<S>) -> Result
) -> Result {
  withPointers(first, second.elements, body)
}

/// Lends the elements of a tensor and of an array to read.
@inline(__always)
func withPointers<S: Scalar, Result>(
  _ first: Tensor<S>, _ second: [S], _ body: (UnsafePointer<S>, UnsafePointer<S>) -> Result
) -> Result {
  first.elements.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      guard let first = first.baseAddress, let second = second.baseAddress else {
        preconditionFailure("a tensor has at least one element")
      }
      return body(first, second)
    }
  }
}

/// Lends up to four rows of numbers to read.
@inline(__always)
func withPointers<S: Scalar>(
  _ first: [S], _ second: [S], _ third: [S], _ fourth: [S],
  _ body: (UnsafePointer<S>, UnsafePointer<S>, UnsafePointer<S>, UnsafePointer<S>) -> Void
) {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      third.withUnsafeBufferPointer { third in
        fourth.withUnsafeBufferPointer { fourth in
          guard let first = first.baseAddress, let second = second.baseAddress,
            let third = third.baseAddress, let fourth = fourth.baseAddress
          else { return }
          body(first, second, third, fourth)
        }
      }
    }
  }
}
