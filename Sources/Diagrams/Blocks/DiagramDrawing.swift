import Networks
import Screens

extension Diagram {
  /// The still picture of a pass; in that of the backward pass forks are sums and joins copies.
  ///
  ///       ├───────────┐  forward         Σ◄──────────┐  backward
  ///       ├◄──────────┘                  ├───────────┘
  public func draw(pass: Pass = .forward) -> Grid { draw(nil, in: pass) }
  /// The picture at a step of a run: lines that have been passed are heavy, and the step is marked,
  /// as in `[▸conv 3×3, 2 · BN ]`.
  public func draw(_ step: Step) -> Grid { draw(step, in: step.isBackward ? .backward : .forward) }

  private func draw(_ step: Step?, in pass: Pass) -> Grid {
    var grid = Grid(size)
    let now = step?.moment(of: nodeCount)
    drawWires(on: &grid, now: now, in: pass)
    for label in labels { grid.write(label.text, at: label.position, Style(.quiet)) }
    for box in boxes { draw(box, on: &grid, now: now ?? 0, in: pass) }
    if let step {
      let mark = mark(of: step)
      grid[mark.position].glyph = "▸"
      grid.restyle(at: mark.position, width: mark.width) { $0.isFocused = true }
    }
    return grid
  }

  private func drawWires(on grid: inout Grid, now: Int?, in pass: Pass) {
    let passed: Role = pass == .backward ? .backward : .forward
    for row in 0..<size.height {
      for column in 0..<size.width where !canvas[column, row].arms.isEmpty {
        let wire = canvas[column, row]
        let isPassed = now.map { wire.passage.moment(in: pass) < $0 }
        let glyph = wire.isDotted ? "┊" : wire.arms.glyph(isHeavy: isPassed ?? false)
        grid[column, row] = Cell(glyph, Style(isPassed.map { $0 ? passed : .upcoming } ?? .text))
      }
    }
    // gradients add up where data parts, and part where data comes together
    if pass == .backward {
      for fork in forks {
        grid[fork.position].glyph = "Σ"
        grid[fork.position.moved(1, 0)].glyph = "◄"
      }
    } else {
      for join in joins { grid[join].glyph = "◄" }
    }
  }

  private func draw(_ box: PlacedBox, on grid: inout Grid, now: Int, in pass: Pass) {
    let roles = box.captions.map { caption -> Role in
      let last: Step =
        pass == .backward
        ? .backward(caption.nodes.lowerBound) : .forward(caption.nodes.last ?? now)
      return last.moment(of: nodeCount) < now ? .quiet : caption.caption.role
    }
    let frame: Role = roles.allSatisfy { $0 == .quiet } ? .quiet : .text
    grid.write(box.box.text, at: box.position, Style(frame))
    grid.write(box.box.note, at: box.position.moved(box.box.width, 0), Style(.quiet))
    for (caption, role) in zip(box.captions, roles) {
      grid.restyle(at: caption.position, width: caption.width) { $0.role = role }
    }
  }
}
