import Tensors

/// A file of tensors held against one way to name a network's parameters.
struct WeightsMatch {
  let dictionary: StateDictionary
  /// The name in the file, by the name here.
  private(set) var found: [String: String] = [:]
  /// What stands before all names of the file.
  let prefix: String
  let file: [String: StoredTensor]

  init(_ dictionary: StateDictionary, _ file: [String: StoredTensor]) {
    self.dictionary = dictionary
    self.file = file
    let candidates = Self.prefixes(of: dictionary, in: file)
    let matches = candidates.map { ($0, Self.found(dictionary, in: file, behind: $0)) }
    // averages of weights are what is used after training; else the shortest prefix
    let best = matches.max { left, right in
      (left.1.count, Self.isAveraged(left.0) ? 1 : 0, -left.0.count)
        < (right.1.count, Self.isAveraged(right.0) ? 1 : 0, -right.0.count)
    }
    prefix = best?.0 ?? ""
    found = best?.1 ?? [:]
  }

  var count: Int { found.count }

  /// What may stand before all names: what stands before the first and the last of them.
  private static func prefixes(
    of dictionary: StateDictionary, in file: [String: StoredTensor]
  ) -> Set<String> {
    var prefixes: Set<String> = [""]
    guard let first = dictionary.entries.first, let last = dictionary.entries.last else {
      return prefixes
    }
    for entry in [first.name] + first.formerNames + [last.name] + last.formerNames {
      for name in file.keys where name.hasSuffix("." + entry) {
        prefixes.insert(String(name.dropLast(entry.count)))
      }
    }
    return prefixes
  }

  private static func found(
    _ dictionary: StateDictionary, in file: [String: StoredTensor], behind prefix: String
  ) -> [String: String] {
    var found: [String: String] = [:]
    for entry in dictionary.entries {
      found[entry.own] = ([entry.name] + entry.formerNames).lazy.map { prefix + $0 }
        .first { file[$0] != nil }
    }
    return found
  }

  private static func isAveraged(_ prefix: String) -> Bool {
    prefix.lowercased().split { $0 == "." || $0 == "_" }.contains { $0 == "ema" || $0 == "swa" }
  }

  /// What was done to the names and numbers, in sentences.
  var remarks: [String] {
    var remarks: [String] = []
    if !prefix.isEmpty, !found.isEmpty {
      remarks.append(
        "The names of the weights begin with ‘\(prefix.quotable())’, which is left out here.")
    }
    let types = Set(found.values.compactMap { file[$0]?.type }).subtracting([.float, .double])
    if !types.isEmpty {
      let names = types.map(\.rawValue).sorted().joined(separator: ", ")
      remarks.append("The weights are stored as \(names) and converted as they are read.")
    }
    return remarks
  }

  /// Tensors of the file that have no place, sorted; what stands beside the prefix is none of it.
  var strangers: [String] {
    let places = Set(found.values)
    // how many batches were seen decides nothing here
    return file.keys.filter {
      $0.hasPrefix(prefix) && !places.contains($0) && !$0.hasSuffix("num_batches_tracked")
    }.sorted()
  }
}
