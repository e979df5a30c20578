import Networks
import Screens
import Tensors

/// What the keys do at a number, for the footer, the help and the palette.
extension Element {
  var hints: [Hint] {
    let noun = way == .scatter ? "stamp" : "product"
    let moves: [Hint] =
      pane == .products
      ? [Hint(.back, .next, word: noun)]
      : [
        Hint(.back, .next, .up, .down, word: "cell"),
        Hint(.previousPoint, .nextPoint, word: noun),
      ]
    let others = ways.count > 1 ? [Hint(.otherWay, word: "next view", short: "view")] : []
    let isParameter = quantity.isOfParameter
    let axes = CellAxes(wanted.shape, isParameter: isParameter)
    return moves + others + [
      Hint(.nextPane, word: "pane"),
      Hint(.forwardPass, .backwardPass, word: "reads, is read", short: "pass"),
      Hint(
        .previousSibling, .nextSibling, word: "channel",
        unless: axes.refusal(axes.sibling, of: wanted.shape, isParameter ? "output" : "channel")),
    ] + verifying + [
      Hint(
        .previousImage, .nextImage, word: "image", isHidden: true,
        unless: isParameter
          ? "A parameter belongs to all images."
          : axes.refusal(axes.page, of: wanted.shape, "image")),
      Hint(.open, word: "all positions", isHidden: true),
      Hint(.first, .last, word: "first, last", isHidden: true),
      pane == .products
        ? Hint(.pageUp, .pageDown, word: "ten products", isHidden: true)
        : Hint(
          .pageUp, .pageDown, word: isParameter ? "input" : "image", isHidden: true,
          unless: axes.refusal(axes.page, of: wanted.shape, isParameter ? "input" : "image")),
      Hint(.previousPane, word: "previous pane", isHidden: true),
      Hint(.help, word: "keys"), Hint(.out, word: "out"), Hint(.leave, word: "out", isHidden: true),
    ]
  }
}

extension Element {
  /// Only gradients have a central difference; of an output there is one to hold its number against.
  private var verifying: [Hint] {
    guard !quantity.isGradient else {
      return [Hint(.verify, .verifyAll, word: "verify, all", short: "verify")]
    }
    return [
      Hint(.verify, word: "verify"),
      Hint(
        .verifyAll, word: "verify all", isHidden: true,
        unless: "Only a gradient is held against central differences as a whole: b turns to it."),
    ]
  }
}

extension Step {
  /// The node that a step is about; the loss is about the last one's output, counted as none.
  var node: Int {
    switch self {
    case .forward(let index), .backward(let index), .gather(let index), .update(let index, _): index
    case .loss: 0
    }
  }
}

extension Quantity {
  /// Whether it has the shape of a parameter: no images.
  var isOfParameter: Bool {
    switch self {
    case .parameterGradient, .mean, .variance: true
    case .output, .outputGradient, .inputGradient: false
    }
  }
}

/// Which axis of a tensor the arrows and brackets move along.
struct CellAxes {
  var row: Int?
  var column: Int?
  /// `[` and `]`: channels, or outputs of a kernel.
  var sibling: Int?
  /// `PgUp` and `PgDn`: images, or inputs of a kernel.
  var page: Int?

  init(_ shape: Shape, isParameter: Bool) {
    switch (shape.rank, isParameter) {
    case (4, false): (page, row, column, sibling) = (0, 1, 2, 3)
    case (4, true): (row, column, page, sibling) = (0, 1, 2, 3)
    case (2, false): (page, column) = (0, 1)
    case (2, true): (row, column) = (0, 1)
    default: column = 0
    }
  }

  /// Why keys for an axis do nothing, where there is one of what lies along it.
  func refusal(_ axis: Int?, of shape: Shape, _ noun: String) -> String? {
    guard axis.map({ shape[$0] > 1 }) ?? false else { return "There is only one \(noun) here." }
    return nil
  }
}
