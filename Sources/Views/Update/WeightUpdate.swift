import Networks
import Screens
import Tensors
import Training

/// One weight of an update, opened: which it is, its account, and what the loss says of it.
struct WeightUpdate: Sendable {
  let item: UpdatePass.Item
  let pass: UpdatePass
  private let walk: Walk
  private(set) var index: [Int]
  /// The first line that is shown.
  private(set) var top = 0
  private(set) var verdict: LossVerdict?

  /// Opens the weight that moves farthest; nothing where the walk has no update at the step.
  init?(_ step: Step, of walk: Walk) {
    guard case .update(let node, let place) = step, let pass = walk.update,
      let item = pass.item(of: node, place)
    else { return nil }
    self.item = item
    self.pass = pass
    self.walk = walk
    let moves = zip(item.before.elements, item.after.elements).map { abs($1 - $0) }
    let farthest = moves.indices.max { moves[$0] < moves[$1] } ?? 0
    index = item.before.shape.index(at: farthest)
  }

  var node: Node { walk.graph.nodes[item.node] }
  var account: UpdateAccount? { pass.account(of: item, at: index) }

  var hints: [Hint] {
    [
      Hint(.up, .down, .back, .next, word: "weight"),
      Hint(.previousSibling, .nextSibling, word: "output"),
      Hint(
        .verify, word: "ask the loss", short: "loss",
        unless: verdict != nil
          ? "The loss was asked about this weight; the arrows go to others." : nil),
      Hint(.pageUp, .pageDown, word: "scroll"),
      Hint(.help, word: "keys"), Hint(.out, word: "out"), Hint(.leave, word: "out", isHidden: true),
    ]
  }

  mutating func press(_ command: Command, in screen: Screen) -> [Effect] {
    let axes = CellAxes(item.before.shape, isParameter: true)
    switch command {
    case .up: move(axes.row ?? axes.page, by: -1)
    case .down: move(axes.row ?? axes.page, by: 1)
    case .back: move(axes.column, by: -1)
    case .next: move(axes.column, by: 1)
    case .previousSibling: move(axes.sibling, by: -1)
    case .nextSibling: move(axes.sibling, by: 1)
    case .pageDown, .pageUp:
      let last = WeightUpdatePage(weight: self, path: []).lastTop(in: screen)
      if last == 0 { return [.say("The whole account is on the screen.")] }
      top = min(max(top + (command == .pageDown ? 5 : -5), 0), last)
    case .verify:
      let old = item.before[index]
      let new = account?.value ?? old
      verdict = LossVerdict(walk, node, item.place, at: index, moving: new - old)
    default: break
    }
    return []
  }

  private mutating func move(_ axis: Int?, by step: Int) {
    guard let axis else { return }
    index[axis] = min(max(index[axis] + step, 0), item.before.shape[axis] - 1)
    verdict = nil
  }
}

/// Whether the loss does what the gradient says, asked of the loss itself.
struct LossVerdict: Sendable {
  /// The slope of the loss along the weight, measured and computed.
  let difference: CentralDifference
  /// How far the update moves this weight.
  let distance: Double
  /// What that alone does to the loss.
  let growth: Double

  /// Nothing where the loss cannot be asked.
  init?(_ walk: Walk, _ node: Node, _ place: Int, at index: [Int], moving distance: Double) {
    let quantity = Quantity.parameterGradient(node.parameters[place].name)
    guard
      let difference = try? walk.trace.centralDifference(of: quantity, at: node, element: index),
      let growth = try? walk.trace.lossGrowth(
        moving: quantity, of: node, at: index, by: distance)
    else { return nil }
    self.difference = difference
    self.distance = distance
    self.growth = growth
  }

  /// What the gradient promises: slope times distance.
  var promised: Double { difference.computed * distance }
}
