import Tensors

/// Lines with more than names on the left, as `dI[i'*S + m, …] += …` of an algorithm that scatters.
extension EquationRun {
  /// `dI[i'*S + m, …] += …`: every choice of the indices on the left adds to one element.
  mutating func scattered(_ statement: Statement, _ extents: [Int]) throws -> Values {
    let target = statement.target?.indices ?? []
    let names = target.flatMap { Array($0.names).sorted() }.reduce(into: [String]()) { list, name in
      if !list.contains(name), translator.constant(name) == nil { list.append(name) }
    }
    let outer = translator.bound
    defer { translator.bound = outer }
    var loops: [(slot: Int, from: Int, count: Int)] = []
    for name in names {
      let bounds = try scatterBounds(name, statement)
      loops.append((translator.slot(), Int(bounds.from), Int(bounds.to - bounds.from) + 1))
    }
    for (name, loop) in zip(names, loops) { translator.bound[name] = loop.slot }
    let value = try translator.code(of: statement.value, statement.clauses)
    var places: [[Instruction]] = []
    for index in target { places.append(try translator.code(of: index)) }
    var values = Values(zeros: extents)
    terms = [Int](repeating: 0, count: values.numbers.count)
    guard let count = size(loops.map(\.count)) else {
      throw translator.text.fault(
        "the indices on the left run over more than \(Limits.equationElements) places, which is "
          + "the limit", 0..<1)
    }
    let counter = Values(zeros: loops.map(\.count))
    for offset in 0..<count {
      for (loop, place) in zip(loops, counter.index(at: offset)) {
        translator.machine.slots[loop.slot] = Double(loop.from + place)
      }
      var element = 0
      var isInside = true
      for (code, extent) in zip(places, extents) {
        let place = try translator.machine.run(code).rounded()
        isInside = isInside && place >= 0 && place < Double(extent)
        if isInside { element = element * extent + Int(place) }
      }
      guard isInside else { continue }
      translator.machine.terms = 0
      let added = try translator.machine.run(value)
      values.numbers[element] = statement.adds ? values.numbers[element] + added : added
      if added != 0 { terms[element] += 1 }
    }
    return values
  }

  private func scatterBounds(_ name: String, _ statement: Statement) throws -> Bounds {
    var bounds = Bounds.of(name, in: [statement.value], translator)
    for clause in statement.clauses { bounds = bounds.meeting(said(of: name, by: clause)) }
    if bounds.from.isFinite, bounds.to.isFinite, bounds.from <= bounds.to,
      bounds.from.magnitude < 1e6, bounds.to.magnitude < 1e6
    {
      return bounds
    }
    if let extent = translator.surroundings.ranges[name] {
      return Bounds(from: 0, to: Double(extent - 1))
    }
    throw translator.text.fault(
      "how far does ‘\(name)’ run? Write for 0 <= \(name) < N",
      statement.target?.name?.span ?? 0..<1)
  }

  /// A definition that fills an array of its own, as zeros between the elements of G do.
  mutating func scatter(_ statement: Statement, _ name: Name) throws {
    let target = statement.target?.indices ?? []
    var extents: [Int] = []
    for index in target {
      var highest = 0.0
      guard let form = LinearForm(index, translator.constant) else {
        throw translator.text.fault("how large is \(name.text)?", name.span)
      }
      highest = form.constant
      for (part, factor) in form.factors {
        let bounds = try scatterBounds(part, statement)
        highest += max(factor * bounds.from, factor * bounds.to)
      }
      guard highest >= 0, highest < 1e6 else {
        throw translator.text.fault("how large is \(name.text)?", name.span)
      }
      extents.append(Int(highest) + 1)
    }
    guard size(extents) != nil else {
      throw translator.text.fault(
        "\(name.text) would have more than \(Limits.equationElements) numbers, which is the limit",
        name.span)
    }
    let values = try scattered(statement, extents).filling(defined(name))
    translator.machine.tensors.append(values)
    translator.tensors[name.text] = translator.machine.tensors.count - 1
    translator.machine.zeroPadded.insert(translator.machine.tensors.count - 1)
  }

  /// What lines before have put into an array of this name, as `i_1 = …` does before `i_2 = …`.
  private func defined(_ name: Name) -> Values? {
    guard translator.surroundings.tensors[name.text] == nil else { return nil }
    return translator.tensors[name.text].map { translator.machine.tensors[$0] }
  }
}
