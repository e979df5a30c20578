import Networks
import Tensors

/// Figures drawn from a seed: eight classes, each figure of its own size at its own place, so that
/// where it stands and what is covered of it mean something.
public enum FigureImages {
  public static let name = "shapes"
  /// The classes in the order of their labels.
  public static let classNames = [
    "disc", "ring", "square", "frame", "triangle", "cross", "diagonal cross", "bars",
  ]
  /// How many are drawn unless said: 225 of each class, of which 25 are held back by 200.
  public static let standardCount = 1800
  /// The size of an image unless said.
  public static let standardSize = Shape(16, 16, 1)
  /// The stream of the first image; others follow it.
  static let stream: UInt64 = 1 << 35

  /// So many images, the classes in turn; throws a `Misfit` where they are too small to tell them
  /// apart.
  ///
  /// A figure is 1 before a ground of 0, or in colour of a random tone in each channel. Its half
  /// side is a fifth to two fifths of the image's shorter side.
  public static func drawn<S: Scalar>(
    _ count: Int = standardCount, size: Shape = standardSize, seed: UInt64, as: S.Type = S.self
  ) throws -> Dataset<S> {
    guard size.rank == 3, size[0] >= 8, size[1] >= 8 else {
      throw Misfit("shapes are drawn on maps of 8×8 or more, not on \(size)")
    }
    var elements: [S] = []
    elements.reserveCapacity(count * size.count)
    for image in 0..<count {
      let source = WeightRule(seed: seed, tensor: stream + UInt64(image))
      elements += picture(of: image % classNames.count, size, source).map { S($0) }
    }
    return try Dataset(
      name: name, x: Tensor(size.batched(count), elements),
      answers: .labels((0..<count).map { $0 % classNames.count }, classes: classNames.count),
      classNames: classNames)
  }

  private static func picture(of label: Int, _ size: Shape, _ source: WeightRule) -> [Double] {
    let side = Double(min(size[0], size[1]))
    let half = side * (0.2 + 0.2 * source.fraction(0))
    // the whole figure is within the image
    let row = half + source.fraction(1) * (Double(size[0]) - 2 * half)
    let column = half + source.fraction(2) * (Double(size[1]) - 2 * half)
    let tones = (0..<size[2]).map {
      size[2] == 1 ? 1 : 0.25 + 0.75 * source.fraction(UInt64(3 + $0))
    }
    var values: [Double] = []
    for i in 0..<size[0] {
      for j in 0..<size[1] {
        // the pixel's centre, with the figure from −1 to 1
        let y = (Double(i) + 0.5 - row) / half
        let x = (Double(j) + 0.5 - column) / half
        let isInside = contains(label, y, x)
        values += tones.map { isInside ? $0 : 0 }
      }
    }
    return values
  }

  private static func contains(_ label: Int, _ y: Double, _ x: Double) -> Bool {
    let (farther, distance) = (max(abs(x), abs(y)), (x * x + y * y).squareRoot())
    guard farther <= 1 else { return false }
    return switch label {
    case 0: distance <= 1
    case 1: distance <= 1 && distance >= 0.55
    case 2: true
    case 3: farther >= 0.6
    case 4: abs(x) <= (y + 1) / 2
    case 5: min(abs(x), abs(y)) <= 0.3
    case 6: abs(abs(x) - abs(y)) <= 0.35
    default: abs(y) >= 0.35
    }
  }
}
