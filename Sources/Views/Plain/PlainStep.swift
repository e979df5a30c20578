import Diagrams
import Networks
import Tensors

/// A step as lines of text, for pipes and screen readers: what the stepper shows, without a
/// screen.
public struct PlainStep: Sendable {
  let walk: Walk
  let index: Int

  public init(_ walk: Walk, _ index: Int) {
    self.walk = walk
    self.index = index
  }

  public var text: String {
    let step = walk.steps[index]
    let zone = ReadingZone(walk, at: index)
    let pass = step == .loss ? "loss" : step.isBackward ? "backward" : "forward"
    let images = walk.trace.outputs[0].shape[0]
    let image = images > 1 ? ", image 0 of \(images)" : ""
    var lines = [
      "step \(index + 1) of \(walk.steps.count), \(pass)\(image): \(walk.name(of: step))"
    ]
    for panel in Panel.of(step, in: walk) {
      lines.append("  \(panel.part)  \(panel.name)  \(panel.tensor.shape)  \(panel.statistics)")
    }
    if let formula = try? Formula(zone.equation) {
      let line = formula.line(ascii: false)
      lines.append(
        "  " + ([line.text, line.ranges].filter { !$0.isEmpty }).joined(separator: "   "))
    }
    lines.append("  " + zone.words.long)
    return lines.joined(separator: "\n") + "\n"
  }
}
