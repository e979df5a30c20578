import Networks

/// Writes pieces in the notation, equal parts in sequence as `repeat`.
struct PieceText {
  private let flow: Flow
  /// Convolutions whose bias went into a normalization that was put back.
  private let restored: Set<Int>

  init(_ flow: Flow, _ pieces: [Piece]) {
    self.flow = flow
    restored = Set(
      pieces.flatMap(\.leaves).compactMap { leaf in
        if case .restoredNorm(let step) = leaf { step } else { nil }
      })
  }

  /// The pieces with what repeats itself put together, within branches too.
  func folded(_ pieces: [Piece]) -> [Piece] {
    let pieces = pieces.map { piece -> Piece in
      guard case .join(let step, let branches) = piece else { return piece }
      return .join(step, branches.map(folded))
    }
    let texts = pieces.map { lines($0).joined(separator: "\n") }
    var result: [Piece] = []
    var place = 0
    while place < pieces.count {
      let (period, rounds) = Self.period(texts, at: place)
      if rounds > 1 {
        result.append(
          .rounds(
            (0..<rounds).map { round in
              Array(pieces[(place + round * period)..<(place + (round + 1) * period)])
            }))
      } else {
        result.append(pieces[place])
      }
      place += period * rounds
    }
    return result
  }

  /// How many pieces from a place on are repeated, and how often: so that most are saved.
  private static func period(_ texts: [String], at place: Int) -> (period: Int, rounds: Int) {
    var best = (period: 1, rounds: 1)
    for period in 1...12 where place + 2 * period <= texts.count {
      let unit = texts[place..<place + period]
      var rounds = 1
      while place + (rounds + 1) * period <= texts.count,
        texts[(place + rounds * period)..<(place + (rounds + 1) * period)].elementsEqual(unit)
      {
        rounds += 1
      }
      // an activation belongs to what stands before it; and a lone word is as short as `repeat`
      let isWorth =
        unit.contains { $0.contains(" ") }
        && !(unit.first.map(activations.contains) ?? false)
      if isWorth, period * (rounds - 1) > best.period * (best.rounds - 1) {
        best = (period, rounds)
      }
    }
    return best
  }

  /// Pieces in rows, each line without the indentation of what they stand in.
  func rows(_ pieces: [Piece]) -> [String] {
    var rows: [String] = []
    var isOpen = false
    for piece in pieces {
      let lines = lines(piece)
      guard lines.count == 1, let line = lines.first else {
        rows += lines
        isOpen = false
        continue
      }
      let word = line.prefix { $0 != " " }
      // a layer begins a row; what follows it and needs no line of its own is appended
      let isAppended =
        Self.followers.contains(String(word))
        || word == "dense" && rows.last?.hasSuffix("globalpool") == true
      if isAppended, isOpen, let last = rows.last {
        rows[rows.count - 1] = last + ", " + line
      } else {
        rows.append(line)
      }
      isOpen = true
    }
    return rows
  }

  private static let activations: Set<String> = [
    "relu", "relu6", "swish", "sigmoid", "hard_swish", "hard_sigmoid", "softmax", "gelu",
  ]
  private static let followers = activations.union([
    "norm", "maxpool", "avgpool", "flatten", "layer_norm", "group_norm",
  ])

  private func lines(_ piece: Piece) -> [String] {
    switch piece {
    case .step(let step): return [words(step)]
    case .block(let call, _): return [call]
    case .rounds(let rounds):
      let inner = rows(rounds[0])
      if inner.count == 1 { return ["repeat \(rounds.count) { \(inner[0]) }"] }
      return ["repeat \(rounds.count) {"] + inner.map { "  " + $0 } + ["}"]
    case .join(let step, let branches):
      let inner = branches.map { $0.isEmpty ? ["identity"] : rows($0) }
      let keyword = words(step)
      if inner.allSatisfy({ $0.count == 1 }) {
        let line = "\(keyword) { " + inner.map { $0[0] }.joined(separator: " | ") + " }"
        if line.count <= 80 { return [line] }
      }
      var lines = ["\(keyword) {"]
      for (index, branch) in inner.enumerated() {
        for (row, line) in branch.enumerated() {
          lines.append((index > 0 && row == 0 ? "| " : "  ") + line)
        }
      }
      return lines + ["}"]
    }
  }

  private func words(_ step: Int) -> String {
    switch flow.steps[step].work {
    case .operation(let words):
      restored.contains(step) && words.hasSuffix(" bias")
        ? String(words.dropLast(" bias".count)) : words
    case .join(let keyword): keyword
    case .input, .arithmetic: "identity"
    }
  }
}
