import Diagrams
import Networks
import Screens

/// Where the panes stand and what of the block is seen: drawing and clicks agree on it.
extension Stepper {
  /// The column at which the tensors stand beside the block.
  static let tensorColumn = 48

  static func isWide(_ screen: Screen) -> Bool {
    screen.size.width >= Page.twoPaneSize.width && screen.size.height >= Page.twoPaneSize.height
  }

  /// What is left between the panes' names and the reading zone.
  static func body(of screen: Screen) -> Size {
    Size(screen.size.width, screen.size.height - 3 - ReadingZone.height(on: screen.size))
  }

  func tabs(in screen: Screen) -> [Tab] {
    let name =
      step.pass == .update ? "weights" : step.isBackward ? "gradients" : "tensors"
    return [("block", 2), (name, Self.isWide(screen) ? Self.tensorColumn - 1 : 0)]
  }

  /// The pane whose name stands at a position.
  func pane(at position: Position, in screen: Screen) -> Pane? {
    guard position.row == 1 else { return nil }
    return Tabs.index(at: position.column, of: tabs(in: screen), open: pane == .block ? 0 : 1)
      .map { Pane.allCases[$0] }
  }

  /// The step of this pass whose operation stands at a position, by its number.
  func step(at position: Position, in screen: Screen) -> Int? {
    guard Self.isWide(screen) || pane == .block else { return nil }
    let picture = picture(in: screen)
    let place = position.moved(-picture.place.column, -picture.place.row)
    guard Grid(picture.window).contains(place) else { return nil }
    let node = picture.diagram.node(at: place.moved(picture.origin.column, picture.origin.row))
    return node.flatMap {
      walk.index(of: walk.graph.nodes[$0].id, isBackward: step.isBackward)
    }
  }

  /// The diagram, one operation a row where that fits, and the part of it that is shown where.
  func picture(
    in screen: Screen
  ) -> (diagram: Diagram, origin: Position, window: Size, place: Position) {
    let body = Self.body(of: screen)
    let width = Self.isWide(screen) ? Self.tensorColumn - 2 : min(body.width, 56)
    let room = Size(width, body.height - (body.height > 24 ? 1 : 0))
    let diagram = Self.diagram(of: walk.network, in: room)
    let mark = diagram.position(of: step)
    let window = Size(min(diagram.size.width, room.width), min(diagram.size.height, room.height))
    let origin = Position(
      Self.scroll(to: mark.column, length: diagram.size.width, window: window.width),
      Self.scroll(to: mark.row, length: diagram.size.height, window: window.height))
    let left = max(1, (room.width - window.width) / 2)
    return (diagram, origin, window, Position(left, 2 + body.height - room.height))
  }

  private static func scroll(to mark: Int, length: Int, window: Int) -> Int {
    max(0, min(mark - window / 2, length - window))
  }
}
