import Diagrams
import Networks
import Screens
import Tensors

/// A whole gradient held against central differences, number by number.
struct Sweep: Sendable {
  /// The error of each number in units of the largest gradient; 0 where none was measured.
  private(set) var errors: Tensor<Double>
  private(set) var measured = 0
  /// Numbers at a kink, of which a difference says nothing.
  private(set) var atKinks = 0
  private(set) var largest = 0.0

  /// Nothing for what is no gradient.
  init?(_ element: Element) {
    guard element.quantity.isGradient else { return nil }
    let gradient = element.wanted
    errors = Tensor(zeros: gradient.shape)
    let unit = element.walk.trace.unit(of: gradient)
    // more numbers than there is time for are measured in part, spread evenly
    let limit = Self.limit(for: element.walk)
    let stride = max(1, (gradient.shape.count + limit - 1) / limit)
    for offset in Swift.stride(from: 0, to: gradient.shape.count, by: stride) {
      let index = gradient.shape.index(at: offset)
      guard
        let difference = try? element.walk.trace.centralDifference(
          of: element.quantity, at: element.node, element: index)
      else { continue }
      guard !difference.crossesKink else {
        atKinks += 1
        continue
      }
      measured += 1
      errors.elements[offset] = difference.error / unit
      largest = max(largest, errors.elements[offset])
    }
  }

  /// How many numbers can be measured while somebody waits: each takes two passes.
  private static func limit(for walk: Walk) -> Int {
    let work = max(2 * walk.graph.multiplyAdds * walk.trace.outputs[0].shape[0], 1)
    return max(1, min(Limits.sweepNumbers, Limits.sweepWork / work))
  }

  /// The gradient, its errors as a heatmap, and the largest of them.
  func draw(
    _ element: Element, in size: Size, _ screen: Screen
  ) -> (grid: Grid, cursor: Position?) {
    var grid = Grid(size)
    func panel(_ name: String, _ tensor: Tensor<Double>) -> ElementPanel {
      ElementPanel(
        symbol: "", name: name, tensor, role: "", isParameter: element.quantity.isOfParameter,
        kernel: ElementPanel.Kernel(fixesThird: false, isTransposed: false), chosen: element.cell)
    }
    let gradient = panel(element.label(element.quantity), element.wanted)
    let width = (size.width - 4) / 2
    let error = panel(
      Text.fitting(["error, in units of the largest", "error / largest"], in: width - 9), errors)
    let glyphs = screen.glyphs
    let kinks =
      atKinks == 0 ? "" : "; \(Numbers.count(atKinks)) at a kink of a ReLU or a pool are left out"
    let all = measured + atKinks == errors.shape.count ? "all" : "of \(errors.shape.count)"
    let lines = [
      "verify all: the largest error of \(Numbers.count(measured)) (\(all)) is "
        + "\(Numbers.wide(largest, on: glyphs)) of the largest gradient\(kinks)",
      "here \(Numbers.wide(errors[element.cell], on: glyphs))",
    ].flatMap { Text.lines($0, in: size.width - 2) }
    let height = size.height - lines.count - 1
    let left = gradient.draw(
      in: Size(width, height), scale: ColorScale(of: element.wanted), screen, prefersCells: true)
    let right = error.draw(
      in: Size(width, height), scale: ColorScale(of: errors), screen, prefersCells: true)
    grid.paste(left.grid, at: Position(1, 0))
    grid.paste(right.grid, at: Position(width + 3, 0))
    let top = min(max(left.height, right.height) + 1, size.height - lines.count)
    for (row, line) in lines.enumerated() { grid.write(line, at: Position(1, top + row)) }
    return (grid, left.cursor?.moved(1, 0))
  }
}
