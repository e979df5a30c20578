import Tensors

extension Expansion {
  /// What follows an operation's keyword, checked against its spelling.
  mutating func arguments(
    of call: Syntax.Call, for operation: any Operation.Type, in scope: Scope
  ) throws -> Arguments {
    let (keyword, spelling) = (operation.keyword, operation.spelling)
    var values: [String: Value] = [:]
    var flags: Set<String> = []
    var positional = spelling.positional[...]
    for argument in call.arguments {
      let known: Spelling.Argument
      if let label = argument.label {
        known = try labelled(label, keyword, spelling, in: scope)
      } else if case .name(let word, let mark) = argument.value, scope.values[word] == nil,
        positional.isEmpty || Reserved.flags.contains(word)
      {
        guard spelling.flags.contains(word) else {
          throw unknown(word, at: mark, keyword, spelling, in: scope)
        }
        guard flags.insert(word).inserted else {
          throw scope.fault("\(word.quoted) is given twice", at: mark)
        }
        continue
      } else {
        guard let next = positional.popFirst() else {
          throw surplus(
            argument, of: keyword, takes: spelling.positional.map(\.name), labels: [], in: scope)
        }
        try checkOrder(of: argument, in: call, scope)
        known = next
      }
      guard values[known.name] == nil else {
        throw scope.fault("\(known.name.quoted) is given twice", at: argument.mark)
      }
      values[known.name] = try value(of: argument, as: known, of: keyword, in: scope)
    }
    if let missing = positional.first
      ?? spelling.labelled.first(where: { argument in
        argument.isRequired && values[argument.name] == nil
      })
    {
      throw scope.fault(
        "\(keyword) lacks \(missing.name.quoted); it is written \(spelling.pattern(keyword))",
        at: call.mark)
    }
    return Arguments(values, flags: flags)
  }

  private func labelled(
    _ label: Syntax.Name, _ keyword: String, _ spelling: Spelling, in scope: Scope
  ) throws -> Spelling.Argument {
    if let known = spelling.labelled.first(where: { $0.name == label.text }) { return known }
    if spelling.positional.contains(where: { $0.name == label.text }) {
      throw scope.fault(
        "\(label.text.quoted) of \(keyword) has no label; it is written "
          + spelling.pattern(keyword), at: label.mark)
    }
    if spelling.flags.contains(label.text) {
      throw scope.fault("\(label.text.quoted) has no value; write a colon after it", at: label.mark)
    }
    throw unknown(label.text, at: label.mark, keyword, spelling, in: scope)
  }

  private func unknown(
    _ word: String, at mark: Syntax.Mark, _ keyword: String, _ spelling: Spelling,
    in scope: Scope
  ) -> NotationError {
    let labels = spelling.labelled.map(\.name)
    if let fault = misplaced(word, at: mark, labels: labels, in: scope) { return fault }
    return scope.fault(
      "\(keyword) does not take \(word.quoted)", at: mark,
      suggestion: nearest(to: word, among: labels + spelling.flags + scope.values.keys))
  }

  /// What is wrong with a label without a colon or a step without a comma before it.
  private func misplaced(
    _ word: String, at mark: Syntax.Mark, labels: [String], in scope: Scope
  ) -> NotationError? {
    if labels.contains(word) {
      return scope.fault("\(word.quoted) needs a colon and a value, as in \(word): 2", at: mark)
    }
    guard Reserved.keywords.contains(word) || library.entry(named: word) != nil else { return nil }
    return scope.fault("a comma or a new line is missing before \(word.quoted)", at: mark)
  }

  private func surplus(
    _ argument: Syntax.Argument, of keyword: String, takes names: [String], labels: [String],
    in scope: Scope
  ) -> NotationError {
    if case .name(let word, let mark) = argument.value,
      let fault = misplaced(word, at: mark, labels: labels, in: scope)
    {
      return fault
    }
    let taken = names.isEmpty ? "nothing" : names.joined(separator: " and ")
    return scope.fault(
      "\(keyword) takes \(taken) without a label; \(argument.source.quoted) is one too many",
      at: argument.mark)
  }

