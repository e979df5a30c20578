/// How a sum is gone through: its indices with their bounds, and what must hold.
struct SumPlan {
  struct Binder {
    let name: String
    var from: Term
    var to: Term
  }
  let kind: Term.Reduction.Kind
  private(set) var binders: [Binder] = []
  private(set) var body: Term
  /// Indices of whole tensors, as in `mean(x)`.
  private(set) var implicitBinders: Set<String> = []
  private var conditions: [Term] = []
  private var boundCount = 0

  init(_ reduction: Term.Reduction, in translator: Translator) throws(EquationError) {
    kind = reduction.kind
    var heads = reduction.heads
    body = reduction.body
    // sums of sums are one
    while case .reduction(let inner) = body, inner.kind == kind, kind == .sum,
      inner.binderNames.isDisjoint(with: Self.names(heads))
    {
      heads += inner.heads
      body = inner.body
    }
    var open: [Name] = []
    var ranges: [String: (Term, Term)] = [:]
    for head in heads {
      switch head {
      case .range(let name, let from, let to):
        open.append(name)
        ranges[name.text] = (from, to)
      case .term(.name(let name)):
        guard translator.surroundings.numbers[name.text] == nil else {
          throw translator.text.fault(
            "‘\(name.text)’ is given; a \(kind) runs over an index", name.span)
        }
        open.append(name)
      case .term(let term):
        for part in term.conjuncts {
          if case .comparison(let sides, [.equal]) = part, case .name(let name) = sides[0],
            Self.isFree(name, open, translator)
          {
            open.append(name)
            ranges[name.text] = (sides[1], sides[1])
            continue
          }
          guard EquationParser.clause(part) != nil else {
            throw translator.text.fault(
              "a \(kind) runs over indices, ranges such as m = 0..N-1 and conditions",
              reduction.span)
          }
          if case .comparison(let sides, _) = part {
            for case .name(let name) in sides where Self.isFree(name, open, translator) {
              open.append(name)
            }
          }
          conditions.append(part)
        }
      }
    }
    takeConditionsOfBody()
    if heads.isEmpty { try bindWholeTensors(translator, reduction) }
    for name in open where !binders.contains(where: { $0.name == name.text }) {
      let range: (Term, Term)
      if let written = ranges[name.text] {
        range = written
      } else {
        let bounds = try bounds(of: name, translator)
        range = (.number(bounds.from), .number(bounds.to))
      }
      binders.append(Binder(name: name.text, from: range.0, to: range.1))
    }
  }

  private static func names(_ heads: [Term.Head]) -> Set<String> {
    Term.Reduction(.sum, heads, .number(0)).binderNames
  }
  private static func isFree(_ name: Name, _ open: [Name], _ translator: Translator) -> Bool {
    !open.contains(name) && translator.bound[name.text] == nil && !translator.isGiven(name.text)
  }

  /// Factors of a sum that are conditions are asked as soon as they can be.
  private mutating func takeConditionsOfBody() {
    guard kind == .sum else { return }
    if case .choice(let cases, let otherwise) = body, cases.count == 1,
      otherwise == nil || otherwise == .number(0)
    {
      conditions += cases[0].condition.conjuncts
      body = cases[0].value
    }
    let factors = body.factors
    for case .indicator(let condition) in factors { conditions += condition.conjuncts }
    let others = factors.filter { !$0.isCondition }
    if others.count < factors.count { body = .product(others) }
  }

  private mutating func bindWholeTensors(
    _ translator: Translator, _ reduction: Term.Reduction
  ) throws(EquationError) {
    let whole = body.wholeNames.compactMap { translator.tensors[$0] }
      .map { translator.machine.tensors[$0].extents }
    guard let extents = whole.first, whole.allSatisfy({ $0.count == extents.count }) else {
      throw translator.text.fault(
        "what does this \(kind) run over? Write \(kind)(i, j) …", reduction.span)
    }
    for (axis, extent) in extents.enumerated() {
      let name = "whole \(axis)"
      implicitBinders.insert(name)
      binders.append(
        Binder(name: name, from: .number(0), to: .number(Double(extent - 1))))
    }
  }

  /// From the tensors that an index indexes, from conditions, else as the question says.
  private func bounds(
    of name: Name, _ translator: Translator
  ) throws(EquationError) -> Bounds {
    let others = Set(binders.map(\.name))
    var found = Bounds.of(name.text, in: [body] + conditions, translator)
    for condition in conditions {
      found = found.meeting(Bounds.of(name.text, saidBy: condition, translator))
    }
    if found.from.isFinite, found.to.isFinite { return found }
    if let extent = translator.surroundings.ranges[name.text], !others.contains(name.text) {
      return found.meeting(Bounds(from: 0, to: Double(extent - 1)))
    }
    throw translator.text.fault(
      "how far does ‘\(name.text)’ run? Write \(name.text) = 0..N-1", name.span)
  }

