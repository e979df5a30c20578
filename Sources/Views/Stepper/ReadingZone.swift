import Diagrams
import Networks
import Screens
import Tensors
import Training

/// What is read below the picture: an equation, one sentence, and a line of dots.
struct ReadingZone {
  /// In LaTeX.
  let equation: String
  let words: Sentence
  /// The dots in a width.
  let timeline: (Int) -> Grid

  /// The equation in two dimensions needs a tall screen.
  static func isTall(_ size: Size) -> Bool { size.height >= 34 }

  /// Rows above the footer: the rule, the equation, the sentence, the timeline.
  static func height(on size: Size) -> Int { isTall(size) ? 6 : 4 }

  func draw(on page: inout Page) {
    let top = page.height - 1 - Self.height(on: page.screen.size)
    page.rule(row: top)
    let room = page.width - 2
    let text = words.long.unicodeScalars.count <= room ? words.long : words.short
    let lines = Text.wrapped(text, to: room)
    let rows = drawEquation(on: &page, top: top + 1, isBelowFree: lines.count == 1)
    // neither is cut: where they need the row of the timeline, the title tells the step
    let start = page.height - 3 + (rows - 1)
    for (row, line) in lines.prefix(3 - rows).enumerated() {
      page.grid.write(line, at: Position(1, start + row))
    }
    guard lines.count == 1, rows == 1 else { return }
    page.grid.paste(timeline(room), at: Position(1, page.height - 2))
  }

  /// Returns in how many rows of text it stands.
  private func drawEquation(on page: inout Page, top: Int, isBelowFree: Bool) -> Int {
    guard let formula = try? Formula(equation) else { return 1 }
    let room = page.width - 2
    if Self.isTall(page.screen.size), page.screen.glyphs == .unicode {
      let drawing = formula.drawing()
      if drawing.grid.size.width <= room - 2, drawing.grid.size.height <= 3 {
        let row = top + max(0, min(1 - drawing.baseline, 3 - drawing.grid.size.height))
        page.grid.paste(drawing.grid, at: Position(3, row))
        return 1
      }
    }
    let line = formula.line(ascii: page.screen.glyphs.isPlain)
    let row = Self.isTall(page.screen.size) ? top + 1 : top
    let shorter = Self.withoutIndices(line.text)
    let halves = Text.wrapped(line.text, to: room)
    if line.text.unicodeScalars.count > room, shorter.unicodeScalars.count > room,
      halves.count == 2, isBelowFree, !Self.isTall(page.screen.size)
    {
      for (half, text) in halves.enumerated() {
        page.grid.write(text, at: Position(1 + 3 * half, row + half))
      }
      return 2
    }
    page.grid.write(Text.fitting([line.text, shorter], in: room), at: Position(1, row))
    let free = room - line.text.unicodeScalars.count
    // a condition says more than the range of an index
    let note = [line.ranges, line.conditions].first { $0.unicodeScalars.count + 2 <= free }
    if let note { page.grid.write(note, endingAt: page.width - 1, row: row) }
    return 1
  }

  /// The same for every element: `y = max(x, 0)`; a sum is nothing without its indices.
  private static func withoutIndices(_ equation: String) -> String {
    guard !equation.contains("Σ"), !equation.contains("sum") else { return equation }
    return equation.replacing(#/\[[^\]]*\]/#, with: "")
  }
}

extension ReadingZone {
  /// What is read of a step of a walk.
  init(_ walk: Walk, at current: Int) {
    let step = walk.steps[current]
    self.init(equation: walk.equation(of: step), words: walk.sentence(of: step)) { width in
      Timeline(graph: walk.graph, steps: walk.steps, current: current).draw(width: width)
    }
  }
}

extension Walk {
  private func site(of index: Int) -> Site {
    graph.site(of: index, mode: trace.mode, images: trace.outputs[0].shape[0])
  }

  /// Whether what is minimised is the mean of the losses that the network ends in.
  private var isMeanOfLosses: Bool {
    let dy = trace.gradients[graph.output.index].elements
    return graph.targetShape != nil && dy.allSatisfy { $0 == 1 / Double(dy.count) }
  }

  /// What a step computes, in LaTeX.
  func equation(of step: Step) -> String {
    switch step {
    case .forward(let index): graph.nodes[index].operation.equation(at: site(of: index))
    case .loss: trace.objective.equation
    case .backward(let index): graph.nodes[index].operation.gradientEquation(at: site(of: index))
    case .gather(let index): graph.gatherEquation(at: index)
    case .update(let index, let place): words(of: index, place)?.equation ?? ""
    }
  }

  /// What happens in a step and why it matters.
  func sentence(of step: Step) -> Sentence {
    switch step {
    case .forward(let index): graph.nodes[index].operation.sentence(at: site(of: index))
    case .loss where isMeanOfLosses:
      Sentence(
        "Each image has its loss; G = 1/N for N images makes L their mean, which is what is "
          + "minimised.", short: "Each image has its loss; G = 1/N makes L their mean.")
    case .loss: trace.objective.sentence(loss: trace.loss)
    case .backward(let index): graph.nodes[index].operation.gradientSentence(at: site(of: index))
    case .gather(let index): graph.gatherSentence(at: index)
    case .update(let index, let place):
      words(of: index, place)?.sentence ?? Sentence("Nothing moves.")
    }
  }

  private func words(of node: Int, _ place: Int) -> UpdateWords? {
    update.flatMap { pass in
      pass.item(of: node, place).map { UpdateWords(item: $0, optimizer: pass.optimizer) }
    }
  }
}

extension Objective {
  /// What is minimised, in LaTeX.
  fileprivate var equation: String {
    switch self {
    case .product: "L = \\sum G \\cdot y"
    case .loss(let loss):
      switch loss.kind {
      case .crossEntropy: "L = -\\frac{1}{N} \\sum t \\cdot \\log \\operatorname{softmax}(y)"
      case .sigmoidCrossEntropy:
        "L = -\\frac{1}{N n} \\sum t \\cdot \\log \\sigma(y) + (1 - t) \\cdot \\log (1 - \\sigma(y))"
      case .squaredError: "L = \\frac{1}{N n} \\sum (y - t)^2"
      }
    }
  }

  fileprivate func sentence(loss value: Double) -> Sentence {
    guard case .loss(let loss) = self else {
      return Sentence(
        "The forward pass is complete. L = Σ G · y makes G, which is drawn from the seed, the "
          + "gradient that the backward pass starts from.",
        short: "The forward pass is complete; the backward pass starts from the gradient G.")
    }
    let number = Numbers.fixed(value)
    let gradient =
      switch loss.kind {
      case .crossEntropy: "dy = (softmax(y) − t)/N"
      case .sigmoidCrossEntropy: "dy = (σ(y) − t)/(N·n)"
      case .squaredError: "dy = 2(y − t)/(N·n)"
      }
    return Sentence(
      "The loss is \(number), the mean over the batch; \(gradient) is the gradient that the way "
        + "back starts from.",
      short: "The loss is \(number); \(gradient) starts the way back.")
  }
}
