import Tensors

/// Pastes into each image of a batch a box of another one in training, in all channels.
///
/// Yun et al. 2019, section 3.1: the sides of the box are √(1 − λ) of those of the image, with λ
/// of Beta(alpha, alpha), its centre is uniform and it is clipped at the border. The labels are
/// mixed by the share of pixels that is kept, where the loss is made. The mask is images × rows ×
/// columns × 1 and holds zero in the box.
struct CutMix: MixingOperation {
  static let keyword = "cutmix"
  let rule: MixingRule

  init(_ arguments: Arguments) throws { rule = try Self.rule(.paste, arguments) }

  func sentence(at site: Site) -> Sentence {
    idleSentence(at: site)
      ?? Sentence(
        "A box of each image is replaced by the same box of \(partnerWords); the label follows the "
          + "share of pixels.",
        short: "A box of each image comes from \(partnerWords).")
  }
}