  /// The conditions whose indices are all bound now; called before the first index and after each.
  mutating func takeConditions(bound: Set<String>) -> [Term] {
    let waiting = Set(binders.dropFirst(boundCount).map(\.name))
    boundCount += 1
    let ready = conditions.filter { $0.possibleNames.isDisjoint(with: waiting) }
    conditions.removeAll { $0.possibleNames.isDisjoint(with: waiting) }
    return ready
  }
}

/// How far an index runs.
struct Bounds {
  var from: Double
  var to: Double
  static let open = Bounds(from: -.infinity, to: .infinity)

  func meeting(_ other: Bounds) -> Bounds {
    Bounds(from: max(from, other.from), to: min(to, other.to))
  }

  /// Where an index stays within all tensors that it indexes alone.
  static func of(_ name: String, in terms: [Term], _ translator: Translator) -> Bounds {
    var bounds = Bounds.open
    for term in terms { collect(name, term, translator, &bounds, depth: 0) }
    return bounds
  }

  private static func collect(
    _ name: String, _ term: Term, _ translator: Translator, _ bounds: inout Bounds, depth: Int
  ) {
    guard depth < 8 else { return }
    switch term {
    case .applied(let tensor, let indices, _):
      if let number = translator.tensors[tensor.text] {
        let extents = translator.machine.tensors[number].extents
        if extents.count == indices.count {
          for (index, extent) in zip(indices, extents) {
            solve(name, index, Bounds(from: 0, to: Double(extent - 1)), translator, &bounds)
          }
        }
      } else if let macro = translator.macros[tensor.text],
        macro.parameters.count == indices.count
      {
        for (parameter, index) in zip(macro.parameters, indices) where index.names.contains(name) {
          var inner = Bounds.open
          collect(parameter, macro.value, translator, &inner, depth: depth + 1)
          solve(name, index, inner, translator, &bounds)
        }
      }
    case .softmax(.name(let tensor), let indices):
      if let number = translator.tensors[tensor.text], let index = indices.first,
        let extent = translator.machine.tensors[number].extents.first
      {
        solve(name, index, Bounds(from: 0, to: Double(extent - 1)), translator, &bounds)
      }
    case .reduction(let reduction):
      // an inner sum over an index of the same name is another index
      if reduction.binderNames.contains(name) { return }
    default: break
    }
    for child in term.children { collect(name, child, translator, &bounds, depth: depth) }
  }

  /// Narrows the bounds of a name so that `index` stays within limits.
  private static func solve(
    _ name: String, _ index: Term, _ limits: Bounds, _ translator: Translator,
    _ bounds: inout Bounds
  ) {
    guard limits.from.isFinite, limits.to.isFinite,
      let form = LinearForm(index, translator.constant), form.factors.count == 1,
      let factor = form.factors[name], factor != 0
    else { return }
    let ends = [limits.from, limits.to].map { ($0 - form.constant) / factor }.sorted()
    bounds = bounds.meeting(
      Bounds(from: (ends[0] - 1e-9).rounded(.up), to: (ends[1] + 1e-9).rounded(.down)))
  }

  /// What a condition such as `0 <= m < N` says of an index.
  static func of(_ name: String, saidBy condition: Term, _ translator: Translator) -> Bounds {
    var bounds = Bounds.open
    guard case .comparison(let terms, let relations) = condition else { return bounds }
    for (place, relation) in relations.enumerated() {
      guard
        let form = LinearForm(
          .binary(.minus, terms[place], terms[place + 1]), translator.constant),
        form.factors.count == 1, let factor = form.factors[name], factor != 0
      else { continue }
      // factor·n + constant is related to 0
      let edge = -form.constant / factor
      let isAtMost = factor > 0
      switch relation {
      case .equal: bounds = bounds.meeting(Bounds(from: edge, to: edge))
      case .notEqual: break
      case .atMost, .less:
        bounds = bounds.meeting(
          isAtMost ? Bounds(from: -.infinity, to: edge) : Bounds(from: edge, to: .infinity))
      case .atLeast, .more:
        bounds = bounds.meeting(
          isAtMost ? Bounds(from: edge, to: .infinity) : Bounds(from: -.infinity, to: edge))
      }
    }
    return bounds
  }
}

extension Term {
  /// Names that stand without indices.
  var wholeNames: [String] {
    if case .name(let name) = self { return [name.text] }
    return children.flatMap(\.wholeNames)
  }
}
