import Networks
import Tensors

/// Finds the library's blocks in recovered pieces.
///
/// A recipe guesses from the first convolutions how a block would be called; the call is then
/// expanded and held against the pieces, operation by operation. Where a convolution has a bias and
/// the block has a normalization, that had been folded: it is put back.
struct Recognition {
  private let flow: Flow
  private let library: Library
  private var expansions: [String: [PatternItem]?] = [:]

  init(_ flow: Flow, _ library: Library) {
    self.flow = flow
    self.library = library
  }

  /// The pieces with all that is known by name; `input` is the step that enters them.
  mutating func named(_ pieces: [Piece], from input: Int) -> [Piece] {
    var result: [Piece] = []
    var rest = pieces[...]
    var entering = input
    while let first = rest.first {
      let found = best(rest, entering)
      let count = found?.count ?? 1
      if let found {
        result.append(.block(found.call, found.leaves))
      } else if case .join(let step, let branches) = first {
        let named = branches.map { self.named($0, from: entering) }
        result.append(.join(step, named))
      } else {
        result.append(first)
        if case .step(let step) = first, flow.steps[step].window?.hidesNorm == true {
          result.append(.block("norm", [.restoredNorm(of: step)]))
        }
      }
      entering = Self.last(rest[rest.startIndex + count - 1]) ?? entering
      rest = rest.dropFirst(count)
    }
    return result
  }

  private static func last(_ piece: Piece) -> Int? {
    switch piece {
    case .step(let step), .join(let step, _): step
    case .block, .rounds: nil
    }
  }

  private struct Finding {
    let call: String
    let count: Int
    let leaves: [Piece.Leaf]
  }

  /// The block that takes in most of what comes next.
  private mutating func best(_ pieces: ArraySlice<Piece>, _ input: Int) -> Finding? {
    let facts = BlockFacts(pieces, flow, channels: flow.steps[input].shape.extents.last ?? 0)
    var best: Finding?
    for call in BlockGuess.all.compactMap({ $0.call(facts) }) {
      guard let pattern = expansion(call, on: flow.steps[input].shape),
        let (count, leaves) = match(pattern, pieces), leaves.count > best?.leaves.count ?? 0
      else { continue }
      best = Finding(call: call, count: count, leaves: leaves)
    }
    return best
  }

  /// What a call stands for on an input; nothing where the library has no such block.
  private mutating func expansion(_ call: String, on shape: Shape) -> [PatternItem]? {
    let key = "\(call) on \(shape)"
    if let known = expansions[key] { return known }
    let block = try? Network(call, library: library, on: shape).block
    let items = block.map { PatternItem.items(of: $0) }
    expansions[key] = items
    return items
  }

  /// How many pieces a pattern takes in, and what each of its operations is; nothing where they
  /// differ.
  private func match(
    _ pattern: [PatternItem], _ pieces: ArraySlice<Piece>
  ) -> (count: Int, leaves: [Piece.Leaf])? {
    var leaves: [Piece.Leaf] = []
    var place = pieces.startIndex
    var convolution: Int?
    for (index, item) in pattern.enumerated() {
      let piece = pieces.indices.contains(place) ? pieces[place] : nil
      switch item {
      case .operation(let words):
        if words.isNorm, let step = convolution, !isNorm(piece) {
          leaves.append(.restoredNorm(of: step))
          convolution = nil
          continue
        }
        guard case .step(let step)? = piece, case .operation(let own) = flow.steps[step].work
        else { return nil }
        let next = pattern.indices.contains(index + 1) ? pattern[index + 1] : nil
        let isFolded =
          next?.isNorm == true && !isNorm(pieces.dropFirst(place - pieces.startIndex + 1).first)
        guard words.matches(own, withoutBias: isFolded) else { return nil }
        convolution = isFolded ? step : nil
        leaves.append(.step(step))
        place += 1
      case .branches(let patterns, let keyword):
        guard case .join(let step, let branches)? = piece,
          flow.steps[step].work == .join(keyword), branches.count == patterns.count,
          let inner = match(patterns, branches, isOrdered: keyword == "concat")
        else { return nil }
        leaves += inner + [.step(step)]
        convolution = nil
        place += 1
      }
    }
    return (place - pieces.startIndex, leaves)
  }

  /// Branches against branches, in any order where the join does not care for it.
  private func match(
    _ patterns: [[PatternItem]], _ branches: [[Piece]], isOrdered: Bool
  ) -> [Piece.Leaf]? {
    guard let first = patterns.first else { return branches.isEmpty ? [] : nil }
    for index in branches.indices.prefix(isOrdered ? 1 : branches.count) {
      guard let (count, leaves) = match(first, branches[index][...]),
        count == branches[index].count
      else { continue }
      var rest = branches
      rest.remove(at: index)
      if let more = match(Array(patterns.dropFirst()), rest, isOrdered: isOrdered) {
        return leaves + more
      }
    }
    return nil
  }

  private func isNorm(_ piece: Piece?) -> Bool {
    guard case .step(let step)? = piece, case .operation(let words) = flow.steps[step].work else {
      return false
    }
    return words.isNorm
  }
}

/// An expanded block of the library, calls and repeats dissolved.
private enum PatternItem {
  /// As the notation writes it.
  case operation(String)
  case branches([[PatternItem]], join: String)

  var isNorm: Bool {
    if case .operation(let words) = self { words.isNorm } else { false }
  }

  static func items(of block: Block) -> [PatternItem] {
    switch block {
    case .operation(let operation, _): [.operation(operation.source)]
    case .sequence(let blocks), .rounds(let blocks): blocks.flatMap(items)
    case .call(_, let body): items(of: body)
    case .branches(let branches, let join, _): [.branches(branches.map(items), join: join.source)]
    }
  }
}

extension String {
  fileprivate var isNorm: Bool { self == "norm" || hasPrefix("norm ") }

  /// Whether an operation of a block is one of a model; how statistics are gathered in training is
  /// not told by a model.
  fileprivate func matches(_ own: String, withoutBias isFolded: Bool) -> Bool {
    if isNorm, own.isNorm { return withoutMomentum == own.withoutMomentum }
    let same = withoutEvenPadding
    if isFolded, own.hasSuffix(" bias") { return same == own.dropLast(" bias".count) }
    return same == own
  }
  /// TensorFlow's padding left out where it puts as many zeros before as behind: an odd window that
  /// takes every position.
  private var withoutEvenPadding: String {
    let words = split(separator: " ")
    guard words.count > 1, !contains(" stride: "), let range = firstRange(of: " padding: same_tf"),
      words[1].split(separator: "x").allSatisfy({ (Int($0) ?? 0) % 2 == 1 })
    else { return self }
    return String(self[..<range.lowerBound] + self[range.upperBound...])
  }
  private var withoutMomentum: String {
    guard let range = firstRange(of: " momentum: ") else { return self }
    let rest = self[range.upperBound...].drop { $0 != " " }
    return String(self[..<range.lowerBound] + rest)
  }
}
