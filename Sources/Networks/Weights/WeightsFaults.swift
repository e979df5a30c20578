import Tensors

/// What keeps a file of tensors from being a network's parameters, all of it at once.
struct WeightsFaults {
  private let match: WeightsMatch
  private let missing: [StateDictionary.Entry]
  private let misshaped: [StateDictionary.Entry]
  private let strangers: [String]

  /// As many as are named of each kind; of the rest the number is told.
  private static let named = 4

  /// Running statistics may be missing in training, which does not read them.
  init(_ match: WeightsMatch, mode: Mode) {
    self.match = match
    let entries = match.dictionary.entries
    missing = entries.filter { entry in
      match.found[entry.own] == nil && (entry.parameter.isTrained || mode != .training)
    }
    misshaped = entries.filter { entry in
      guard let tensor = match.found[entry.own].flatMap({ match.file[$0] }) else { return false }
      return !entry.accepts(tensor.shape)
    }
    strangers = match.dictionary.allowsOthers ? [] : match.strangers
  }

  /// Nothing where the file fits; else why it does not, in one sentence.
  func misfit(isOfZoo: Bool) -> Misfit? {
    switch (missing.count, misshaped.count, strangers.count) {
    case (0, 0, 0): nil
    case (1..., _, _) where match.count == 0: unknownNames(isOfZoo: isOfZoo)
    case (1, 0, 0...1):
      Misfit(
        "the weights have no tensor ‘\(missing[0].name)’, which is \(missing[0].shape)"
          + suggestion("the nearest that has no place here is", to: missing[0].name, strangers))
    case (0, 1, 0): Misfit(shapes(of: misshaped[0]) + classes)
    case (0, 0, 1):
      Misfit(
        "the weights have a tensor ‘\(strangers[0].quotable())’ for which the network has no place"
          + suggestion(
            "its nearest is", to: strangers[0], match.dictionary.entries.map(\.name)))
    default: Misfit("the weights do not fit the network: " + lists + classes)
    }
  }

  private var lists: String {
    let pairs = strangers.lazy.compactMap { stranger in
      nearest(to: stranger, among: missing.map(\.name)).map { (stranger, $0) }
    }
    let lists = [
      list(missing.map { "‘\($0.name)’, \($0.shape)" }, "is missing", "are missing"),
      list(strangers.map { "‘\($0.quotable())’" }, "has no place here", "have no place here"),
      list(misshaped.map(shapes), "has another shape", "have other shapes"),
    ].compactMap { $0 }
    return lists.joined(separator: ", ")
      + (pairs.first.map { "; perhaps ‘\($0.0.quotable())’ should be called ‘\($0.1)’" } ?? "")
  }

  /// `3 tensors are missing (…; …; and 1 more)`, or nothing where there are none.
  private func list(_ items: [String], _ verb: String, _ verbs: String) -> String? {
    guard !items.isEmpty else { return nil }
    let rest = items.count - Self.named
    let named = items.prefix(Self.named) + (rest > 0 ? ["and \(rest) more"] : [])
    return Words.counted(items.count, "tensor") + " \(items.count == 1 ? verb : verbs) ("
      + named.joined(separator: "; ") + ")"
  }

  private func shapes(of entry: StateDictionary.Entry) -> String {
    let shape = match.found[entry.own].flatMap { match.file[$0]?.shape } ?? entry.shape
    return "\(entry.name) is \(shape) in the weights but the network needs \(entry.shape)"
  }

  /// How the network is written for the number of classes that the file has.
  private var classes: String {
    guard
      let head = misshaped.first(where: { $0.isOfHead && $0.shape.rank <= 2 }),
      let shape = match.found[head.own].flatMap({ match.file[$0]?.shape }),
      shape.rank >= head.shape.rank,
      let classes = head.layout == .same ? shape.extents.last : shape.extents.first
    else { return "" }
    return "; a network for \(classes) classes is written with ‘classes: \(classes)’"
  }

  private func suggestion(_ words: String, to name: String, _ names: [String]) -> String {
    nearest(to: name, among: names).map { "; \(words) ‘\($0.quotable())’" } ?? ""
  }

  /// Not one name is known: what the file has, and what would be read.
  private func unknownNames(isOfZoo: Bool) -> Misfit {
    let some = match.file.keys.sorted().prefix(2).map { "‘\($0.quotable())’" }
    let has =
      some.isEmpty
      ? "the file of weights has no tensors"
      : "the weights have names such as \(some.joined(separator: " and ")), none of which is known "
        + "for this network"
    let reads =
      isOfZoo
      ? "; torchvision's and timm's names are read for its blocks where both compute the same"
      : "; names of torchvision and timm are read for networks of the library's blocks that they "
        + "have too"
    return Misfit(has + reads + ", else Blockwalk's own, such as ‘\(missing[0].own)’")
  }
}
