/// The extents of a tensor, outermost axis first.
///
/// An image is rows × columns × channels, a vector channels alone; a batch puts images before
/// them. A convolution's kernel is rows × columns × in/groups × out, a dense weight in × out.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  public let extents: [Int]

  public init(_ extents: [Int]) { self.extents = extents }
  public init(_ extents: Int...) { self.extents = extents }

  public var rank: Int { extents.count }
  /// The number of elements; callers check sizes from outside with `checkedCount` first.
  public var count: Int { extents.reduce(1, *) }
  /// The number of elements, or nothing where it would overflow.
  public var checkedCount: Int? {
    var count = 1
    for extent in extents {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      count = product
    }
    return count
  }
  public subscript(axis: Int) -> Int { extents[axis] }

  /// This shape with `images` of it in a batch.
  public func batched(_ images: Int) -> Shape { Shape([images] + extents) }
  /// The shape of one image of a batch.
  public var image: Shape { Shape(Array(extents.dropFirst())) }

  /// Where the element at `index` lies, counted row by row; nothing if it is outside.
  public func offset(of index: [Int]) -> Int? {
    guard index.count == rank else { return nil }
    var offset = 0
    for (place, extent) in zip(index, extents) {
      guard 0..<extent ~= place else { return nil }
      offset = offset * extent + place
    }
    return offset
  }
  /// The index of the element that lies at `offset`.
  public func index(at offset: Int) -> [Int] {
    var rest = offset
    var index = extents
    for axis in extents.indices.reversed() {
      index[axis] = rest % extents[axis]
      rest /= extents[axis]
    }
    return index
  }

  /// The extents as pictures write them: `8×8×16`.
  public var description: String { extents.map(String.init).joined(separator: "×") }
  /// The extents as the notation writes them: `8x8x16`.
  public var source: String { extents.map(String.init).joined(separator: "x") }
}
