import Diagrams
import Networks
import Screens
import Tensors
import Testing

@Suite struct `A step of a picture` {
  /// A block with its pictures in both groupings.
  private func samples() throws -> [(graph: Graph, diagram: Diagram)] {
    try (0..<30).flatMap { seed in
      var blocks = RandomBlocks(seed: UInt64(seed), budget: 10)
      let block = blocks.block()
      let graph = try Graph(block, input: Shape(8, 8, 4))
      return [true, false].map {
        (
          graph,
          Diagram(
            block: block, graph: graph,
            options: Diagram.Options(isGathered: $0, isUnfolded: true))
        )
      }
    }
  }

  @Test func `changes the weight of lines and one blank, nothing else`() throws {
    for (graph, diagram) in try samples() {
      for step in graph.steps {
        let still = diagram.draw(pass: step.isBackward ? .backward : .forward)
        var moving = diagram.draw(step)
        let mark = diagram.position(of: step)
        #expect(moving[mark].glyph == "▸" && still[mark].glyph == " ")
        moving[mark].glyph = " "
        #expect(lightened(moving.lines) == still.lines)
      }
    }
  }

  @Test func `has exactly one focus, which begins with the mark`() throws {
    for (graph, diagram) in try samples() {
      for step in graph.steps {
        let grid = diagram.draw(step)
        let focused = (0..<grid.size.height).flatMap { row in
          (0..<grid.size.width).map { Position($0, row) }.filter { grid[$0].style.isFocused }
        }
        #expect(focused.first == diagram.position(of: step))
        #expect(Set(focused.map(\.row)).count == 1)
        #expect(focused.last?.column == focused[0].column + focused.count - 1)
      }
    }
  }

  @Test func `never makes a line light again within its pass`() throws {
    for (graph, diagram) in try samples() {
      for isBackward in [false, true] {
        var passed: Set<Position> = []
        for step in graph.steps where step.isBackward == isBackward {
          let grid = diagram.draw(step)
          var now: Set<Position> = []
          for row in 0..<grid.size.height {
            for column in 0..<grid.size.width
            where [.forward, .backward].contains(grid[column, row].style.role) {
              now.insert(Position(column, row))
            }
          }
          #expect(now.isSuperset(of: passed))
          passed = now
        }
      }
    }
  }

  @Test func `is found again by its position`() throws {
    for (graph, diagram) in try samples() {
      for node in graph.nodes {
        let mark = diagram.position(of: .forward(node.index))
        #expect(diagram.node(at: mark) == node.index)
        #expect(diagram.node(at: mark.moved(1, 0)) == node.index)
      }
    }
  }

  private func lightened(_ lines: [String]) -> [String] {
    let pairs = zip("┃━┏┓┗┛┣┫┳┻╋", "│─┌┐└┘├┤┬┴┼")
    let light = Dictionary(uniqueKeysWithValues: pairs.map { ($0, $1) })
    return lines.map { String($0.map { light[$0] ?? $0 }) }
  }
}
