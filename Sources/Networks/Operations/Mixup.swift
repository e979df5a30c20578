import Tensors

/// Blends each image of a batch with another one in training.
///
/// Zhang et al. 2018: λ·x + (1 − λ)·x' with λ of Beta(alpha, alpha), and the labels alike, where
/// the loss is made. The mask is images × 1 × 1 × 1 and holds λ.
struct Mixup: MixingOperation {
  static let keyword = "mixup"
  let rule: MixingRule

  init(_ arguments: Arguments) throws { rule = try Self.rule(.blend, arguments) }

  func sentence(at site: Site) -> Sentence {
    idleSentence(at: site)
      ?? Sentence(
        "Each image is blended with \(partnerWords), pixel by pixel with one share, and so is its "
          + "label.",
        short: "Each image is blended with \(partnerWords).")
  }
}
