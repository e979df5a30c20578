import LibC
import Tensors

/// How the images of a batch are mixed by twos: what is drawn, and from which numbers of a stream.
///
/// CutMix pastes a box of another image (Yun et al. 2019), mixup blends all pixels (Zhang et al.
/// 2018). Both draw λ, the share that an image keeps, of Beta(α, α).
public struct MixingRule: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A box is pasted.
    case paste
    /// Every pixel is blended.
    case blend
  }
  public let kind: Kind
  public let alpha: Double
  /// Whether each image draws for itself, not the batch as one.
  public let isPerExample: Bool
  /// Whether partners come from a random permutation; else each has the image before it.
  public let isPermuted: Bool

  public init(
    _ kind: Kind, alpha: Double, isPerExample: Bool = false, isPermuted: Bool = false
  ) {
    self.kind = kind
    self.alpha = alpha
    self.isPerExample = isPerExample
    self.isPermuted = isPermuted
  }

  /// What each image keeps, images × rows × columns × 1 for a box and images × 1 × 1 × 1 for a
  /// blend; with a permutation × 2, and the number of the partner behind it.
  public func mask<S: Scalar>(images: Int, map: Shape, drawnBy source: WeightRule) -> Tensor<S> {
    let (rows, columns) = kind == .paste ? (map[0], map[1]) : (1, 1)
    var mask = Tensor<S>(
      repeating: 1, Shape(images, rows, columns, isPermuted ? 2 : 1))
    let partners = isPermuted ? Self.permutation(of: images, drawnBy: source) : []
    for image in 0..<images {
      let draw = MixingDraw(alpha: alpha, source, example: isPerExample ? image : nil)
      let box = kind == .paste ? draw.box(on: map) : nil
      for i in 0..<rows {
        for j in 0..<columns {
          let isPasted = box.map { $0.rows.contains(i) && $0.columns.contains(j) } ?? false
          mask[[image, i, j, 0]] = kind == .blend ? S(draw.share) : isPasted ? 0 : 1
          if isPermuted { mask[[image, i, j, 1]] = S(partners[image]) }
        }
      }
    }
    return mask
  }

  /// Uniform over all orders, from numbers 16 and up of the stream (Durstenfeld 1964).
  static func permutation(of count: Int, drawnBy source: WeightRule) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      let place = Int(source.fraction(UInt64(16 + count - 1 - last)) * Double(last + 1))
      order.swapAt(last, place)
    }
    return order
  }
}

/// λ and the place of a box, drawn for a batch or for one image of it.
public struct MixingDraw: Hashable, Sendable {
  /// λ, what is kept before the box is clipped.
  public let share: Double
  /// The centre of the box, as fractions of rows and columns.
  private let centre: [Double]

  /// The rows and columns that a box covers on an image, clipped at its border.
  public struct Box: Hashable, Sendable {
    public let rows: Range<Int>
    public let columns: Range<Int>

    public var area: Int { rows.count * columns.count }
  }

  /// Draws λ of Beta(α, α): uniform for α = 1, else by the method of Jöhnk (1964).
  public init(alpha: Double, _ source: WeightRule, example: Int? = nil) {
    // every image of a batch has 2000 numbers of its own
    let start = example.map { 2000 * UInt64($0 + 1) } ?? 0
    centre = [source.fraction(start + 1), source.fraction(start + 2)]
    guard alpha != 1 else {
      share = source.fraction(start)
      return
    }
    var share = 0.5
    for attempt in 0..<UInt64(1000) {
      let x = pow(source.fraction(start + 1024 + 2 * attempt), 1 / alpha)
      let y = pow(source.fraction(start + 1025 + 2 * attempt), 1 / alpha)
      if x + y <= 1, x + y > 0 {
        share = x / (x + y)
        break
      }
    }
    self.share = share
  }

  /// The box as the authors' code lays it: its sides are √(1 − λ) of those of the image, cut to
  /// even numbers, around a pixel.
  public func box(on map: Shape) -> Box {
    func span(_ axis: Int) -> Range<Int> {
      let middle = centrePixel(axis, on: map)
      let half = halfSide(axis, on: map)
      return max(0, middle - half)..<max(0, min(map[axis], middle + half))
    }
    return Box(rows: span(0), columns: span(1))
  }

  /// The box before it is clipped, in pixels.
  public func drawnArea(on map: Shape) -> Int { 4 * halfSide(0, on: map) * halfSide(1, on: map) }

  /// The pixel around which the box lies, along one axis.
  public func centrePixel(_ axis: Int, on map: Shape) -> Int {
    Int(centre[axis] * Double(map[axis]))
  }
  private func halfSide(_ axis: Int, on map: Shape) -> Int {
    Int(Double(map[axis]) * (1 - share).squareRoot()) / 2
  }
}
