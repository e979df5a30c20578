import Diagrams
import Networks
import Screens
import Tensors

/// The backward pass held against what moving the number a little does to the loss.
struct Verification: Sendable {
  let difference: CentralDifference?
  /// Why there is none.
  let remark: String?
  /// The largest gradient of the tensor: what the error is measured against.
  let unit: Double

  init(_ element: Element) {
    unit = element.walk.trace.unit(of: element.wanted)
    guard element.quantity.isGradient else {
      difference = nil
      let error = abs(element.sum.explanation.total - element.sum.explanation.value)
      remark =
        "The engine has \(Numbers.fixed(element.sum.explanation.value)); the sum of the products "
        + "differs by \(Numbers.wide(error))."
      return
    }
    do {
      difference = try element.walk.trace.centralDifference(
        of: element.quantity, at: element.node, element: element.cell)
      remark = nil
    } catch {
      difference = nil
      remark = "\(error)."
    }
  }

  /// What was found, in one or two lines of at most `width` columns.
  func lines(width: Int, on glyphs: GlyphTier) -> [String] {
    guard let difference else { return Text.wrapped(remark ?? "", to: width) }
    let number = { (x: Double) in Numbers.fixed(x, decimals: 8, on: glyphs) }
    let error = unit > 0 ? difference.error / unit : difference.error
    let judgement =
      difference.crossesKink
      ? "near a kink: a ReLU or a pool changes its mind within h, so the two may differ"
      : "error \(Numbers.wide(error, on: glyphs)) of the largest"
    let h = Numbers.wide(difference.step, on: glyphs)
    return Text.wrapped(
      "verify  (L(+h) − L(−h)) / 2h = \(number(difference.measured)) with h = \(h), backward "
        + "\(number(difference.computed)): \(judgement)", to: width)
  }
}
