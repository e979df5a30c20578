import Networks
import Tensors
import Testing

@testable import Training

/// Images as they really enter.
@Suite struct AugmentationTests {
  /// Four images of 6×6, all of one number each, of four classes.
  private var batch: Batch<Double> {
    let x = (0..<4).flatMap { [Double](repeating: Double($0 + 1), count: 36) }
    var targets = Tensor<Double>(zeros: Shape(4, 4))
    for image in 0..<4 { targets[[image, image]] = 1 }
    return Batch(indices: [0, 1, 2, 3], x: Tensor(Shape(4, 6, 6, 1), x), targets: targets)
  }

  private func changed(_ augmentation: Augmentation, _ stream: UInt64 = 0) -> Batch<Double> {
    var batch = batch
    augmentation.apply(to: &batch, drawing: WeightRule(seed: 1, tensor: stream))
    return batch
  }

  @Test(arguments: 0..<UInt64(8))
  func `cutout takes a square of each image and no label`(_ stream: UInt64) {
    let batch = changed(.cutout(2), stream)
    for image in batch.x.images { #expect(1...4 ~= image.elements.count { $0 == 0 }) }
    #expect(batch.targets == self.batch.targets)
  }

  @Test(arguments: 0..<UInt64(8))
  func `cutmix mixes labels by the pixels that are really there`(_ stream: UInt64) {
    let batch = changed(.cutmix(alpha: 1), stream)
    for image in 0..<4 {
      let other = (image + 3) % 4
      let pixels = batch.x.images[image].elements
      let own = Double(pixels.count { $0 == Double(image + 1) }) / 36
      #expect(pixels.allSatisfy { $0 == Double(image + 1) || $0 == Double(other + 1) })
      #expect(abs(batch.targets[[image, image]] - own) < 1e-15)
      #expect(abs(batch.targets[[image, other]] - (1 - own)) < 1e-15)
    }
  }

  @Test func `mixup mixes pixels and labels alike`() {
    let batch = changed(.mixup(alpha: 0.4), 3)
    let share = batch.targets[[1, 1]]
    #expect(share > 0 && share < 1)
    #expect(abs(batch.x[[1, 3, 3, 0]] - (2 * share + 1 - share)) < 1e-12)
  }

  @Test(arguments: [0.2, 0.5, 1, 4])
  func `shares are of a beta distribution`(_ alpha: Double) {
    let shares = (0..<UInt64(4000)).map {
      MixingDraw(alpha: alpha, WeightRule(seed: 2, tensor: $0)).share
    }
    let mean = shares.reduce(0, +) / 4000
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000
    #expect(abs(mean - 0.5) < 0.02)
    #expect(abs(variance - 0.25 / (2 * alpha + 1)) < 0.01)
  }

  @Test func `shift and flip move pixels and nothing else`() {
    var numbered = batch
    numbered.x = Tensor(Shape(4, 6, 6, 1), (1...144).map(Double.init))
    var flipped = numbered
    Augmentation.flip.apply(to: &flipped, drawing: WeightRule(seed: 1, tensor: 0))
    let kinds = (0..<4).map { flipped.x.images[$0] == numbered.x.images[$0] }
    #expect(Set(kinds).count == 2)
    for image in 0..<4 {
      #expect(flipped.x.images[image].elements.sorted() == numbered.x.images[image].elements)
    }
    var shifted = numbered
    Augmentation.shift(1).apply(to: &shifted, drawing: WeightRule(seed: 1, tensor: 0))
    for image in 0..<4 {
      let (old, new) = (numbered.x.images[image], shifted.x.images[image])
      let distances = (-1...1).flatMap { i in (-1...1).map { (i, $0) } }
      #expect(
        distances.contains { distance in
          (0..<36).allSatisfy { place in
            let (i, j) = (place / 6 - distance.0, place % 6 - distance.1)
            let expected = 0..<6 ~= i && 0..<6 ~= j ? old[[i, j, 0]] : 0
            return new.elements[place] == expected
          }
        })
    }
  }

  @Test func `draws follow from seed and step`() throws {
    var run: TrainingRun<Double> = try Samples.run {
      $0.augmentations = [.cutout(4), .cutmix(alpha: 1)]
    }
    let first = run.batch(of: 0)
    #expect(run.batch(of: 0).x == first.x && run.batch(of: 1).x != first.x)
    #expect(first.targets.elements.contains { $0 != 0 && $0 != 1 })
    var plain: TrainingRun<Double> = try Samples.run()
    #expect(plain.batch(of: 0).x != first.x && plain.batch(of: 0).indices == first.indices)
  }

  @Test(arguments: [
    ("shift", Augmentation.shift(1)), ("shift: 2", .shift(2)), ("flip", .flip),
    (" cutout:4", .cutout(4)), ("mixup:0.2", .mixup(alpha: 0.2)), ("cutmix", .cutmix(alpha: 1)),
  ])
  func `each is read with or without its number`(_ text: String, _ expected: Augmentation) throws {
    #expect(try Augmentation(text) == expected)
  }

  @Test(arguments: ["", "cutuot", "flip:1", "cutout:0", "cutout:x", "mixup:-1", "shift:1.5"])
  func `what is none is refused`(_ text: String) {
    #expect(throws: Misfit.self) { try Augmentation(text) }
  }

  @Test func `label smoothing spreads its part over all classes`() throws {
    var run: TrainingRun<Double> = try Samples.run { $0.labelSmoothing = 0.1 }
    let targets = run.batch(of: 0).targets
    #expect(Set(targets.elements.map { ($0 * 100).rounded() }) == [1, 91])
  }
}
