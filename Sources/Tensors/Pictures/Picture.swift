/// A picture: rows × columns × channels, one for grey and three for red, green and blue, row by
/// row; every number from 0 (black) to 1.
public struct Picture: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  public let channels: Int
  public let values: [Float]

  public init(rows: Int, columns: Int, channels: Int, _ values: [Float]) {
    precondition(values.count == rows * columns * channels, "a picture has a value a sample")
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.values = values
  }

  /// Grey as the eye weighs red, green and blue (ITU-R BT.601); a grey picture as it is.
  public var grey: Picture {
    guard channels == 3 else { return self }
    let weights: [Float] = [0.299, 0.587, 0.114]
    var grey = [Float](repeating: 0, count: rows * columns)
    for index in values.indices { grey[index / 3] += weights[index % 3] * values[index] }
    return Picture(rows: rows, columns: columns, channels: 1, grey)
  }
  /// The grey in all three channels; a coloured picture as it is.
  public var colored: Picture {
    guard channels == 1 else { return self }
    return Picture(
      rows: rows, columns: columns, channels: 3, values.flatMap { [$0, $0, $0] })
  }

  /// The middle part of a size that fits into the picture.
  public func center(rows height: Int, columns width: Int) -> Picture {
    precondition(height <= rows && width <= columns, "a part is no larger than the whole")
    let top = Self.margin(rows - height)
    let left = Self.margin(columns - width)
    var part: [Float] = []
    part.reserveCapacity(height * width * channels)
    for row in top..<top + height {
      let start = (row * columns + left) * channels
      part += values[start..<start + width * channels]
    }
    return Picture(rows: height, columns: width, channels: channels, part)
  }

  /// Half of what is left over; a half pixel goes to the even side, as torchvision's crop has it.
  private static func margin(_ rest: Int) -> Int {
    Int((Double(rest) / 2).rounded(.toNearestOrEven))
  }

  /// As the tensor of one image, values from 0 to 1.
  public func tensor<S: Scalar>(as: S.Type = S.self) -> Tensor<S> {
    Tensor(Shape(rows, columns, channels), values.map { S($0) })
  }
}
