import Tensors

/// Names: indices, numbers, elements of tensors and definitions.
extension Translator {
  mutating func emit(_ name: Name) throws(EquationError) {
    if let slot = bound[name.text] { return try add(.load, a: slot) }
    if let macro = macros[name.text] { return try emit(macro, name, []) }
    if let tensor = tensors[name.text] { return try emitWhole(tensor, name) }
    if let number = surroundings.numbers[name.text] { return try add(.constant, number: number) }
    // `NM` is N·M where no name is so called
    if let parts = parts(of: name) { return try emit(parts) }
    if name.text == "π" { return try add(.constant, number: .pi) }
    if surroundings.ranges[name.text] != nil {
      if !unbound.contains(name.text) { unbound.append(name.text) }
      return try add(.constant, number: 0)
    }
    throw unknown(name)
  }

  mutating func emitWhole(_ tensor: Int, _ name: Name) throws(EquationError) {
    let extents = machine.tensors[tensor].extents
    if extents.isEmpty { return try add(.read, a: tensor) }
    guard extents.count == implicit.count else {
      throw text.fault(Self.indexSentence(name, extents.count, axes(of: name)), name.span)
    }
    for slot in implicit { try add(.load, a: slot) }
    try add(.read, a: tensor)
  }

  func axes(of name: Name) -> [String] { surroundings.axes[name.text] ?? [] }
  static func indexSentence(_ name: Name, _ rank: Int, _ axes: [String]) -> String {
    let count = rank == 0 ? "no index" : rank == 1 ? "1 index" : "\(rank) indices"
    let names = axes.count == rank && rank > 0 ? ": " + axes.joined(separator: ", ") : ""
    return "\(name.text) has \(count)\(names)"
  }

  /// A word of known letters as their product.
  private func parts(of name: Name) -> Term? {
    var parts: [Name] = []
    var rest = Substring(name.text)
    while let first = rest.first {
      var end = rest.index(after: rest.startIndex)
      while end < rest.endIndex, rest[end] == "'" { end = rest.index(after: end) }
      let letter = String(rest[..<end])
      guard first.isLetter, isNumber(letter) || isWhole(letter) else { return nil }
      parts.append(Name(letter, name.span))
      rest = rest[end...]
    }
    guard parts.count > 1 else { return nil }
    return parts.dropFirst().reduce(Term.name(parts[0])) { .binary(.times, $0, .name($1)) }
  }
  /// Whether a tensor of this name may stand without indices here.
  private func isWhole(_ name: String) -> Bool {
    tensors[name].map { machine.tensors[$0].extents.count == implicit.count } == true
  }
  private func isNumber(_ name: String) -> Bool {
    bound[name] != nil || surroundings.numbers[name] != nil
      || macros[name].map { $0.parameters.isEmpty } == true
  }

  private func unknown(_ name: Name) -> EquationError {
    let letters = name.text.prefix { $0 != "'" }
    let isIndex = indexDepth > 0 || letters.count == 1 && letters.allSatisfy(\.isLowercase)
    let given = surroundings.names.union(bound.keys).union(macros.keys)
    if isIndex, letters.count <= 2 {
      return text.fault(
        "‘\(name.text)’ is bound by no sum", name.span,
        suggestion: indexDepth > 0
          ? nil : nearest(to: name.text, among: given.filter { $0.count > 1 }),
        unboundIndex: name.text)
    }
    return text.fault(
      "‘\(name.text)’ is not given", name.span,
      suggestion: nearest(to: name.text, among: given.union(EquationParser.vocabulary)))
  }

  mutating func emit(
    _ name: Name, _ indices: [Term], _ bracket: Term.Bracket
  ) throws(EquationError) {
    if let macro = macros[name.text], !macro.parameters.isEmpty || bracket != .round {
      return try emit(macro, name, indices)
    }
    if let tensor = tensors[name.text], bound[name.text] == nil {
      let rank = machine.tensors[tensor].extents.count
      var indices = indices
      // `v_t` of an algorithm is v in step t
      if surroundings.steps != nil, let last = indices.last, Self.isTime(last) {
        indices.removeLast()
        if indices.isEmpty { return try emitWhole(tensor, name) }
      }
      guard indices.count == rank else {
        // a factor in parentheses
        if bracket == .round, indices.count == 1, rank == implicit.count {
          return try emit(.binary(.times, .name(name), indices[0]))
        }
        throw text.fault(
          Self.indexSentence(name, rank, axes(of: name)) + "; here it has \(indices.count)",
          name.span)
      }
      indexDepth += 1
      for index in indices { try emit(index) }
      indexDepth -= 1
      return try add(.read, a: tensor)
    }
    if bracket == .round, indices.count == 1, isNumber(name.text) || parts(of: name) != nil {
      return try emit(.binary(.times, .name(name), indices[0]))
    }
    if surroundings.steps != nil, bracket == .subscripted, isNumber(name.text), indices.count == 1,
      Self.isTime(indices[0])
    {
      return try emit(name)
    }
    guard !isNumber(name.text) else {
      throw text.fault("\(name.text) is one number and has no indices", name.span)
    }
    if surroundings.maps[name.text] != nil {
      throw text.fault(
        "\(name.text)(…) stands alone on a line, as in g = \(name.text)(θ)", name.span)
    }
    let given = surroundings.names.union(macros.keys).union(EquationParser.vocabulary)
    throw text.fault(
      "‘\(name.text)’ is not given", name.span, suggestion: nearest(to: name.text, among: given))
  }

  /// `t`, `t − 1`, `t + 1`: the step of an algorithm.
  static func isTime(_ index: Term) -> Bool {
    switch index {
    case .name(let name): name.text == "t"
    case .binary(.plus, let left, .number), .binary(.minus, let left, .number): isTime(left)
    default: false
    }
  }

  mutating func emit(
    _ macro: Macro, _ name: Name, _ arguments: [Term]
  ) throws(EquationError) {
    guard macro.parameters.count == arguments.count else {
      throw text.fault(
        Self.indexSentence(name, macro.parameters.count, macro.parameters)
          + "; here it has \(arguments.count)", name.span)
    }
    var slots: [(String, Int)] = []
    for (parameter, argument) in zip(macro.parameters, arguments) {
      let slot = slot()
      indexDepth += 1
      try emit(argument)
      indexDepth -= 1
      try add(.store, a: slot)
      slots.append((parameter, slot))
    }
    let (outer, outerMacros) = (bound, macros)
    for (parameter, slot) in slots { bound[parameter] = slot }
    // what is defined by itself has no value
    macros[name.text] = nil
    try emit(Clauses(macro.clauses, in: self).applied(to: macro.value))
    (bound, macros) = (outer, outerMacros)
  }
}
