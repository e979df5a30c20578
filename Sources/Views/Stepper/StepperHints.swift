import Networks

/// What the keys do here, for the footer, the help and the palette.
extension Stepper {
  var hints: [Hint] {
    if workbench.isOpen { return workbench.hints }
    if let table {
      return table.hints
        + [Hint(.previousImage, .nextImage, word: "image", isHidden: true, unless: imageRefusal)]
    }
    if let weight { return weight.hints }
    if let opened { return opened.hints }
    if predictor.question != nil { return predictor.hints }
    var hints = [
      Hint(.back, .next, word: "step"), Hint(.open, word: "into"), Hint(.nextPane, word: "pane"),
      Hint(.forwardPass, .backwardPass, word: "pass"),
      Hint(.nextPoint, .previousPoint, word: "fork, join, shape", short: "fork"),
      Hint(.predict, word: "predict"), Hint(.edit, word: "edit"),
      Hint(.settings, word: "change"),
      Hint(.previousSibling, .nextSibling, word: "channel", unless: channelRefusal),
      Hint(.previousImage, .nextImage, word: "image", unless: imageRefusal),
      Hint(.up, .down, word: "tensor"),
      Hint(.restart, word: "restart", unless: current == 0 ? "This is the first step." : nil),
      Hint(.otherWay, word: "picture or tensors", isHidden: true),
      Hint(.compare, word: "compare", isHidden: true),
      Hint(.play, word: "play, pause", isHidden: true),
      Hint(.slower, .faster, word: "slower, faster", isHidden: true),
      Hint(.table, word: "one tensor", isHidden: true),
      Hint(.undo, word: "undo", isHidden: true, unless: workbench.undoRefusal),
      Hint(.redo, word: "redo", isHidden: true, unless: workbench.redoRefusal),
      Hint(.first, .last, word: "first, last", isHidden: true),
      Hint(.pageUp, .pageDown, word: "page of channels", isHidden: true, unless: channelRefusal),
      Hint(.newSeed, word: "restart, new seed", isHidden: true),
      Hint(.lockScale, word: "lock the scale", isHidden: true),
      Hint(.previousPane, word: "previous pane", isHidden: true),
      Hint(.out, word: "out", isHidden: true),
      Hint(.help, word: "keys"), Hint(.leave, word: "back"),
    ]
    if walk.update != nil {
      let refusal = step.pass == .update ? "This is the update; ⏎ opens its weights." : nil
      hints.insert(Hint(.weights, word: "update", unless: refusal), at: 4)
    }
    return hints
  }

  private var imageRefusal: String? {
    images > 1 ? nil : "One image runs here; # then batch lets more run together."
  }

  private var channelRefusal: String? {
    channelCount > 1 ? nil : "The tensors of this step have a single channel."
  }

  var signs: [Sign] {
    if table != nil { return Array(Sign.cells.prefix(1)) }
    if opened != nil {
      return Sign.cells + [
        Sign("◉", "the running product"), Sign("● ○", "a product that is added, one to come"),
      ]
    }
    return Sign.timeline + Sign.diagram
  }
}
