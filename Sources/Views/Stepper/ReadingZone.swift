import Diagrams
import Networks
import Screens
import Tensors

/// What is read below the picture: the equation with this step's numbers, one sentence, the
/// timeline.
struct ReadingZone {
  let walk: Walk
  let current: Int

  private var step: Step { walk.steps[current] }

  /// The equation in two dimensions needs a tall screen.
  static func isTall(_ size: Size) -> Bool { size.height >= 34 }

  /// Rows above the footer: the rule, the equation, the sentence, the timeline.
  static func height(on size: Size) -> Int { isTall(size) ? 6 : 4 }

  func draw(on page: inout Page) {
    let top = page.height - 1 - Self.height(on: page.screen.size)
    page.rule(row: top)
    drawEquation(on: &page, top: top + 1)
    let sentence = words
    let room = page.width - 2
    let text = sentence.long.unicodeScalars.count <= room ? sentence.long : sentence.short
    let lines = Text.wrapped(text, to: room)
    for (row, line) in lines.prefix(2).enumerated() {
      page.grid.write(line, at: Position(1, page.height - 3 + row))
    }
    // the sentence is never cut: where it needs the row of the timeline, the title tells the step
    guard lines.count == 1 else { return }
    let timeline = Timeline(graph: walk.graph, steps: walk.steps, current: current)
    page.grid.paste(timeline.draw(width: room), at: Position(1, page.height - 2))
  }

  private func drawEquation(on page: inout Page, top: Int) {
    guard let formula = try? Formula(equation) else { return }
    let room = page.width - 2
    if Self.isTall(page.screen.size), page.screen.glyphs == .unicode {
      let drawing = formula.drawing()
      if drawing.grid.size.width <= room - 2, drawing.grid.size.height <= 3 {
        let row = top + max(0, min(1 - drawing.baseline, 3 - drawing.grid.size.height))
        page.grid.paste(drawing.grid, at: Position(3, row))
        return
      }
    }
    let line = formula.line(ascii: page.screen.glyphs == .ascii)
    let row = Self.isTall(page.screen.size) ? top + 1 : top
    page.grid.write(Text.clipped(line.text, to: room), at: Position(1, row))
    let free = room - line.text.unicodeScalars.count
    // a condition says more than the range of an index
    let note = [line.ranges, line.conditions].first { $0.unicodeScalars.count + 2 <= free }
    if let note { page.grid.write(note, endingAt: page.width - 1, row: row) }
  }

  private func site(of index: Int) -> Site {
    walk.graph.site(
      of: index, mode: walk.trace.mode, images: walk.trace.outputs[0].shape[0])
  }

  var equation: String {
    let graph = walk.graph
    switch step {
    case .forward(let index):
      return graph.nodes[index].operation.equation(at: site(of: index))
    case .loss:
      return "L = \\sum dy \\cdot y"
    case .backward(let index):
      return graph.nodes[index].operation.gradientEquation(at: site(of: index))
    case .gather(let index):
      return graph.gatherEquation(at: index)
    }
  }

  var words: Sentence {
    let graph = walk.graph
    switch step {
    case .forward(let index):
      return graph.nodes[index].operation.sentence(at: site(of: index))
    case .loss:
      return Sentence(
        "The forward pass has arrived; L = Σ dy · y makes dy, drawn from the seed, the gradient "
          + "to start from.",
        short: "The forward pass is done; dy is the gradient that the way back starts from.")
    case .backward(let index):
      return graph.nodes[index].operation.gradientSentence(at: site(of: index))
    case .gather(let index):
      return graph.gatherSentence(at: index)
    }
  }
}
