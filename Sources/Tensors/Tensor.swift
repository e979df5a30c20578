/// Numbers in a box of a given shape, laid out row by row with channels last.
public struct Tensor<S: Scalar>: Sendable, Equatable {
  public let shape: Shape
  public var elements: [S]

  public init(_ shape: Shape, _ elements: [S]) {
    precondition(shape.count == elements.count, "a tensor has as many elements as its shape says")
    self.shape = shape
    self.elements = elements
  }
  public init(zeros shape: Shape) { self.init(repeating: 0, shape) }
  public init(repeating value: S, _ shape: Shape) {
    self.shape = shape
    elements = Array(repeating: value, count: shape.count)
  }

  /// The element at `index`, one place for each axis.
  public subscript(index: Int...) -> S { self[index] }
  /// The element at `index`, one place for each axis.
  public subscript(index: [Int]) -> S {
    get {
      guard let offset = shape.offset(of: index) else {
        preconditionFailure("the index \(index) is outside \(shape)")
      }
      return elements[offset]
    }
    set {
      guard let offset = shape.offset(of: index) else {
        preconditionFailure("the index \(index) is outside \(shape)")
      }
      elements[offset] = newValue
    }
  }

  /// The same numbers in another precision.
  public func converted<T: Scalar>(to: T.Type = T.self) -> Tensor<T> {
    Tensor<T>(shape, elements.map { T($0) })
  }
  /// The same numbers in a box of another shape with as many elements.
  public func reshaped(_ shape: Shape) -> Tensor { Tensor(shape, elements) }

  public static func + (left: Tensor, right: Tensor) -> Tensor {
    precondition(left.shape == right.shape, "only tensors of one shape can be added")
    var sum = left
    for i in sum.elements.indices { sum.elements[i] += right.elements[i] }
    return sum
  }
}
