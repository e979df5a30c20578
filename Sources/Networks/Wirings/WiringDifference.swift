/// What tells a wiring from another one that it should be: the fewest edits that lead from one to
/// the other.
public struct WiringDifference: Sendable {
  public let edits: [Edit]
  /// How much there is to change.
  public let cost: Int
  /// Both wirings in one, each edit in its place.
  public let marked: MarkedWiring

  /// One thing that is missing, too much, or other than it should be.
  public struct Edit: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case missing, extra, changed
    }
    public let kind: Kind
    /// What sorts of operations are at fault, those within a missing join included.
    public let sorts: Set<Wiring.Sort>
    /// Where in the wiring that it should be: places in rows, branches between them.
    let place: String
    /// What stands there, or should.
    let key: String
    /// The whole finding in words: `BN is missing after conv 3×3, 64`.
    public let words: String

    init(
      _ kind: Kind, _ sorts: Set<Wiring.Sort>, _ place: String, _ key: String, _ words: String
    ) {
      self.kind = kind
      self.sorts = sorts
      self.place = place
      self.key = key
      self.words = words
    }

    public static func == (left: Self, right: Self) -> Bool {
      left.kind == right.kind && left.place == right.place && left.key == right.key
    }
    public func hash(into hasher: inout Hasher) {
      hasher.combine(place)
      hasher.combine(key)
    }
  }

  /// The edits that make `given` of `wanted`.
  ///
  ///     let wanted = try Wiring(Network("conv 3x3 4, norm, relu"))
  ///     let given = try Wiring(Network("conv 3x3 4, relu"))
  ///     WiringDifference(of: given, from: wanted).edits.map(\.words)
  ///     // ["BN is missing after conv 3×3, 4"]
  public init(of given: Wiring, from wanted: Wiring) {
    let search = Search()
    let path = search.row(wanted.parts[...], given.parts[...])
    // the same mistake in many equal branches is one
    var seen: Set<Edit> = []
    edits = path.edits("").filter { seen.insert($0).inserted }
    cost = path.cost
    marked = MarkedWiring(path.marked())
  }
}

/// Seeks the cheapest edits, row by row and branch by branch.
private struct Search {
  /// A way from one to the other; its edits are made only where it is the cheapest.
  struct Path {
    var cost: Int
    /// The edits, given the place of the row.
    var edits: (_ row: String) -> [WiringDifference.Edit] = { _ in [] }
    /// What both rows come to, with a mark on what differs.
    var marked: () -> [MarkedWiring.Part] = { [] }

    static var none: Path { Path(cost: 0) }
    static func + (left: Path, right: Path) -> Path {
      Path(cost: left.cost + right.cost) {
        left.edits($0) + right.edits($0)
      } marked: {
        left.marked() + right.marked()
      }
    }
    /// The same edits within a branch.
    func within(_ branch: String) -> Path {
      Path(cost: cost, edits: { edits("\($0)\(branch)/") }, marked: marked)
    }
  }
  /// A way from some branches to others.
  struct Fan {
    var cost = 0
    var edits: [(_ row: String) -> [WiringDifference.Edit]] = []
    var branches: [() -> MarkedWiring] = []

    mutating func add(_ path: Path, _ branch: @escaping () -> MarkedWiring) {
      cost += path.cost
      edits.append(path.edits)
      branches.append(branch)
    }
    /// The join that ends the branches; the longest is drawn first.
    func path(to join: Wiring.Element, _ mark: MarkedWiring.Mark) -> Path {
      Path(cost: cost) { row in
        edits.flatMap { $0(row) }
      } marked: {
        let marked = branches.map { $0() }
        let order = marked.indices.sorted { (-marked[$0].count, $0) < (-marked[$1].count, $1) }
        return [.join(join, mark, order.map { marked[$0] })]
      }
    }
  }
  typealias Row = ArraySlice<Wiring.Part>

  /// Aligns two rows from their ends; `table[i][j]` is the rest from the i-th and j-th part on.
  func row(_ wanted: Row, _ given: Row) -> Path {
    let (wanted, given) = (Array(wanted), Array(given))
    var table = [[Path]](
      repeating: [Path](repeating: .none, count: given.count + 1), count: wanted.count + 1)
    for i in (0...wanted.count).reversed() {
      for j in (0...given.count).reversed() where i < wanted.count || j < given.count {
        var best: Path?
        func offer(_ path: Path, _ rest: Path) {
          if path.cost + rest.cost < best?.cost ?? .max { best = path + rest }
        }
        let before = i > 0 ? wanted[i - 1] : nil
        if i < wanted.count, j < given.count, let match = part(wanted[i], given[j], at: i) {
          offer(match, table[i + 1][j + 1])
        }
        if i < wanted.count {
          offer(single(.missing, wanted[i], after: before, at: i), table[i + 1][j])
          for path in unwrapped(wanted[i], given[j...], at: i) {
            offer(path.path, table[i + 1][path.end])
          }
        }
        if j < given.count {
          offer(single(.extra, given[j], after: before, at: i), table[i][j + 1])
        }
        table[i][j] = best ?? .none
      }
    }
    return table[0][0]
  }

