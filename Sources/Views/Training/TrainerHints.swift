import Screens

/// What the keys do here, for the footer, the help and the palette.
extension Trainer {
  var hints: [Hint] {
    var hints = [
      Hint(.play, word: activity == .running ? "pause" : "run"),
      Hint(.back, .next, word: "one update", short: "update"),
      Hint(.open, word: "into this update", short: "into"), Hint(.nextPane, word: "pane"),
      Hint(.up, .down, word: upDownWord),
    ]
    switch pane {
    case .curves:
      hints += [
        Hint(.lockScale, word: isLogarithmic ? "linear" : "logarithmic", short: "log"),
        Hint(.otherWay, word: isSmoothed ? "raw" : "smoothed"),
      ]
    case .layers: hints.append(Hint(.unfold, word: byBlock ? "operations" : "blocks"))
    case .knobs: hints.append(Hint(.less, .more, word: "turn"))
    case .kernels, .mistakes: break
    }
    return hints + [
      Hint(
        .compare, word: pair.other == nil ? "beside a plain net" : "one net alone", short: "two"),
      Hint(
        .previousSibling, .nextSibling, word: "run a, run b", isHidden: true,
        unless: pair.other == nil ? "There is one net here; | trains another beside it." : nil),
      Hint(.first, word: "to the start; 84g: to step 84", isHidden: true),
      Hint(
        .last, word: "to the last update made", isHidden: true,
        unless: target == pair.furthest ? "This is the last update that was made." : nil),
      Hint(.slower, .faster, word: "slower, faster", isHidden: true),
      Hint(.settings, word: "knobs", isHidden: true),
      Hint(.restart, word: "again from the start", isHidden: true),
      Hint(.newSeed, word: "a new run, next seed", isHidden: true),
      Hint(.export, word: "write the run to a file", isHidden: true),
      Hint(.previousPane, word: "pane before", isHidden: true),
      Hint(.out, word: "stop, out", isHidden: true),
      Hint(.help, word: "keys"), Hint(.leave, word: "back"),
    ]
  }

  private var upDownWord: String {
    switch pane {
    case .curves: "curve"
    case .layers, .mistakes: "scroll"
    case .kernels: "tensor"
    case .knobs: "knob"
    }
  }
}
