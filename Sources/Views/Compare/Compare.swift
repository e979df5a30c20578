import Diagrams
import Lessons
import Networks
import Screens
import Tensors

/// Two blocks stepped side by side: equal operations share a row, the list between them names what
/// differs.
struct Compare: OutcomeView {
  enum Pane: CaseIterable, Sendable {
    case left, differences, right
  }

  private(set) var request: CompareRequest
  private(set) var walks: ComparedWalks
  private(set) var current = 0
  private(set) var pane = Pane.differences
  private(set) var channel = 0
  /// Whether the list leaves out what both have.
  private(set) var showsDifferencesOnly = false

  init(_ request: CompareRequest, _ walks: ComparedWalks) {
    self.request = request
    self.walks = walks
  }

  var hints: [Hint] {
    [
      Hint(.back, .next, word: "step both", short: "step"),
      Hint(.open, word: "into"), Hint(.nextPane, word: "side"),
      Hint(.forwardPass, .backwardPass, word: "pass"),
      Hint(.onlyDifferences, word: "only differences", short: "differences"),
      Hint(.weights, word: "weights shared or own", short: "weights"),
      Hint(.previousSibling, .nextSibling, word: "channel", isHidden: true),
      Hint(.first, .last, word: "first, last", isHidden: true),
      Hint(.nextPoint, .previousPoint, word: "next difference", isHidden: true),
      Hint(.previousPane, word: "previous side", isHidden: true),
      Hint(.help, word: "keys"), Hint(.leave, word: "back"),
      Hint(.out, word: "back", isHidden: true),
    ]
  }

  var pair: ComparedWalks.Pair { walks.pairs[current] }
  private var lossPlace: Int { walks.pairs.firstIndex { $0.left == .loss } ?? 0 }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    let last = walks.pairs.count - 1
    switch command {
    case .next: current = min(current + 1, last)
    case .back: current = max(current - 1, 0)
    case .first: current = max(0, min((count ?? 1) - 1, last))
    case .last: current = last
    case .forwardPass: if current > lossPlace { current = 0 }
    case .backwardPass: if current <= lossPlace { current = min(lossPlace + 1, last) }
    case .nextPoint: current = differences.first { $0 > current } ?? current
    case .previousPoint: current = differences.last { $0 < current } ?? current
    case .nextPane: turnPane(by: 1)
    case .previousPane: turnPane(by: -1)
    case .nextSibling: channel = min(channel + 1, channelCount - 1)
    case .previousSibling: channel = max(channel - 1, 0)
    case .onlyDifferences: showsDifferencesOnly.toggle()
    case .weights:
      var other = request
      other.sharesWeights.toggle()
      return [.ask(.compare(other))]
    case .open:
      let isLeft = pane != .right
      var opened = isLeft ? request.left : request.right
      let walk = isLeft ? walks.left : walks.right
      if let step = isLeft ? pair.left : pair.right {
        opened.start = StepName(step, in: walk.graph)
        opened.sight = nil
      }
      return [.go(.view(Entrance(Stepper(opened, walk, origin: "compare"))))]
    default: break
    }
    return []
  }

  private mutating func turnPane(by turn: Int) {
    let all = Pane.allCases
    let place = all.firstIndex(of: pane) ?? 0
    pane = all[(place + turn + all.count) % all.count]
  }

  /// Where only one side does something.
  private var differences: [Int] {
    walks.pairs.indices.filter { walks.pairs[$0].left == nil || walks.pairs[$0].right == nil }
  }

  /// The same place with other weights.
  mutating func take(_ outcome: Outcome) -> Bool {
    guard case .comparison(let request, let walks) = outcome else { return false }
    self.walks = walks
    self.request = request
    current = min(current, walks.pairs.count - 1)
    return true
  }

  /// The last step of a side up to now, and whether it is now.
  func step(ofLeft isLeft: Bool) -> (step: Step, isNow: Bool) {
    for place in (0...current).reversed() {
      let pair = walks.pairs[place]
      if let step = isLeft ? pair.left : pair.right { return (step, place == current) }
    }
    return (.forward(0), false)
  }

  /// What a step of a side makes: an output going forward, a gradient going back.
  func tensor(ofLeft isLeft: Bool) -> Tensor<Double> {
    let walk = isLeft ? walks.left : walks.right
    switch step(ofLeft: isLeft).step {
    case .forward(let node): return walk.trace.outputs[node]
    case .loss: return walk.trace.gradients[walk.graph.output.index]
    case .gather(let node): return walk.trace.gradients[node]
    case .update(let node, let place):
      return walk.trace.parameterGradients[node][place] ?? walk.trace.gradients[node]
    case .backward(let node): return walk.trace.shares[node].first ?? walk.trace.gradients[node]
    }
  }
  private var channelCount: Int {
    max(tensor(ofLeft: true).shape.extents.last ?? 1, tensor(ofLeft: false).shape.extents.last ?? 1)
  }
}

/// With whom a block is compared where nothing else is said.
enum Partner {
  private static let known = [
    "basic": "preact_basic", "preact_basic": "basic", "bottleneck": "preact_bottleneck",
    "preact_bottleneck": "bottleneck", "resnext_paths": "resnext_grouped",
    "resnext_grouped": "resnext_paths", "resnext_concat": "resnext_grouped",
    "inverted_residual": "inverted_path", "mbconv": "mbconv_path", "bottleneck_v1": "bottleneck",
  ]

  /// The known other form of a block, else the block without its shortcut; nothing for others.
  static func request(of request: WalkRequest, _ network: Network) -> WalkRequest? {
    var other = request
    other.input = network.input
    other.changes = []
    other.start = nil
    other.sight = nil
    if let invocation = network.invocation, let name = known[invocation.name] {
      other.notation = Invocation(name: name, arguments: invocation.arguments).source
      return other
    }
    guard let bare = network.withoutShortcut else { return nil }
    other.notation = bare
    return other
  }
}
