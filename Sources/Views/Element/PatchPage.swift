import Diagrams
import Networks
import Screens
import Tensors

/// A kernel's gradient fills up: every output gradient adds the patch that its window saw.
struct PatchPage {
  let element: Element
  let patches: KernelGradient

  func draw(in size: Size, _ screen: Screen) -> (grid: Grid, cursor: Position?) {
    let cell = element.cell
    let (input, output) = (cell[2], cell[3])
    let patch = patches.patch(element.running, input: input, output: output)
    let now = patches.landed(after: element.running + 1, input: input, output: output)
    let end = patches.landed(after: patches.stampCount, input: input, output: output)
    let number = { (x: Double) in Numbers.fixed(x, on: screen.glyphs) }
    let before = patches.landed(after: element.running, input: input, output: output)
    let place = [cell[0], cell[1]]
    let given = "\(givenSymbol)[\(patch.row),\(patch.column),\(output)]"
    let name = ElementNames(element, on: screen.glyphs).text("dK", element)
    let lines = [
      "\(name)   \(number(before[place])) before   "
        + "\(number(patch.seen[place])) · \(number(patch.gradient)) = "
        + "\(number(patch.values[place])) added   \(number(now[place])) now",
      "\(name) with all \(patches.stampCount) patches = \(number(end[place]))",
    ]
    let images = element.images > 1 ? ", image \(patch.image)" : ""
    let maps = ColorScale(of: plane(of: patches.read, channel(input, output), patch.image))
    return Blocks.page(in: size, screen, lines: lines) { form in
      var sum = PlaneBlock("dK so far", now, scale: ColorScale(of: end))
      sum.form = form == .halfBlocks ? .cells : form
      sum.marks[cell[0], cell[1]] = .chosen
      sum.focus = (cell[0], cell[1])
      var read = PlaneBlock(
        "\(readSymbol), channel \(channel(input, output))\(images)",
        plane(of: patches.read, channel(input, output), patch.image), scale: maps)
      read.form = form
      read.marks = window(of: patch)
      var gradient = PlaneBlock(
        "\(givenSymbol), channel \(output)", plane(of: patches.given, output, patch.image),
        scale: ColorScale(of: plane(of: patches.given, output, patch.image)))
      gradient.form = form
      gradient.marks[patch.row, patch.column] = .product
      var seen = PlaneBlock("the patch it saw", patch.seen, scale: maps)
      seen.form = sum.form
      seen.marks[cell[0], cell[1]] = .product
      seen.note = "times \(given) = \(number(patch.gradient))"
      // the window in what is read and the first line tell as much
      seen.isOptional = true
      return [sum, seen, gradient, read].map { $0.block(on: screen) }
    }
  }

  private var isTransposed: Bool { element.node.operation.kind == .convolution(.transposed) }
  private var readSymbol: String { isTransposed ? "G = ∂L/∂y" : "x" }
  private var givenSymbol: String { isTransposed ? "x" : "G" }

  private func channel(_ input: Int, _ output: Int) -> Int {
    let plan = patches.plan
    return output / (plan.kernel[3] / plan.groups) * plan.kernel[2] + input
  }
  private func plane(
    of tensor: Tensor<Double>, _ channel: Int, _ image: Int
  ) -> Tensor<Double> {
    let (rows, columns) = (tensor.shape[1], tensor.shape[2])
    return Tensor(
      Shape(rows, columns),
      (0..<rows * columns).map { tensor[[image, $0 / columns, $0 % columns, channel]] })
  }
  private func window(of patch: KernelGradient.Patch) -> Marks {
    var marks = Marks()
    let window = patches.plan.window
    for m in 0..<window.rows.kernel {
      for n in 0..<window.columns.kernel {
        let row = patch.top + m * window.rows.dilation
        let column = patch.left + n * window.columns.dilation
        guard 0..<patches.plan.input[0] ~= row, 0..<patches.plan.input[1] ~= column else {
          continue
        }
        marks[row, column] =
          m == element.cell[0] && n == element.cell[1] ? .product : .participant
      }
    }
    return marks
  }
}
