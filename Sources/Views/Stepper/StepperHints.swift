/// What the keys do here, for the footer, the help and the palette.
extension Stepper {
  var hints: [Hint] {
    if workbench.isOpen { return Workbench.hints }
    if let table { return table.hints }
    if weight != nil { return WeightUpdate.hints }
    if let opened { return opened.hints }
    if predictor.question != nil { return Predictor.hints }
    var hints = [
      Hint(.back, .next, word: "step"), Hint(.open, word: "into"), Hint(.nextPane, word: "pane"),
      Hint(.forwardPass, .backwardPass, word: "pass"),
      Hint(.nextPoint, .previousPoint, word: "fork, join, shape", short: "fork"),
      Hint(.predict, word: "predict"), Hint(.edit, word: "edit"),
      Hint(.settings, word: "change"),
      Hint(.previousSibling, .nextSibling, word: "channel"),
      Hint(.up, .down, word: "tensor"), Hint(.restart, word: "restart"),
      Hint(.otherWay, word: "picture or tensors", isHidden: true),
      Hint(.compare, word: "compare", isHidden: true),
      Hint(.play, word: "play, pause", isHidden: true),
      Hint(.slower, .faster, word: "slower, faster", isHidden: true),
      Hint(.table, word: "one tensor", isHidden: true),
      Hint(.undo, word: "undo", isHidden: true), Hint(.redo, word: "redo", isHidden: true),
      Hint(.first, .last, word: "first, last", isHidden: true),
      Hint(.pageUp, .pageDown, word: "page of channels", isHidden: true),
      Hint(.newSeed, word: "restart, new seed", isHidden: true),
      Hint(.lockScale, word: "lock the scale", isHidden: true),
      Hint(.previousPane, word: "previous pane", isHidden: true),
      Hint(.out, word: "out", isHidden: true),
      Hint(.help, word: "keys"), Hint(.leave, word: "back"),
    ]
    if walk.update != nil { hints.insert(Hint(.weights, word: "update"), at: 4) }
    return hints
  }
}
