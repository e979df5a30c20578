import LibC
import Tensors

/// How two images of a batch become one: each is mixed with the one before it, the first with the
/// last, by one share λ for the whole batch.
struct Mixing {
  /// What is kept of each image.
  let share: Double
  private let source: WeightRule

  /// Draws λ of Beta(α, α): uniform for α = 1, else by the method of Jöhnk (1964).
  init(_ alpha: Double, _ source: WeightRule) {
    self.source = source
    guard alpha != 1 else {
      share = source.fraction(0)
      return
    }
    var share = 0.5
    for attempt in 0..<UInt64(1000) {
      let x = pow(source.fraction(1024 + 2 * attempt), 1 / alpha)
      let y = pow(source.fraction(1025 + 2 * attempt), 1 / alpha)
      if x + y <= 1, x + y > 0 {
        share = x / (x + y)
        break
      }
    }
    self.share = share
  }

  /// Mixes all pixels.
  func mix<S: Scalar>(_ batch: inout Batch<S>) {
    guard batch.x.shape[0] > 1 else { return }
    batch.x = mixed(batch.x, S(share))
    batch.targets = mixed(batch.targets, S(share))
  }

  /// Pastes a rectangle, with the bounds of the authors' code: its area is 1 − λ of the image
  /// before it is clipped, and the labels go by what is left after that.
  func paste<S: Scalar>(_ batch: inout Batch<S>) {
    let map = batch.x.shape.image
    guard batch.x.shape[0] > 1 else { return }
    func span(_ axis: Int) -> Range<Int> {
      let centre = Int(source.fraction(UInt64(axis + 1)) * Double(map[axis]))
      let half = Int(Double(map[axis]) * (1 - share).squareRoot()) / 2
      return max(0, centre - half)..<min(map[axis], centre + half)
    }
    let (rows, columns) = (span(0), span(1))
    let old = batch.x
    for image in 0..<old.shape[0] {
      let other = partner(of: image, among: old.shape[0])
      for i in rows {
        for j in columns {
          for c in 0..<map[2] { batch.x[[image, i, j, c]] = old[[other, i, j, c]] }
        }
      }
    }
    let kept = 1 - Double(rows.count * columns.count) / Double(map[0] * map[1])
    batch.targets = mixed(batch.targets, S(kept))
  }

  private func partner(of image: Int, among images: Int) -> Int { (image + images - 1) % images }

  private func mixed<S: Scalar>(_ tensor: Tensor<S>, _ share: S) -> Tensor<S> {
    let size = tensor.shape.image.count
    return Tensor(
      tensor.shape,
      tensor.elements.indices.map { place in
        let other = partner(of: place / size, among: tensor.shape[0]) * size + place % size
        return share * tensor.elements[place] + (1 - share) * tensor.elements[other]
      })
  }
}
