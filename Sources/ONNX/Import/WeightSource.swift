#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Tensors

/// Where the numbers of a parameter come from, and how they are turned into the layout of here.
struct WeightSource: Sendable {
  enum Origin {
    case stored(StoredArray)
    /// The same number everywhere.
    case repeated(Double)
  }
  enum Turn {
    case none
    /// A kernel: out × in × rows × columns, or in × out × … where it is transposed.
    case kernel
    /// A matrix that is stored out × in.
    case transposed
    /// A matrix whose inputs are a flattened map, channels before rows; the map here.
    case flattened(Shape, isTransposed: Bool)
  }

  var origin: Origin
  var turn = Turn.none
  /// The shape that the parameter has here.
  var shape: Shape

  /// The parameter; `external` reads other files of the model's folder.
  func tensor<S: Scalar>(
    external: (String) throws -> [UInt8], as: S.Type = S.self
  ) throws -> Tensor<S> {
    let raw: Tensor<S>
    switch origin {
    case .repeated(let value): return Tensor(repeating: S(value), shape)
    case .stored(let array):
      raw = Tensor(array.shape, try array.numbers(external: external))
    }
    switch turn {
    case .none: return raw.reshaped(shape)
    case .kernel: return raw.permuted([2, 3, 1, 0])
    case .transposed:
      return raw.reshaped(Shape(shape[1], shape[0])).permuted([1, 0])
    case .flattened(let map, let isTransposed):
      let outputs = shape[1]
      let matrix = isTransposed ? raw.permuted([1, 0]) : raw
      return matrix.reshaped(Shape(map[2], map[0], map[1], outputs)).permuted([1, 2, 0, 3])
        .reshaped(shape)
    }
  }
}

extension StoredArray {
  /// All numbers.
  func numbers<S: Scalar>(
    external: (String) throws -> [UInt8], as: S.Type = S.self
  ) throws -> [S] {
    switch numbers {
    case .integers(let integers): return integers.map { S($0) }
    case .floats(let floats): return floats.map { S($0) }
    case .bytes(let bytes):
      return bytes.withUnsafeBytes { type.numbers(shape.count, in: $0, from: 0) }
    case .external(let name, let offset, let length):
      let bytes = try external(name)
      let size = shape.count * type.size
      guard length ?? size == size, offset <= bytes.count, size <= bytes.count - offset else {
        throw ModelFault("\(name.quotable()) is too short for ‘\(self.name.quotable())’")
      }
      return bytes.withUnsafeBytes { type.numbers(shape.count, in: $0, from: offset) }
    }
  }

  /// The numbers of a small tensor that the file itself holds; nothing for others.
  var few: [Double]? {
    guard shape.count <= 4096 else { return nil }
    if case .external = numbers { return nil }
    return try? numbers(external: { _ in [] })
  }
}
