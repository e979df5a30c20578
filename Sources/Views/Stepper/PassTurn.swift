import Networks

extension Stepper {
  /// The running product in the other pass: what a cell reads, and what reads a cell.
  mutating func turnPass(isBackward: Bool) -> [Effect] {
    guard let element = opened, let node = walk.node(of: element.step) else { return [] }
    guard element.step.isBackward != isBackward else {
      let (here, other) =
        isBackward
        ? ("backward", "f turns to what it is part of")
        : ("forward", "b turns to what reads its input")
      return [.say("This product is of the \(here) pass; \(other).")]
    }
    guard let product = SharedProduct(element),
      let other = product.element(isBackward: isBackward, in: walk, of: node)
    else {
      return [
        .say(
          "This product leads from no single cell to another; esc, then f or b, changes the pass.")
      ]
    }
    open(other)
    return []
  }
}
