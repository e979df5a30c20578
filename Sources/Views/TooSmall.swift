import Screens

/// What stands in for every view where there is no room.
struct TooSmall {
  let screen: Screen

  init(_ screen: Screen) { self.screen = screen }

  func draw() -> Grid {
    var grid = Grid(screen.size)
    let (size, least) = (screen.size, Page.leastSize)
    grid.cursor = Position(0, 0)
    guard size.width >= 10 else { return grid }
    let sentences =
      size.width >= 40 && size.height >= 5
      ? [
        "Blockwalk needs \(least) columns and rows.", "This terminal has \(size).", "",
        "Make it larger, or press q to leave.", "Your place is kept.",
      ] : ["\(least) needed"]
    let top = max(0, (size.height - sentences.count) / 2)
    for (index, sentence) in sentences.enumerated() {
      let left = max(0, (size.width - sentence.unicodeScalars.count) / 2)
      grid.write(sentence, at: Position(left, top + index))
    }
    return grid
  }
}

extension Screen {
  /// Whether views can be drawn on it.
  var isLargeEnough: Bool {
    size.width >= Page.leastSize.width && size.height >= Page.leastSize.height
  }
}