  private func part(_ wanted: Wiring.Part, _ given: Wiring.Part, at place: Int) -> Path? {
    switch (wanted, given) {
    case (.operation(let one), .operation(let other)):
      if one == other { return Path(cost: 0, marked: { [.operation(other, .none)] }) }
      let isSimilar =
        [.activation, .normalization].contains(one.sort)
        || type(of: one.operation) == type(of: other.operation)
      guard one.sort == other.sort, isSimilar else { return nil }
      return Path(cost: 3) { row in
        [
          WiringDifference.Edit(
            .changed, [one.sort], "\(row)\(place)", other.key,
            "\(other.caption) should be \(one.caption)")
        ]
      } marked: {
        [.operation(other, .changed)]
      }
    case (.join(let one, let branches), .join(let other, let others)):
      let inner = match(branches, others, by: one, at: place)
      if one == other { return inner.path(to: other, .none) }
      let words =
        "the branches meet in a \(Self.name(other)), not in a \(Self.name(one))"
      return Path(cost: 3) { row in
        [WiringDifference.Edit(.changed, [.join], "\(row)\(place)", other.key, words)]
      } + inner.path(to: other, .changed)
    default: return nil
    }
  }

  private static func name(_ join: Wiring.Element) -> String {
    switch join.operation.kind {
    case .join(.product): "product"
    case .join(.concatenation): "concatenation"
    default: join.keyword
    }
  }

  /// Branches find their counterparts: equal ones first, then the nearest.
  private func match(
    _ wanted: [Wiring], _ given: [Wiring], by join: Wiring.Element, at place: Int
  ) -> Fan {
    var rest = Array(given.indices)
    var open: [Int] = []
    var fan = Fan()
    for (index, branch) in wanted.enumerated() {
      if let twin = rest.firstIndex(where: { given[$0] == branch }) {
        rest.remove(at: twin)
        fan.add(.none) { MarkedWiring(branch, all: .none) }
      } else {
        open.append(index)
      }
    }
    // many equal paths would be compared over and over
    var known: [[Wiring]: Path] = [:]
    while !open.isEmpty, !rest.isEmpty {
      var best: (open: Int, rest: Int, path: Path)?
      for (i, index) in open.enumerated() {
        for (j, other) in rest.enumerated() {
          let pair = [wanted[index], given[other]]
          let found = known[pair] ?? row(wanted[index].parts[...], given[other].parts[...])
          known[pair] = found
          if found.cost < best?.path.cost ?? .max { best = (i, j, found) }
        }
      }
      guard let best else { break }
      let branch = open.remove(at: best.open)
      rest.remove(at: best.rest)
      // equal branches are one place, so that the same mistake in each is one finding
      let first = wanted.firstIndex(of: wanted[branch]) ?? branch
      fan.add(best.path.within("\(place):\(first)")) { MarkedWiring(best.path.marked()) }
    }
    for index in open {
      fan.add(branch(.missing, wanted[index], of: join, at: place)) {
        MarkedWiring(wanted[index], all: .missing)
      }
    }
    for index in rest {
      fan.add(branch(.extra, given[index], of: join, at: place)) {
        MarkedWiring(given[index], all: .extra)
      }
    }
    return fan
  }

  private func branch(
    _ kind: WiringDifference.Edit.Kind, _ branch: Wiring, of join: Wiring.Element, at place: Int
  ) -> Path {
    Path(cost: 2 + 2 * branch.count) { row in
      let name = branch.parts.isEmpty ? "the identity" : "the branch \(branch.caption)"
      let words = kind == .missing ? "is missing" : "is extra"
      return [
        WiringDifference.Edit(
          kind, branch.sorts.union([.join]), "\(row)\(place)", branch.key,
          "\(name) \(words) in the \(Self.name(join))")
      ]
    }
  }

  /// A join that is missing while one of its branches is there: a block without its shortcut.
  private func unwrapped(
    _ wanted: Wiring.Part, _ given: Row, at place: Int
  ) -> [(path: Path, end: Int)] {
    guard case .join(let join, let branches) = wanted,
      let longest = branches.indices.max(by: { branches[$0].count < branches[$1].count }),
      branches[longest].count > 0
    else { return [] }
    var others = Fan(cost: 1)
    for (index, branch) in branches.enumerated() where index != longest {
      others.add(self.branch(.missing, branch, of: join, at: place)) {
        MarkedWiring(branch, all: .missing)
      }
    }
    return (given.startIndex...given.endIndex).dropFirst().map { end in
      let inner = row(branches[longest].parts[...], given[given.startIndex..<end])
      var fan = others
      fan.add(inner.within("\(place):\(longest)")) { MarkedWiring(inner.marked()) }
      return (fan.path(to: join, .missing), end)
    }
  }

  private func single(
    _ kind: WiringDifference.Edit.Kind, _ part: Wiring.Part, after before: Wiring.Part?,
    at place: Int
  ) -> Path {
    let wiring = Wiring([part])
    return Path(cost: 2 * wiring.count) { row in
      let position = before.map { "after " + Self.caption($0) } ?? "at the beginning"
      let words = kind == .missing ? "is missing" : "is extra"
      return [
        WiringDifference.Edit(
          kind, wiring.sorts, "\(row)\(place)", wiring.key,
          "\(Self.caption(part)) \(words) \(position)")
      ]
    } marked: {
      MarkedWiring(wiring, all: kind == .missing ? .missing : .extra).parts
    }
  }

  private static func caption(_ part: Wiring.Part) -> String {
    switch part {
    case .operation(let element): element.caption
    case .join(let element, _): "the \(name(element))"
    }
  }
}
