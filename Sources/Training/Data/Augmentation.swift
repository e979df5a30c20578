import Networks
import Tensors

/// A change of the images that enter, drawn anew in every update from the seed and the update's
/// number.
///
/// In validation images are left alone.
public enum Augmentation: Hashable, Sendable {
  /// Moves each image by up to so many pixels along both axes; what comes in is 0.
  case shift(Int)
  /// Mirrors half of the images left to right.
  case flip
  /// Sets a square of this side around a random pixel to 0 (DeVries and Taylor 2017).
  case cutout(Int)
  /// Mixes each image with another of the batch, λ·a + (1 − λ)·b, and their labels alike, with λ
  /// of a symmetric beta distribution (Zhang et al. 2018).
  case mixup(alpha: Double)
  /// Puts a rectangle of another image of the batch into each, and mixes the labels by the areas
  /// (Yun et al. 2019).
  case cutmix(alpha: Double)

  /// The words that name them on the command line.
  public static let names = ["shift", "flip", "cutout", "mixup", "cutmix"]

  /// Reads `cutout`, `cutout: 2`; a number may be left out.
  ///
  /// Throws a `Misfit` that names what there is.
  public init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1).map {
      $0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    }.map { String($0) }
    let name = parts.first ?? ""
    let number = parts.count > 1 ? Double(parts[1]) : nil
    func refused(_ takes: String) -> Misfit {
      Misfit("‘\(text.quotable())’ is no augmentation: \(name) takes \(takes)")
    }
    func pixels(else standard: Int) throws -> Int {
      guard parts.count > 1 else { return standard }
      guard let number, let pixels = Int(exactly: number), 1...Limits.window ~= pixels else {
        throw refused("a number of pixels, as in \(name): \(standard)")
      }
      return pixels
    }
    func alpha() throws -> Double {
      guard parts.count > 1 else { return 1 }
      guard let number, 0.01...100 ~= number else {
        throw refused("an alpha from 0.01 to 100, as in \(name): 1")
      }
      return number
    }
    switch name {
    case "shift": self = .shift(try pixels(else: 1))
    case "flip" where parts.count == 1: self = .flip
    case "flip": throw refused("no number")
    case "cutout": self = .cutout(try pixels(else: 2))
    case "mixup": self = .mixup(alpha: try alpha())
    case "cutmix": self = .cutmix(alpha: try alpha())
    default:
      throw Misfit(
        "‘\(name.quotable())’ is no augmentation; there are \(Self.names.joined(separator: ", "))")
    }
  }

  /// Changes a batch; draws come from one stream.
  func apply<S: Scalar>(to batch: inout Batch<S>, drawing source: WeightRule) {
    switch self {
    case .shift(let reach): Self.shift(&batch.x, by: reach, source)
    case .flip: Self.flip(&batch.x, source)
    case .cutout(let side): Self.cutOut(&batch.x, side, source)
    case .mixup(let alpha): Self.mix(&batch, MixingRule(.blend, alpha: alpha), source)
    case .cutmix(let alpha): Self.mix(&batch, MixingRule(.paste, alpha: alpha), source)
    }
  }

  /// Images and labels alike, each with the image before it; one image has no other.
  private static func mix<S: Scalar>(
    _ batch: inout Batch<S>, _ rule: MixingRule, _ source: WeightRule
  ) {
    guard batch.x.shape[0] > 1 else { return }
    let mixture = Mixture<S>(
      rule.mask(images: batch.x.shape[0], map: batch.x.shape.image, drawnBy: source))
    batch.x = mixture.mixed(batch.x)
    batch.targets = mixture.targets(batch.targets)
  }

  /// Needs images: a vector has no neighbours.
  func check(_ input: Shape) throws {
    if case .mixup = self { return }
    guard input.rank == 3 else {
      throw Misfit("augmentation by position needs images, but \(input) enters")
    }
  }

  private static func shift<S: Scalar>(
    _ x: inout Tensor<S>, by reach: Int, _ source: WeightRule
  ) {
    let map = x.shape.image
    let old = x
    x = Tensor(zeros: x.shape)
    for image in 0..<x.shape[0] {
      func distance(_ axis: Int) -> Int {
        Int(source.fraction(UInt64(2 * image + axis)) * Double(2 * reach + 1)) - reach
      }
      let (rows, columns) = (distance(0), distance(1))
      for i in 0..<map[0] where 0..<map[0] ~= i - rows {
        for j in 0..<map[1] where 0..<map[1] ~= j - columns {
          for c in 0..<map[2] { x[[image, i, j, c]] = old[[image, i - rows, j - columns, c]] }
        }
      }
    }
  }

  private static func flip<S: Scalar>(_ x: inout Tensor<S>, _ source: WeightRule) {
    let map = x.shape.image
    let old = x
    for image in 0..<x.shape[0] where source.fraction(UInt64(image)) < 0.5 {
      for i in 0..<map[0] {
        for j in 0..<map[1] {
          for c in 0..<map[2] { x[[image, i, j, c]] = old[[image, i, map[1] - 1 - j, c]] }
        }
      }
    }
  }

  private static func cutOut<S: Scalar>(
    _ x: inout Tensor<S>, _ side: Int, _ source: WeightRule
  ) {
    let map = x.shape.image
    for image in 0..<x.shape[0] {
      func span(_ axis: Int) -> Range<Int> {
        let centre = Int(source.fraction(UInt64(2 * image + axis)) * Double(map[axis]))
        let first = centre - side / 2
        return max(0, first)..<min(map[axis], first + side)
      }
      for i in span(0) {
        for j in span(1) { for c in 0..<map[2] { x[[image, i, j, c]] = 0 } }
      }
    }
  }
}