  private func checkOrder(
    of argument: Syntax.Argument, in call: Syntax.Call, _ scope: Scope
  ) throws {
    guard let label = call.arguments.first(where: { $0.label != nil })?.label,
      label.mark.place.column < argument.mark.place.column
    else { return }
    throw scope.fault(
      "\(argument.source.quoted) has no label, so it must come before those that have one",
      at: argument.mark)
  }

  private mutating func value(
    of argument: Syntax.Argument, as known: Spelling.Argument, of keyword: String,
    in scope: Scope
  ) throws -> Value {
    if case .paddings(let words) = known.kind, case .name(let word, let mark) = argument.value,
      scope.values[word] == nil, word != "in", !words.contains(word)
    {
      throw scope.fault(
        "\(word.quoted) is not a \(known.name) of \(keyword); it takes \(known.kind.expectation)",
        at: mark, suggestion: nearest(to: word, among: words + scope.values.keys))
    }
    let value = try value(of: argument.value, in: scope)
    guard let accepted = known.kind.accepted(value) else {
      throw scope.fault(
        "\(known.name.quoted) of \(keyword) is \(known.kind.expectation), not \(value.caption)",
        at: argument.value.mark)
    }
    return accepted
  }

  /// What a definition's parameters come to in a call of it.
  mutating func invocation(
    of definition: Syntax.Definition, by call: Syntax.Call, channels: Int?,
    definedIn source: SourceText, in scope: Scope
  ) throws -> Invocation {
    let name = definition.name.text
    let required = definition.parameters.filter { $0.standard == nil }.map(\.name.text)
    let optional = definition.parameters.filter { $0.standard != nil }.map(\.name.text)
    var given: [String: Value] = [:]
    var positional = required[...]
    for argument in call.arguments {
      let parameter: String
      if let label = argument.label {
        guard optional.contains(label.text) else {
          throw required.contains(label.text)
            ? scope.fault(
              "\(label.text.quoted) of \(name) has no default and is given without its name",
              at: label.mark)
            : scope.fault(
              "\(name) does not take \(label.text.quoted)", at: label.mark,
              suggestion: nearest(to: label.text, among: optional))
        }
        parameter = label.text
      } else {
        guard let next = positional.popFirst() else {
          throw surplus(argument, of: name, takes: required, labels: optional, in: scope)
        }
        try checkOrder(of: argument, in: call, scope)
        parameter = next
      }
      guard given[parameter] == nil else {
        throw scope.fault("\(parameter.quoted) is given twice", at: argument.mark)
      }
      given[parameter] = try value(of: argument.value, in: scope)
    }
    // a default may use the parameters before it
    var inner = Scope(source: source, channels: channels, calls: scope.calls)
    var arguments: [Invocation.Argument] = []
    for parameter in definition.parameters {
      let parameterName = parameter.name.text
      let value: Value
      if let argument = given[parameterName] {
        value = argument
      } else if let standard = parameter.standard {
        value = try self.value(of: standard, in: inner)
      } else {
        throw scope.fault(
          "\(name) lacks \(parameterName.quoted); it is defined as "
            + definition.header.dropFirst("block ".count), at: call.mark)
      }
      inner.values[parameterName] = value
      arguments.append(
        Invocation.Argument(
          name: parameterName, value: value, isGiven: given[parameterName] != nil,
          isPositional: parameter.standard == nil))
    }
    return Invocation(name: name, arguments: arguments)
  }
}

extension Spelling {
  /// How it is written: `conv kernel out [stride: padding:]`.
  fileprivate func pattern(_ keyword: String) -> String {
    let required = positional.map(\.name) + labelled.filter(\.isRequired).map { $0.name + ":" }
    let optional = labelled.filter { !$0.isRequired }.map { $0.name + ":" } + flags
    let options = optional.isEmpty ? [] : ["[" + optional.joined(separator: " ") + "]"]
    return ([keyword] + required + options).joined(separator: " ")
  }
}
